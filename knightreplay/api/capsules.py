"""A capsule that comes back: a file becomes a run (docs/capsule.md)."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from knightreplay.access.authors import maker
from knightreplay.access.owners import begin_owning
from knightreplay.access.permissions import require_beginning
from knightreplay.api.schemas import Problem, begun
from knightreplay.limiting.throttles import CAPSULES
from knightreplay.sharing.files.capsule import importing

router = Router()
REFUSALS = {403: Problem, 409: Problem, 413: Problem, 422: Problem, 429: Problem}


class Opened(Schema):
    id: str
    url: str
    host_key: Annotated[
        str | None, Field(description="shown only here; null if it was here already")
    ]
    computed: Annotated[
        bool,
        Field(
            description="whether this server computed it again and found the same "
            "bytes; else it is of another engine, and is replayed as it came"
        ),
    ]


@router.post(
    "/capsules",
    response={200: Opened, 201: Opened, **REFUSALS},
    throttle=[CAPSULES],
)
def open_capsule(request: HttpRequest) -> Any:
    """A run of the capsule in the body: the HTML file as it is, of at most 16 MiB.

    422 says what in it does not match its hash, or what this engine computes. The same
    capsule, opened twice by one browser, is one run (200).
    """
    require_beginning(request)
    opened = importing.open_file(
        request,
        owner=begin_owning(request),
        made_by=maker(request),
    )
    status = 200 if opened.host_key is None else 201
    run = begun(opened.run, opened.host_key)
    return Status(status, {**run, "computed": opened.computed})
