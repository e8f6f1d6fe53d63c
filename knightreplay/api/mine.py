"""My runs over HTTP: the list, and what a run's host does with it as a whole."""

import time
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema, Status
from pydantic import Field

from knightreplay.access.owners import owners_of
from knightreplay.access.permissions import run_to_keep
from knightreplay.api.schemas import READ_REFUSALS, Problem
from knightreplay.limiting.throttles import KEYS, READS
from knightreplay.runs import selectors, services
from knightreplay.runs.lists import mine
from knightreplay.runs.lists.mine import RunsFilter
from knightreplay.runs.models import Run


class MineQuery(Schema):
    """Which of one's own runs, and in which order."""

    sort: Literal["created", "used", "name", "loss"] = "created"
    search: Annotated[
        str,
        Field(max_length=80, description="in name, scenario's title, tags; or a seed"),
    ] = ""
    tag: Annotated[str, Field(max_length=24)] = ""
    deleted: Annotated[bool, Field(description="those that can be had back")] = False
    after: Annotated[
        str, Field(max_length=400, description="`after` or `before` of another page")
    ] = ""

    def wanted(self) -> RunsFilter:
        return RunsFilter(self.sort, self.search, self.tag, self.deleted)


class MyRun(Schema):
    id: str
    url: str
    name: str
    tags: list[str]
    scenario: str
    seed: int
    status: str
    created: datetime
    used_at: Annotated[float, Field(description="Unix seconds")]
    deleted_at: Annotated[float | None, Field(description="Unix seconds")]
    open: bool
    loss_cents: Annotated[
        int | None, Field(description="positive for a loss; null until it may be told")
    ]
    parent: str | None
    forked_at: Annotated[int | None, Field(description="tick")]


class MyRuns(Schema):
    """A page of 50 runs, with cursors for `after`."""

    runs: list[MyRun]
    before: str | None
    after: str | None


def install(api: NinjaAPI) -> None:
    """These share addresses with the router of the API itself."""
    listed = {200: MyRuns, 422: Problem, 429: Problem}
    api.get("/runs", response=listed, throttle=[READS])(list_runs)
    gone = {204: None, **READ_REFUSALS}
    run = "/runs/{uuid:run_id}"
    api.delete(run, response=gone, throttle=[KEYS])(delete_run)
    api.post(f"{run}/restore", response=gone, throttle=[KEYS])(restore_run)


def list_runs(request: HttpRequest, query: Query[MineQuery]) -> Any:
    """The runs of the account that is signed in and of this browser, 50 at a time."""
    owners = owners_of(request.session)
    page = mine.page(owners, query.wanted(), query.after)
    now = time.time()
    return {
        "runs": [_row(run, now) for run in page.runs],
        "before": page.before,
        "after": page.after,
    }


def delete_run(request: HttpRequest, run_id: UUID) -> Any:
    """Deletes a run; for a week it can be restored. Its links and open pages end."""
    _, role = run_to_keep(request, run_id)
    services.delete_run(run_id, role=role)
    return Status(204, None)


def restore_run(request: HttpRequest, run_id: UUID) -> Any:
    """Has a deleted run back, with its links and notes."""
    _, role = run_to_keep(request, run_id)
    services.restore_run(run_id, role=role)
    return Status(204, None)


def _row(run: Run, now: float) -> dict[str, Any]:
    return {
        "id": str(run.id),
        "url": run.get_absolute_url(),
        "name": run.name,
        "tags": run.tags,
        "scenario": run.scenario,
        "seed": run.seed,
        "status": run.status,
        "created": run.created,
        "used_at": run.used_at,
        "deleted_at": run.deleted_at,
        "open": run.open,
        "loss_cents": selectors.disclosed_loss(run, now),
        "parent": str(run.parent_id) if run.parent_id else None,
        "forked_at": run.forked_at,
    }
