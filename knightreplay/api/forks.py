"""Forks over HTTP: one is made, and the tree of them is read."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from knightreplay.access.authors import maker_of_fork
from knightreplay.access.host import require_forker
from knightreplay.access.keys import runs_with_keys
from knightreplay.access.owners import owner_for, owners_of
from knightreplay.access.permissions import run_to_change, run_to_read
from knightreplay.access.seats import require_free
from knightreplay.api.schemas import REFUSALS, Moment, Started, begun
from knightreplay.limiting.throttles import FORKS, READS
from knightreplay.rooms.secrecy import require_disclosed
from knightreplay.runs import services
from knightreplay.runs.errors import ClientError
from knightreplay.runs.lists.family import Related, Visibility, family, loss_of
from knightreplay.runs.models import Role, Run
from knightreplay.runs.names import NAME_LENGTH
from knightreplay.runs.roles import require_fork, require_watch
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.runs.shapes import Body, CommandId
from simulator.clock import time_of

router = Router()


class ForkBody(Body):
    at: Moment
    name: Annotated[str, Field(max_length=4 * NAME_LENGTH)] = ""
    engine: Annotated[
        Literal["same", "today"],
        Field(description="today: a run of another build is computed again with this"),
    ] = "same"
    command_id: Annotated[
        CommandId | None,
        Field(description="sent again by the same browser it gives the same fork"),
    ] = None


class RelatedRun(Schema):
    """A run of the tree."""

    id: str
    url: str
    name: str
    title: str
    seed: int
    parent: Annotated[str | None, Field(description="it may be closed, or gone")]
    forked_at: Annotated[int | None, Field(description="tick")]
    forked_time: Annotated[str | None, Field(description="ET")]
    created: datetime
    acts: Annotated[int, Field(description="in its log")]
    loss_usd: Annotated[
        float | None, Field(description="at 16:00; null: not known, or not told yet")
    ]
    mine: bool


class FamilyPage(Schema):
    """`parents` from the first run of all; `forks` oldest first, so parents first."""

    run: RelatedRun
    parents: list[RelatedRun]
    forks: list[RelatedRun]
    next: Annotated[str | None, Field(description="`after` of the next page of forks")]
    refusal: Annotated[
        str | None, Field(description="why you may not fork it; null: you may")
    ]


class FamilyQuery(Schema):
    after: UUID | None = None


@router.post(
    "/runs/{uuid:run_id}/forks",
    response={201: Started, **REFUSALS},
    throttle=[FORKS],
)
def fork(request: HttpRequest, run_id: UUID, body: ForkBody) -> Any:
    """A run of one's own with the acts up to a moment, paused there.

    Later acts are not taken over. Where other machines reach the server, looking at an
    open run is not enough: it takes a link that allows forks, or the host. The host key
    is shown only here; a browser's session may act in it without.
    """
    require_free(request)
    run, role = run_to_change(request, run_id, require_watch)
    _require_forking(request, run, role)
    started = services.fork(
        run_id,
        at=body.at,
        role=role,
        holder_owner=owner_for(request),
        made_by=maker_of_fork(request, run, role),
        command_id=body.command_id,
        name=body.name,
        engine=body.engine,
    )
    return Status(201, begun(*started))


@router.get(
    "/runs/{uuid:run_id}/forks",
    response={200: FamilyPage, **REFUSALS},
    throttle=[READS],
)
def list_forks(request: HttpRequest, run_id: UUID, query: Query[FamilyQuery]) -> Any:
    """The tree of forks: the run's parents, and fifty of its forks and theirs."""
    run, role = run_to_read(request, run_id)
    owners = owners_of(request.session)
    visibility = Visibility(owners, runs_with_keys(request))
    found = family(run, visibility, after=query.after)
    return {
        "run": _related(found.run, owners),
        "parents": [_related(row, owners) for row in found.parents],
        "forks": [_related(row, owners) for row in found.forks],
        "next": found.next and str(found.next),
        "refusal": _refusal(request, run, role),
    }


def _require_forking(request: HttpRequest, run: Run, role: Role) -> None:
    """Whether a fork is made for this request; a page asks before it offers one."""
    require_fork(role, run)
    require_forker(request, role)
    require_disclosed(run.id)


def _refusal(request: HttpRequest, run: Run, role: Role) -> str | None:
    try:
        require_free(request)
        _require_forking(request, run, role)
    except ClientError as error:
        return error.message
    return None


def _related(related: Related, owners: tuple[str, ...]) -> dict[str, Any]:
    run, at = related.run, related.run.forked_at
    return {
        "id": str(run.id),
        "url": run.get_absolute_url(),
        "name": run.name,
        "title": snapshot_of(run).title,
        "seed": run.seed,
        "parent": run.parent_id and str(run.parent_id),
        "forked_at": at,
        "forked_time": None if at is None else time_of(at),
        "created": run.created,
        "acts": related.acts,
        "loss_usd": loss_of(run),
        "mine": run.owner in owners,
    }
