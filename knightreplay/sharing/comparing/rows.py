"""The figures of some runs in rows, with what each differs by from the first run.

Money is in whole cents, so that a difference is exact.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from knightreplay.runs import selectors
from knightreplay.runs.errors import Conflict
from knightreplay.runs.frames import Minute, NotComputed, RunFrames
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View
from simulator.clock import MINUTES

CENTS = (
    "pnl_exit_usd",
    "pnl_fair_usd",
    "pnl_own_usd",
    "gross_usd",
    "net_long_usd",
    "net_short_usd",
)
COUNTS = (
    "executions",
    "child_orders",
    "shares",
    "parents",
    "symbols",
    "emails",
    "net_long_names",
    "net_short_names",
    "names_5pct_20vol",
    "names_10pct_50vol",
)
WORDS = ("last_execution_at",)


class DayEnd(NamedTuple):
    """How a run ends at 16:00:00, from the last minute that is stored of it."""

    loss: int  # cents, positive for a loss
    flat: bool  # nothing is held
    split: dict[str, dict[str, int]] | None  # cents; None in runs of old versions


class DayEnds(NamedTuple):
    """A run and the same run left alone."""

    own: DayEnd
    alone: DayEnd

    @property
    def avoided(self) -> int:
        """Cents that the run left alone loses more than this one."""
        return self.alone.loss - self.own.loss


def ending_of(view: View) -> DayEnds | None:
    """None until the run is computed, or may be told, to 16:00."""
    if not is_disclosed(view):
        return None
    try:
        own, alone = RunFrames(view).with_alone(MINUTES - 1)
    except NotComputed:
        return None
    return DayEnds(_day_end(own), _day_end(alone))


def is_disclosed(view: View) -> bool:
    complete = view.run.status == Run.Status.COMPLETE
    return complete and selectors.disclosed_to_the_end(view)


def figures_of(view: View) -> dict[str, Any] | None:
    """Those of `simulate --json`: stored ones, or made from the run's checkpoints.

    None where there are none: a run of another engine that has none stored.
    """
    if not is_disclosed(view):
        return None
    try:
        return selectors.summary(view)
    except Conflict:
        return None


def rows_of(
    endings: Sequence[DayEnds | None], figures: Sequence[dict[str, Any] | None]
) -> list[dict[str, Any]]:
    """One row a figure: its value in each run, and each value minus the first."""
    rows = [
        _row("loss", "cents", [e and e.own.loss for e in endings]),
        _row("loss_left_alone", "cents", [e and e.alone.loss for e in endings]),
        _row("avoided", "cents", [e and e.avoided for e in endings]),
    ]
    rows += [_row(n, "cents", [f and _cents(f.get(n)) for f in figures]) for n in CENTS]
    # An earlier engine may have had fewer.
    rows += [_row(n, "count", [f and f.get(n) for f in figures]) for n in COUNTS]
    rows += [_row(n, "words", [f and f.get(n) for f in figures]) for n in WORDS]
    rows.append(_row("first_trip", "words", [f and _trip(f) for f in figures]))
    return rows


def split_rows(endings: Sequence[DayEnds | None]) -> list[dict[str, Any]]:
    """What the loss consists of at 16:00: getting in, getting out, and what is left."""
    splits = [e and e.own.split for e in endings]
    names = [
        (part, cause)
        for part in ("accumulate", "unwind")
        for cause in dict.fromkeys(c for s in splits if s for c in s[part])
    ]
    rows = [
        {"part": part, **_row(cause, "cents", [s and s[part][cause] for s in splits])}
        for part, cause in names
    ]
    left = [e and e.own.split and e.own.loss - _paid(e.own.split) for e in endings]
    if any(left):
        rows.append({"part": "ahead", **_row("ahead", "cents", left)})
    return rows


def _day_end(minute: Minute) -> DayEnd:
    columns = minute["columns"]
    return DayEnd(
        loss=-columns["pnl_exit"][-1],
        flat=columns["held"][-1] == 0,
        split=minute.get("split"),
    )


def _paid(split: dict[str, dict[str, int]]) -> int:
    return sum(sum(causes.values()) for causes in split.values())


def _row(name: str, unit: str, values: list[Any]) -> dict[str, Any]:
    first, *others = values
    return {
        "name": name,
        "unit": unit,
        "values": values,
        "differences": [None, *(_difference(unit, first, own) for own in others)],
    }


def _difference(unit: str, first: Any, own: Any) -> int | None:
    if unit == "words" or first is None or own is None:
        return None
    return int(own - first)


def _cents(dollars: float | None) -> int | None:
    return None if dollars is None else round(dollars * 100)


def _trip(figures: dict[str, Any]) -> str | None:
    trip = figures.get("first_trip")
    return trip and f"{trip['guardrail']} {trip['at']}"
