"""Where two runs first differ, read from their stored segments.

Minutes whose bytes are equal are not decoded. What was found for two epochs holds for
ever, so a later question goes on where the last one ended.
"""

import zlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

from knightreplay.runs.frames import RunFrames
from knightreplay.runs.segments.wire import HEADER, decode
from knightreplay.runs.selectors import View
from simulator.clock import MINUTE, MINUTES

BATCH = 60  # minutes read at once
KEPT = 512  # pairs of epochs whose result is remembered

Key = tuple[UUID, int, UUID, int]  # run and epoch, twice


class Divergence(NamedTuple):
    """The first tick at whose end two runs differ, and in what."""

    tick: int
    columns: tuple[str, ...]  # "pnl_exit", "servers.state", "trips", "stocks"
    trips: tuple[dict[str, Any], ...] = ()  # those that the other run does not have


class MinutesCompared(NamedTuple):
    """What comparing two runs has come to."""

    minutes: int  # compared, from 08:00
    divergence: Divergence | None


class Memory:
    """The results for the pairs that were asked for last."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._kept: OrderedDict[Key, MinutesCompared] = OrderedDict()

    def get(self, key: Key) -> MinutesCompared:
        with self._lock:
            return self._kept.get(key, MinutesCompared(0, None))

    def keep(self, key: Key, found: MinutesCompared) -> None:
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)


_memory = Memory(KEPT)


def compared_minutes(views: Sequence[View]) -> int:
    """How many minutes from 08:00 on every one of the runs has, and may tell, whole."""
    return min(map(_whole_minutes, views))


def first_divergence(one: View, other: View, minutes: int) -> MinutesCompared:
    """Compares the first `minutes` minutes of two runs, those known before left out."""
    key = (one.run.id, one.run.epoch, other.run.id, other.run.epoch)
    found = _memory.get(key)
    while found.divergence is None and found.minutes < minutes:
        last = min(found.minutes + BATCH, minutes)
        found = _batch(one, other, range(found.minutes, last))
        _memory.keep(key, found)
    return found


def forget() -> None:
    """For tests: everything is compared anew."""
    _memory._kept.clear()


def _whole_minutes(view: View) -> int:
    """Minutes on the line without a gap, none that the clock of a paced run is still in."""
    frames = RunFrames(view)
    gap = next((m for m in range(MINUTES) if not frames.has(m)), MINUTES)
    return gap if view.until is None else min(gap, view.until // MINUTE)


def _batch(one: View, other: View, minutes: range) -> MinutesCompared:
    ours, theirs = (RunFrames(view).messages(minutes) for view in (one, other))
    for minute in minutes:
        if minute not in ours or minute not in theirs:  # replaced since it was listed
            return MinutesCompared(minute, None)
        if _is_same(ours[minute], theirs[minute]):
            continue
        return MinutesCompared(
            minute, _difference(minute, ours[minute], theirs[minute])
        )
    return MinutesCompared(minutes.stop, None)


def _is_same(ours: bytes, theirs: bytes) -> bool:
    """The epoch in the header is no difference, nor is what is merely armed."""
    one, other = ours[HEADER.size :], theirs[HEADER.size :]
    return one == other or _happened(one) == _happened(other)


def _happened(body: bytes) -> bytes:
    text = zlib.decompress(body)
    before, found, _ = text.rpartition(b',"armed":')
    return before if found else text


def _difference(minute: int, ours: bytes, theirs: bytes) -> Divergence:
    (_, one), (_, other) = decode(ours), decode(theirs)
    series = [
        (name, place)
        for name, a, b in _series(one, other)
        if (place := _first_difference(a, b)) is not None
    ]
    trips = tuple(
        {**trip, "in": place}
        for place, mine, others in ((0, one, other), (1, other, one))
        for trip in mine.get("trips", [])
        if trip not in others.get("trips", [])
    )
    ticks = [minute * MINUTE + place for _, place in series]
    ticks += [trip["tick"] for trip in trips]
    tick = min(ticks, default=minute * MINUTE + MINUTE - 1)
    names = [name for name, place in series if minute * MINUTE + place == tick]
    if any(trip["tick"] == tick for trip in trips):
        names.append("trips")
    if not names:
        names = [n for n in ("stocks", "split") if one.get(n) != other.get(n)]
    first = tuple(trip for trip in trips if trip["tick"] == tick)
    return Divergence(tick, tuple(dict.fromkeys(names)), first)


def _series(
    one: dict[str, Any], other: dict[str, Any]
) -> Iterator[tuple[str, list[int], list[int]]]:
    """(name, values, values) of everything that is told by the second."""
    for name, values in one["columns"].items():
        yield name, values, other["columns"].get(name, [])
    nothing: dict[str, list[int]] = {}
    servers = zip_longest(one["servers"], other["servers"], fillvalue=nothing)
    for ours, theirs in servers:
        for name in dict.fromkeys((*ours, *theirs)):
            yield f"servers.{name}", ours.get(name, []), theirs.get(name, [])


def _first_difference(ours: list[int], theirs: list[int]) -> int | None:
    if ours == theirs:
        return None
    pairs = enumerate(zip_longest(ours, theirs))
    return next(place for place, (a, b) in pairs if a != b)
