"""The segments of one run as frames: each is read from the database once a process."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from channels.db import database_sync_to_async

from knightreplay.live.frame import Frame
from knightreplay.runs.line import Cuts, epoch_of, missing
from knightreplay.runs.redaction import Redaction
from knightreplay.runs.segments import wire
from knightreplay.runs.segments.inheritance import Pair, payloads
from knightreplay.runs.selectors import View
from simulator.clock import MINUTE

PLAIN = ""  # the name of no redaction
# Minutes in a bundle, of all epochs: some 60 kB, so that a slow line is never silent for long.
QUARTER = 15
BUNDLES = 64  # that are kept for each redaction: those of two days

Closings = Mapping[Pair, Mapping[str, int]]  # by segment, as wire.closing


class Bundle(NamedTuple):
    """Many segments in one message, and how the minute of each ends."""

    frame: Frame
    closings: Closings


Bundles = OrderedDict[
    tuple[Pair, ...], Bundle
]  # the one that was wanted last at the end


class SegmentCache:
    """Frames that all viewers of this process share."""

    def __init__(self, run_id: UUID) -> None:
        self._run_id = run_id
        self._frames: dict[str, dict[Pair, Frame]] = {}
        self._bundles: dict[str, Bundles] = {}
        self._cuts: Cuts = ()
        self._reading = asyncio.Lock()  # many come at once: one reads, all have it

    async def take(
        self, view: View, wanted: list[Pair], redaction: Redaction | None = None
    ) -> list[Frame]:
        """The wanted segments in order, as far as they are stored, redacted."""
        async with self._reading:
            self._follow(view.cuts)
            return await self._take(view, wanted, redaction)

    async def _take(
        self, view: View, wanted: list[Pair], redaction: Redaction | None
    ) -> list[Frame]:
        frames = self._frames.setdefault(redaction.name if redaction else PLAIN, {})
        unread = [key for key in wanted if key not in frames]
        if unread:
            read = database_sync_to_async(_read)
            found = await read(self._run_id, unread, view.cuts, redaction)
            frames |= {key: Frame(payload) for key, payload in found.items()}
        self._clear(view)
        kept = self._frames[redaction.name if redaction else PLAIN]
        return [kept[key] for key in wanted if key in kept]

    async def take_bundles(
        self,
        view: View,
        wanted: list[Pair],
        tick: int,
        redaction: Redaction | None = None,
    ) -> list[Bundle]:
        """The wanted segments in few messages, those around a tick first."""
        quarters = _quarters(wanted, tick)
        async with self._reading:
            self._follow(view.cuts)
            taken = await self._take_quarters(view, quarters, redaction)
        return [taken[keys] for keys in quarters if keys in taken]

    async def _take_quarters(
        self,
        view: View,
        quarters: list[tuple[Pair, ...]],
        redaction: Redaction | None,
    ) -> dict[tuple[Pair, ...], Bundle]:
        kept = self._bundles.setdefault(
            redaction.name if redaction else PLAIN, OrderedDict()
        )
        taken = {keys: kept[keys] for keys in quarters if keys in kept}
        unread = [keys for keys in quarters if keys not in taken]
        if unread:
            read = database_sync_to_async(_read_bundles)
            taken |= await read(self._run_id, unread, view.cuts, redaction)
        for keys, bundle in taken.items():
            kept[keys] = bundle
            kept.move_to_end(keys)
        while len(kept) > BUNDLES:
            kept.popitem(last=False)
        return taken

    def _follow(self, cuts: Cuts) -> None:
        """A new cut makes minutes those of the run left alone, which seats in fog do not see."""
        if cuts == self._cuts:
            return
        self._cuts = cuts
        for cached in (self._frames, self._bundles):
            for name in [name for name in cached if name != PLAIN]:
                del cached[name]

    def _clear(self, view: View) -> None:
        """Drops what no viewer needs any more: segments of replaced futures."""
        enough = 2 * sum(s.last - s.first + 1 for s in view.computed)
        if any(len(frames) > enough for frames in self._frames.values()):
            needed = set(missing((), view.computed))
            self._frames = {
                name: {key: frame for key, frame in frames.items() if key in needed}
                for name, frames in self._frames.items()
            }


def _quarters(wanted: list[Pair], tick: int) -> list[tuple[Pair, ...]]:
    """The wanted by the quarter of an hour that they lie in, the nearest first."""

    def quarter(key: Pair) -> int:
        return key[1] // QUARTER

    here = tick / MINUTE / QUARTER - 0.5
    ordered = sorted(
        wanted, key=lambda key: (abs(quarter(key) - here), quarter(key), key)
    )
    return [tuple(keys) for _, keys in groupby(ordered, quarter)]


def _read_bundles(
    run_id: UUID,
    wanted: list[tuple[Pair, ...]],
    cuts: Cuts,
    redaction: Redaction | None,
) -> dict[tuple[Pair, ...], Bundle]:
    """A message for each group, with those of its segments that are stored."""
    found = _read(run_id, [key for keys in wanted for key in keys], cuts, redaction)
    stored = {
        keys: {key: found[key] for key in keys if key in found} for keys in wanted
    }
    return {keys: _bundle(segments) for keys, segments in stored.items() if segments}


def _bundle(segments: Mapping[Pair, bytes]) -> Bundle:
    closings = {key: wire.closing(payload) for key, payload in segments.items()}
    return Bundle(Frame(wire.bundle(segments.values())), closings)


def _read(
    run_id: UUID, keys: list[Pair], cuts: Cuts, redaction: Redaction | None
) -> dict[Pair, bytes]:
    """The segments of the keys, as far as they are stored, redacted."""
    found = payloads(run_id, keys)
    if redaction is None:
        return found
    earlier = _earlier(run_id, keys, cuts, redaction)
    return {
        (epoch, minute): redaction.segment(
            payload,
            earlier.get((epoch, minute)),
            alone=epoch != epoch_of(minute, cuts),
        )
        for (epoch, minute), payload in found.items()
    }


def _earlier(
    run_id: UUID, keys: list[Pair], cuts: Cuts, redaction: Redaction
) -> dict[Pair, bytes]:
    """For each key the segment of the same line that is shown late in it."""
    if not redaction.late:
        return {}
    behind = {
        (epoch, minute): (
            epoch_of(minute - redaction.late, cuts[: epoch + 1]),
            minute - redaction.late,
        )
        for epoch, minute in keys
        if minute >= redaction.late
    }
    wanted = sorted(set(behind.values()))
    found = payloads(run_id, wanted)
    return {key: found[there] for key, there in behind.items() if there in found}
