"""A run's stored minutes as arrays over the day: what a postmortem looks things up in."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knightreplay.runs.errors import Conflict
from knightreplay.runs.frames import Minute, NotComputed, RunFrames
from knightreplay.runs.selectors import View

Ints = npt.NDArray[np.int64]


class Recording(NamedTuple):
    """Every tick of the day; row t is the end of tick t. Money in cents."""

    executions: Ints  # (ticks,) of loops, so far
    child_orders: Ints  # (ticks,) sent by loops, so far
    shares: Ints  # (ticks,) executed by loops, so far
    emails: Ints  # (ticks,) so far
    gross: Ints  # (ticks,)
    long: Ints  # (ticks,)
    short: Ints  # (ticks,) positive
    pnl_own: Ints  # (ticks,)
    pnl_fair: Ints  # (ticks,)
    pnl_exit: Ints  # (ticks,)
    names_long: Ints  # (ticks,) stocks
    names_short: Ints  # (ticks,) stocks
    held: Ints  # (ticks,) shares, long and short added
    desk: Ints  # (ticks,) 1 while the unwind desk works
    sent: Ints  # (ticks, servers) child orders of every kind sent in the tick
    loops: Ints  # (ticks, servers) live
    split: dict[str, dict[str, int]]  # cents by cause, at the end of the day
    trips: tuple[Minute, ...]  # of guardrails, the first first


COLUMNS = Recording._fields[: Recording._fields.index("sent")]


def record(view: View) -> Recording:
    """The run as it is now, all its acts in force.

    Raises
    ------
    Conflict
        a part of it is not computed, or not told yet.
    """
    return _joined(_minutes(RunFrames(view)))


def record_alone(view: View) -> Recording:
    """The run as it is if nobody acts on it: epoch 0.

    Raises
    ------
    Conflict
        a part of it is not computed, or not told yet.
    """
    return _joined(_minutes(RunFrames(view, alone=True)))


def _minutes(frames: RunFrames) -> Iterator[Minute]:
    try:
        yield from frames.minutes()
    except NotComputed as error:
        words = "This run is still being computed: try again in a moment."
        raise Conflict(words) from error


def _joined(minutes: Iterable[Minute]) -> Recording:
    columns: dict[str, list[int]] = {name: [] for name in COLUMNS}
    sent: list[Ints] = []
    loops: list[Ints] = []
    trips: list[Minute] = []
    split: dict[str, dict[str, int]] = {}
    for minute in minutes:
        for name, values in columns.items():
            values += minute["columns"][name]
        sent.append(_by_server(minute, "sent"))
        loops.append(_by_server(minute, "loops"))
        trips += minute.get("trips", [])
        split = minute.get("split", {})
    whole = {name: np.array(values, np.int64) for name, values in columns.items()}
    return Recording(
        **whole,
        sent=np.concatenate(sent),
        loops=np.concatenate(loops),
        split=split,
        trips=tuple(trips),
    )


def _by_server(minute: Minute, column: str) -> Ints:
    """(ticks, servers) of one minute."""
    return np.array([server[column] for server in minute["servers"]], np.int64).T
