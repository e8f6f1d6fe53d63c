"""Files of a run: frames read at once, larger ones made by a worker and fetched."""

import time
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, StreamingHttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from knightreplay.access.authors import asker
from knightreplay.access.host import require_guest
from knightreplay.access.origin import require_same_origin
from knightreplay.access.permissions import (
    role_to_read,
    run_to_change,
    run_to_read,
    view_to_read,
)
from knightreplay.api.schemas import REFUSALS, Moment, Problem
from knightreplay.limiting.throttles import EXPORTS, FRAMES, READS
from knightreplay.rooms.secrecy import require_disclosed
from knightreplay.runs import selectors
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Role
from knightreplay.runs.roles import require_watch
from knightreplay.runs.shapes import Body
from knightreplay.sharing.files.exporting import at_once, file, requests
from knightreplay.sharing.files.exporting.recipes import RECIPES
from knightreplay.sharing.models import Export
from simulator.clock import time_of

router = Router()

Word = Annotated[str, Field(max_length=24)]


class Options(Body):
    """The range, `to` not included, and what the kind lets one choose (docs/exports.md)."""

    first: Annotated[Moment | None, Field(alias="from")] = None
    to: Moment | None = None
    chart: Annotated[Word | None, Field(description="loss, flow, positions")] = None
    theme: Annotated[Word | None, Field(description="dark, light")] = None
    language: Word | None = None


class ExportBody(Body):
    kind: Annotated[Word, Field(description=", ".join(RECIPES))]
    options: Options = Options()


class ExportAsked(Schema):
    id: str
    url: Annotated[str, Field(description="to be asked how far it is")]


class ExportInfo(Schema):
    """An export as it stands; `file` is the address of its bytes once it is ready."""

    id: str
    kind: str
    options: dict[str, Any]
    epoch: int
    status: Literal["waiting", "working", "ready", "failed", "cancelled"]
    progress: Annotated[float, Field(description="0 to 1")]
    message: Annotated[str, Field(description="why it failed")]
    size: Annotated[int, Field(description="bytes")]
    sha256: Annotated[str, Field(description="of the whole file")]
    created: Annotated[float, Field(description="Unix seconds; it goes a day later")]
    name: Annotated[str, Field(description="of the file")]
    file: str | None


class ExportKind(Schema):
    """A kind of file, in the visitor's language."""

    kind: str
    words: str
    note: Annotated[str, Field(description="one line on what is in it")]
    day: Annotated[float | None, Field(description="bytes of a whole day, about")]
    ranged: Annotated[bool, Field(description="takes `from` and `to`")]
    choices: Annotated[dict[str, list[str]], Field(description="default first")]


class FramesQuery(Schema):
    """A range of at most 3,600 ticks, `to` not included."""

    first: Annotated[Moment, Field(alias="from")]
    to: Moment
    format: Literal["json", "csv", "parquet"] = "json"


@router.get(
    "/runs/{uuid:run_id}/frames",
    response={200: dict[str, Any], **REFUSALS},
    throttle=[FRAMES],
)
def read_frames(request: HttpRequest, run_id: UUID, query: Query[FramesQuery]) -> Any:
    """Frames of at most an hour, a row a tick, streamed; more is an export. 120 a minute.

    409 until they are computed and may be told.
    """
    view, _ = view_to_read(request, run_id)
    frames = at_once.read_frames(view, query.first, query.to, query.format)
    answer = StreamingHttpResponse(
        _stepped(frames.chunks), content_type=frames.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@router.post(
    "/runs/{uuid:run_id}/exports",
    response={202: ExportAsked, **REFUSALS},
    throttle=[EXPORTS],
)
def request_export(request: HttpRequest, run_id: UUID, body: ExportBody) -> Any:
    """Has a file made of the run as it is now; the same request answers with the same file.

    20 files of one asker are stored, 200 of the server's host and 100 of all others, for a day; a file has 192 MB at most.
    Where other machines reach the server it takes a link or a key from a host.
    """
    run, role = run_to_change(request, run_id, require_watch)
    require_guest(request, run)
    if role is not Role.HOST:
        require_disclosed(run_id)
    export = requests.request_export(
        run_id,
        body.kind,
        body.options.model_dump(exclude_none=True, by_alias=True),
        owner=asker(request, run),
        role=role,
    )
    return Status(202, {"id": str(export.id), "url": _url(export)})


@router.get(
    "/runs/{uuid:run_id}/exports",
    response={200: list[ExportInfo], **REFUSALS},
    throttle=[READS],
)
def list_exports(request: HttpRequest, run_id: UUID) -> Any:
    """One's own files of a run, newest first; the run's host sees all."""
    run, role = run_to_read(request, run_id)
    rows = requests.exports_of(run_id, owner=asker(request, run), role=role)
    return [_info(export) for export in rows.select_related("run")]


@router.get(
    "/exports/kinds",
    response={200: list[ExportKind], 429: Problem},
    throttle=[READS],
)
def list_kinds(request: HttpRequest) -> Any:
    """What can be exported, and what can be chosen of each."""
    return [
        {
            "kind": kind,
            "words": str(recipe.words),
            "note": str(recipe.note),
            "day": recipe.day,
            "ranged": recipe.ranged,
            "choices": recipe.choices,
        }
        for kind, recipe in RECIPES.items()
    ]


@router.get(
    "/exports/{uuid:export_id}",
    response={200: ExportInfo, **REFUSALS},
    throttle=[READS],
)
def read_export(request: HttpRequest, export_id: UUID) -> Any:
    """How far a file is; to be asked twice a second at most."""
    export, _ = _export(request, export_id)
    return _info(export)


@router.delete(
    "/exports/{uuid:export_id}",
    response={204: None, **REFUSALS},
    throttle=[EXPORTS],
)
def remove_export(request: HttpRequest, export_id: UUID) -> Any:
    """Cancels a file that is being made; deletes one that is made."""
    require_same_origin(request)
    export, role = _export(request, export_id)
    requests.remove_export(export, owner=asker(request, export.run), role=role)
    return Status(204, None)


@router.get(
    "/exports/{uuid:export_id}/file",
    response={200: bytes, **REFUSALS},
    throttle=[READS],
)
def read_file(request: HttpRequest, export_id: UUID) -> Any:
    """The bytes, streamed; 409 until they are ready. `ETag` is the file's SHA-256."""
    export, _ = _export(request, export_id)
    if export.status != Export.Status.READY:
        raise Conflict("This file is not ready.")
    until = selectors.disclosed_until(export.run, time.time())
    if until is not None and export.options["to"] > until:
        raise Conflict("The run keeps to its clock, which is not there yet.")
    recipe = RECIPES[export.kind]
    answer = StreamingHttpResponse(
        file.parts_of(export), content_type=recipe.media_type
    )
    answer["Content-Disposition"] = file.disposition(file.file_name(export))
    answer["Content-Length"] = str(export.size)
    answer["ETag"] = f'"{export.sha256}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = recipe.policy or "sandbox; default-src 'none'"
    return answer


async def _stepped(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """A generator that reads the database, a chunk at a time, beside the event loop."""
    step = sync_to_async(lambda: next(chunks, None))
    while (chunk := await step()) is not None:
        yield chunk


def _export(request: HttpRequest, export_id: UUID) -> tuple[Export, Role]:
    """An export of a run that may be watched."""
    export = requests.read_export(export_id)
    if export is None:
        raise Http404
    return export, role_to_read(request, export.run)


def _url(export: Export) -> str:
    return f"/api/v1/exports/{export.id}"


def _info(export: Export) -> dict[str, Any]:
    ready = export.status == Export.Status.READY
    options = dict(export.options)
    span = {"from": time_of(options.pop("from")), "to": time_of(options.pop("to"))}
    return {
        "id": str(export.id),
        "kind": export.kind,
        "options": {**span, **options},
        "epoch": export.epoch,
        "status": export.status,
        "progress": round(export.progress, 3),
        "message": export.message,
        "size": export.size,
        "sha256": export.sha256,
        "created": export.created,
        "name": file.file_name(export),
        "file": f"{_url(export)}/file" if ready else None,
    }
