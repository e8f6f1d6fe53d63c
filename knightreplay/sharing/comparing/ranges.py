"""The counterfactual figures of a comparison as ranges (knightreplay/lab)."""

from collections.abc import Sequence
from typing import Any

from knightreplay.lab import wording
from knightreplay.lab.ranges import Range
from knightreplay.lab.services import RunRanges, ranges_of, ranges_of_all
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View
from knightreplay.sharing.comparing.rows import DayEnds


def ranges_in(
    views: Sequence[View], endings: Sequence[DayEnds | None]
) -> list[dict[str, Any] | None]:
    """Of each run; None where there are none, or the run's end may not be told yet."""
    told = zip(views, endings, strict=True)
    found = ranges_of_all([view if ending else None for view, ending in told])
    return [
        own and _shown(own, _first(found[0], views[0].run, view.run))
        for own, view in zip(found, views, strict=True)
    ]


def ranges_of_run(view: View) -> dict[str, Any] | None:
    """Of one run, against no other."""
    found = ranges_of(view)
    return found and _shown(found, None)


def _first(first: RunRanges | None, one: Run, other: Run) -> RunRanges | None:
    """The first run's ranges, for another run of the same scenario and seed."""
    alike = (one.scenario, one.seed) == (other.scenario, other.seed)
    return first if alike and one.id != other.id else None


def _shown(own: RunRanges, first: RunRanges | None) -> dict[str, Any]:
    return {
        "known": own.is_known,
        "loss": _told(own.own),
        "avoided": _told(own.avoided),
        "against": first and _told(own.own.minus(first.own)),
        "reason": wording.reason(),
    }


def _told(found: Range) -> dict[str, Any]:
    return {"words": wording.line(found), **found._asdict()}
