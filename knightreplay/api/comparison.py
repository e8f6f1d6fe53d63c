"""Comparing runs over HTTP."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from knightreplay.access.owners import owners_of
from knightreplay.access.permissions import role_in, run_to_read, view_to_read
from knightreplay.api.schemas import Problem
from knightreplay.lab.mornings import READINGS
from knightreplay.limiting.throttles import COMPARISONS, READS
from knightreplay.runs import roles, selectors
from knightreplay.runs.errors import Conflict
from knightreplay.runs.lists.family import loss_of
from knightreplay.runs.models import Role
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.sharing.comparing.candidates import candidates
from knightreplay.sharing.comparing.comparison import (
    RequestedRun,
    compare,
    requested_runs,
)
from knightreplay.sharing.comparing.ranges import ranges_of_run

router = Router()


class ComparisonQuery(Schema):
    runs: Annotated[
        str,
        Field(max_length=400, description="2 to 8 ids of runs, with commas between"),
    ]


class Shown(Schema):
    """A run as the comparison names it."""

    id: str
    url: str
    name: str
    title: str
    scenario: str
    seed: int
    engine_version: str
    status: str
    epoch: int
    parent: str | None
    forked_at: Annotated[int | None, Field(description="tick")]
    paced: bool


class Missing(Schema):
    id: str
    why: Annotated[str, Field(description="gone, or closed to who asks")]


class Ending(Schema):
    """At 16:00:00, in cents, positive for a loss."""

    loss: int
    flat: Annotated[bool, Field(description="nothing is held: the loss is realised")]
    loss_left_alone: Annotated[int, Field(description="of epoch 0 of the same run")]
    avoided: Annotated[int, Field(description="loss_left_alone minus loss")]


class RangeInfo(Schema):
    """Cents in each reading of the order and under each seed; empty until computed."""

    words: Annotated[str, Field(description="in the language of who asks")]
    readings: Annotated[list[int], Field(description=", ".join(READINGS))]
    seeds: Annotated[list[int], Field(description="1 to 20, in the run's own reading")]


class RangesInfo(Schema):
    """What a run's figures come to in other readings of the order, and under other seeds."""

    known: Annotated[bool, Field(description="false: ask again, it is being computed")]
    loss: RangeInfo
    avoided: RangeInfo
    against: Annotated[
        RangeInfo | None,
        Field(description="loss minus the first run's, of the same scenario and seed"),
    ]
    reason: str


class FigureRow(Schema):
    name: Annotated[str, Field(description="as `manage.py simulate --json` names it")]
    unit: Annotated[str, Field(description="cents, count or words")]
    values: list[int | str | None]
    differences: Annotated[
        list[int | None], Field(description="each value minus the first")
    ]


class SplitRow(FigureRow):
    part: Annotated[str, Field(description="accumulate, unwind or ahead")]


class InterventionRow(Schema):
    """One act; `runs` says how each run has it, null where it does not."""

    tick: int
    time: str
    kind: Annotated[str, Field(description="people or preset")]
    act: dict[str, Any]
    runs: list[dict[str, str] | None]


class First(Schema):
    """The first second at whose end two runs differ."""

    tick: int
    time: str
    columns: list[str]
    cause: Annotated[
        dict[str, Any],
        Field(
            description="kind: scenario, seed, engine, people, preset, trip or unknown; "
            "in: 0 for something of the first run, 1 of the other"
        ),
    ]


class DivergenceInfo(Schema):
    compared_until: Annotated[str, Field(description="ET; beyond it nothing is known")]
    first: Annotated[First | None, Field(description="null: equal as far as compared")]


class ComparisonInfo(Schema):
    """Every list but `missing` has one entry a run, in the order of `runs`."""

    until: Annotated[int, Field(description="tick that nothing is told beyond")]
    runs: list[Shown]
    missing: list[Missing]
    endings: list[Ending | None]
    ranges: Annotated[
        list[RangesInfo | None],
        Field(description="null: its scenario is no reading, or its end is not told"),
    ]
    figures: list[FigureRow]
    without_figures: Annotated[
        list[str | None],
        Field(description="why: paced, computing, failed, refused or engine"),
    ]
    split: list[SplitRow]
    interventions: list[InterventionRow]
    divergences: Annotated[
        list[DivergenceInfo | None],
        Field(description="against the first run, which has none"),
    ]


class CandidateInfo(Schema):
    """A run that another one can be compared with."""

    id: str
    url: str
    name: str
    title: str
    seed: int
    forked_at: Annotated[int | None, Field(description="tick")]
    created: datetime
    relation: Annotated[str, Field(description="parent, fork, sibling or nothing")]
    acts: int
    loss_usd: Annotated[
        float | None, Field(description="at 16:00, once it may be told")
    ]


@router.get(
    "/runs/{uuid:run_id}/candidates",
    response={200: list[CandidateInfo], 403: Problem, 404: Problem, 429: Problem},
    throttle=[READS],
)
def list_candidates(request: HttpRequest, run_id: UUID) -> Any:
    """What a run can be compared with, its parent and forks first; 24 at most."""
    run, _ = run_to_read(request, run_id)
    found = candidates(owners_of(request.session), near=run)
    return [
        {
            "id": str(own.id),
            "url": own.get_absolute_url(),
            "name": own.name,
            "title": snapshot_of(own).title,
            "seed": own.seed,
            "forked_at": own.forked_at,
            "created": own.created,
            "relation": relation,
            "acts": acts,
            "loss_usd": loss_of(own),
        }
        for own, relation, acts in found
    ]


@router.get(
    "/comparison",
    response={200: ComparisonInfo, 422: Problem, 429: Problem},
    throttle=[COMPARISONS],
)
def read_comparison(request: HttpRequest, query: Query[ComparisonQuery]) -> Any:
    """Two to eight runs side by side; every difference is from the first, to the cent.

    A run that is gone, or closed to who asks, is named in `missing`; the others are shown.
    """
    return compare([_asked(request, run_id) for run_id in requested_runs(query.runs)])


@router.get(
    "/runs/{uuid:run_id}/ranges",
    response={
        200: RangesInfo | None,
        403: Problem,
        404: Problem,
        409: Problem,
        429: Problem,
    },
    throttle=[COMPARISONS],
)
def read_ranges(request: HttpRequest, run_id: UUID) -> Any:
    """A run's loss in the readings of the order and under other seeds; null if it has none."""
    view, _ = view_to_read(request, run_id)
    if not selectors.disclosed_to_the_end(view):
        raise Conflict("The run keeps to its clock, which has not shown 16:00:00 yet.")
    return ranges_of_run(view)


def _asked(request: HttpRequest, run_id: UUID) -> RequestedRun:
    view = selectors.view(run_id)
    if view is None:
        return RequestedRun(run_id)
    if not roles.is_at_least(role_in(request, view.run), Role.WATCH):
        return RequestedRun(run_id, missing="closed")
    return RequestedRun(run_id, view)
