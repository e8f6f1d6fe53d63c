"""Two to eight runs on one clock: where they part, and what each costs, to the cent."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Run
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.runs.selectors import View
from knightreplay.sharing.comparing import acts, rows
from knightreplay.sharing.comparing.acts import ComparedAct
from knightreplay.sharing.comparing.divergence import (
    Divergence,
    compared_minutes,
    first_divergence,
)
from knightreplay.sharing.comparing.ranges import ranges_in
from simulator.clock import CLOSE, MINUTE, time_of

FEWEST, MOST = 2, 8


class RequestedRun(NamedTuple):
    """A run that was asked for, as far as the asker may see it."""

    id: UUID
    view: View | None = None
    missing: str = "gone"  # why there is no view: "gone" or "closed"


def requested_runs(text: str) -> list[UUID]:
    """The runs of `?runs=a,b,c`.

    Raises
    ------
    Invalid
    """
    found = [_uuid(part) for part in text.split(",")[: MOST + 1]]
    if not FEWEST <= len(found) <= MOST:
        raise Invalid(f"runs: allowed: {FEWEST} to {MOST} of them")
    if len(set(found)) < len(found):
        raise Invalid("runs: one of them is named twice")
    return found


def compare(requested: Sequence[RequestedRun]) -> dict[str, Any]:
    """Everything of the comparison that is no curve; differences are from the first.

    Runs that are gone or closed are named, with nothing of what is in them. Nothing is
    told of what lies beyond the clock of a paced run, of none of the runs.
    """
    views = [own.view for own in requested if own.view]
    until = min((v.until for v in views if v.until is not None), default=CLOSE)
    disclosed = until >= CLOSE
    endings = [rows.ending_of(view) if disclosed else None for view in views]
    known = [rows.figures_of(view) if disclosed else None for view in views]
    done = [acts.acts_of(view, until) for view in views]
    return {
        "until": until,
        "runs": [_shown(own.view) for own in requested if own.view],
        "missing": [
            {"id": str(own.id), "why": own.missing} for own in requested if not own.view
        ],
        "endings": [end and _ending(end) for end in endings],
        "ranges": ranges_in(views, endings),
        "figures": rows.rows_of(endings, known) if views else [],
        "without_figures": [
            _why(view, disclosed=disclosed) if own is None else None
            for view, own in zip(views, known, strict=True)
        ],
        "split": rows.split_rows(endings),
        "interventions": acts.rows_of(done),
        "divergences": _divergences(views, done),
    }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise Invalid(
            f"runs: {text.strip()[:40]!r} is not the id of a run; allowed: ids with commas between"
        ) from None


def _shown(view: View) -> dict[str, Any]:
    run = view.run
    return {
        "id": str(run.id),
        "url": run.get_absolute_url(),
        "name": run.name,
        "title": snapshot_of(run).title,
        "scenario": run.scenario,
        "seed": run.seed,
        "engine_version": run.engine_version,
        "status": run.status,
        "epoch": run.epoch,
        "parent": run.parent_id and str(run.parent_id),
        "forked_at": run.forked_at,
        "paced": run.paced,
    }


def _ending(ending: rows.DayEnds) -> dict[str, Any]:
    return {
        "loss": ending.own.loss,
        "flat": ending.own.flat,
        "loss_left_alone": ending.alone.loss,
        "avoided": ending.avoided,
    }


def _why(view: View, *, disclosed: bool) -> str:
    """Why a run has no figures here: "paced", "engine", or its status."""
    if not disclosed:
        return "paced"
    complete = view.run.status == Run.Status.COMPLETE
    return "engine" if complete else view.run.status


def _divergences(
    views: Sequence[View], done: Sequence[Sequence[ComparedAct]]
) -> list[dict[str, Any] | None]:
    """Of each run against the first; None for the first."""
    if not views:
        return []
    first, *others = views
    return [
        None,
        *(
            _against(first, view, (done[0], done[place]))
            for place, view in enumerate(others, 1)
        ),
    ]


def _against(
    first: View, view: View, done: tuple[Sequence[ComparedAct], Sequence[ComparedAct]]
) -> dict[str, Any]:
    minutes = compared_minutes((first, view))
    found = first_divergence(first, view, minutes)
    return {
        "compared_until": time_of(minutes * MINUTE),
        "first": found.divergence
        and {
            "tick": found.divergence.tick,
            "time": time_of(found.divergence.tick),
            "columns": list(found.divergence.columns),
            "cause": _cause(first.run, view.run, found.divergence, done),
        },
    }


def _cause(
    first: Run,
    other: Run,
    divergence: Divergence,
    done: tuple[Sequence[ComparedAct], Sequence[ComparedAct]],
) -> dict[str, Any]:
    """What made two runs part; `in` is 0 for something in the first, 1 in the other."""
    if first.scenario != other.scenario:
        return {"kind": "scenario"}
    if first.seed != other.seed:
        return {"kind": "seed"}
    if divergence.trips:
        return {"kind": "trip", **divergence.trips[0]}
    apart = [
        (place, act)
        for place, act in acts.only_in_one(*done)
        if act.tick <= divergence.tick
    ]
    newest = max(apart, key=lambda pair: pair[1].tick, default=None)
    other_build = first.made_with != other.made_with
    if newest and not (other_build and newest[1].tick < divergence.tick):
        place, act = newest
        return {"kind": act.kind, "in": place, "act": act.wire}
    return {"kind": "engine" if other_build else "unknown"}
