"""Links over HTTP: the host makes, lists, renames and takes them back."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field, GetPydanticSchema
from pydantic_core.core_schema import literal_schema

from knightreplay.access.permissions import run_to_change, run_to_read
from knightreplay.api.qr import rows_of
from knightreplay.api.schemas import REFUSALS, Moment
from knightreplay.limiting.throttles import LINKS, READS
from knightreplay.network.addresses import address_of
from knightreplay.rooms.secrecy import require_disclosed
from knightreplay.runs.models import Role
from knightreplay.runs.panels import TABS
from knightreplay.runs.roles import require_host
from knightreplay.runs.shapes import Body
from knightreplay.sharing.links import services as links
from knightreplay.sharing.models import Link
from simulator.clock import time_of

router = Router()
ViewName = Annotated[
    str, GetPydanticSchema(lambda _source, _handler: literal_schema([*TABS]))
]
Instant = Annotated[
    AwareDatetime, Field(strict=False, description="ISO 8601 with its offset from UTC")
]


class Looks(Body):
    """What the sender sees and the others shall."""

    view: ViewName | None = None
    stock: Annotated[str, Field(max_length=12)] | None = None
    server: Annotated[int, Field(ge=1, le=64)] | None = None
    hide: Annotated[bool, Field(description="what is coming is hidden at first")] = (
        False
    )
    notes: Annotated[bool, Field(description="notes are shown at first")] = False
    tables: Annotated[bool, Field(description="charts as tables at first")] = False


class LinkBody(Body):
    """`embed` pins the link to a frozen copy of the run as it is now."""

    role: Literal["watch", "comment", "fork"] = "watch"
    at: Moment
    first: Moment | None = None
    last: Moment | None = None
    name: Annotated[str, Field(max_length=400)] = ""
    expires: Instant | None = None
    looks: Looks = Looks()
    embed: bool = False

    def wanted(self) -> links.LinkRequest:
        return links.LinkRequest(
            role=Role(self.role),
            at=self.at,
            name=self.name,
            first=self.first,
            last=self.last,
            expires=self.expires.timestamp() if self.expires else None,
            looks=self.looks.model_dump(exclude_defaults=True),
        )


class LinkChange(Body):
    name: Annotated[str, Field(max_length=400)]


class LinkInfo(Schema):
    """A link that was given away, by a number of its own; times are Unix seconds."""

    id: int
    name: str
    role: str
    at: str
    first: str | None
    last: str | None
    looks: dict[str, Any]
    embed: bool
    created: float
    expires: float | None
    uses: int
    used_at: float | None


class NewLink(LinkInfo):
    """Its token is shown only here. `qr` has a row of 0 and 1 for each line of the code."""

    token: str
    url: Annotated[str, Field(description="for others; from this server's own address")]
    embed_url: str | None
    preview: Annotated[str, Field(description="path of the picture for chats")]
    reach: Annotated[
        Literal["here", "network", "public"],
        Field(description="from where the address can be reached"),
    ]
    qr: list[str]


@router.post(
    "/runs/{uuid:run_id}/shares",
    response={201: NewLink, **REFUSALS},
    throttle=[LINKS],
)
def create_link(request: HttpRequest, run_id: UUID, body: LinkBody) -> Any:
    """A link to a moment; opened paused there, by whoever has it."""
    _, role = run_to_change(request, run_id, require_host)
    require_disclosed(run_id)
    make = links.create_pinned if body.embed else links.create
    link, token = make(run_id, body.wanted(), role=role)
    return Status(201, _new(request, link, token))


@router.get(
    "/runs/{uuid:run_id}/shares",
    response={200: list[LinkInfo], **REFUSALS},
    throttle=[READS],
)
def list_links(request: HttpRequest, run_id: UUID) -> Any:
    """The links that were not taken back, the newest first; for the host."""
    _, role = run_to_read(request, run_id, require_host)
    return [_info(link) for link in links.listed(run_id, role=role)]


@router.patch(
    "/runs/{uuid:run_id}/shares/{int:link_id}",
    response={204: None, **REFUSALS},
    throttle=[LINKS],
)
def rename_link(
    request: HttpRequest, run_id: UUID, link_id: int, body: LinkChange
) -> Any:
    """Gives a link another name."""
    _, role = run_to_change(request, run_id, require_host)
    if not links.rename(run_id, link_id, body.name, role=role):
        raise Http404
    return Status(204, None)


@router.delete(
    "/runs/{uuid:run_id}/shares/{int:link_id}",
    response={204: None, **REFUSALS},
    throttle=[LINKS],
)
def revoke_link(request: HttpRequest, run_id: UUID, link_id: int) -> Any:
    """Takes a link back for good; pages that were opened by it close at once."""
    _, role = run_to_change(request, run_id, require_host)
    if not links.revoke(run_id, link_id, role=role):
        raise Http404
    return Status(204, None)


def _new(request: HttpRequest, link: Link, token: str) -> dict[str, Any]:
    base, reach = address_of(request)
    url = base + reverse("shared", args=[token])
    return {
        **_info(link),
        "token": token,
        "url": url,
        "embed_url": base + reverse("embed", args=[token]) if link.pinned_id else None,
        "preview": reverse("preview", args=[token]),
        "reach": reach,
        "qr": rows_of(url),
    }


def _info(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "name": link.name,
        "role": link.role,
        "at": time_of(link.at),
        "first": None if link.first is None else time_of(link.first),
        "last": None if link.last is None else time_of(link.last),
        "looks": link.looks,
        "embed": link.pinned_id is not None,
        "created": link.created.timestamp(),
        "expires": link.expires,
        "uses": link.uses,
        "used_at": link.used_at,
    }
