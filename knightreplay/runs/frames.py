"""The frames of a run's line: its stored segments, decoded minute by minute.

A minute is as `simulator.frames.to_columns` gives it. What is computed never changes, so
the columns that were looked up last are kept.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from knightreplay.runs.line import epoch_of
from knightreplay.runs.segments.inheritance import payloads
from knightreplay.runs.segments.wire import decode
from knightreplay.runs.selectors import View
from simulator.clock import MINUTE, MINUTES

BATCH = 30  # minutes that are read together
KEPT = 256  # minutes whose columns are kept, some 36 KB each

Minute = dict[str, Any]


class NotComputed(KeyError):
    """A minute that is not stored, or not any more."""


class RunFrames(NamedTuple):
    """The minutes of a run as it is now; `alone`: as it is if nobody acts on it (epoch 0).

    Whatever reads a minute that is not stored raises NotComputed.
    """

    view: View
    alone: bool = False

    def epoch(self, minute: int) -> int:
        return 0 if self.alone else epoch_of(minute, self.view.cuts)

    def has(self, minute: int) -> bool:
        """Whether a minute is computed, and has begun on the clock of a paced run."""
        epoch = self.epoch(minute)
        return any(
            part.epoch == epoch and part.first <= minute <= part.last
            for part in self.view.computed
        )

    def messages(self, minutes: Iterable[int]) -> dict[int, bytes]:
        """Minute → its segment as it is sent, of those that are stored, in order."""
        wanted = [(self.epoch(minute), minute) for minute in minutes]
        found = payloads(self.view.run.id, wanted)
        return {pair[1]: found[pair] for pair in wanted if pair in found}

    def minutes(self, first: int = 0, end: int = MINUTES) -> Iterator[Minute]:
        """The minutes `first` up to but without `end`."""
        for start in range(first, end, BATCH):
            batch = range(start, min(start + BATCH, end))
            found = self.messages(batch)
            if len(found) < len(batch):
                raise NotComputed(batch)
            for message in found.values():
                yield decode(message)[1]

    def servers(self, tick: int) -> list[dict[str, int]]:
        """Column → value of each server, on a clock that shows `tick`."""
        minute, row = divmod(tick - 1, MINUTE)
        servers = next(self.minutes(minute, minute + 1))["servers"]
        return [{name: column[row] for name, column in s.items()} for s in servers]

    def column(self, name: str, tick: int) -> int:
        """A column on a clock that shows `tick`: the row of the second before."""
        if tick <= 0:
            return 0
        minute, row = divmod(tick - 1, MINUTE)
        return _columns(self.view.run.id, self.epoch(minute), minute)[name][row]

    def with_alone(self, minute: int) -> tuple[Minute, Minute]:
        """A minute of the line and of the run left alone, in one look."""
        pairs = (self.epoch(minute), minute), (0, minute)
        found = payloads(self.view.run.id, pairs)
        if not found.keys() >= set(pairs):
            raise NotComputed(minute)
        own, alone = (decode(found[pair])[1] for pair in pairs)
        return own, alone


def loss_at(view: View, tick: int) -> int | None:
    """Cents that getting out costs on a clock that shows `tick`, below zero a loss.

    Nothing beyond what is told; None if it is not computed yet.
    """
    at = tick if view.until is None else min(tick, view.until)
    try:
        return RunFrames(view).column("pnl_exit", at)
    except NotComputed:
        return None


@lru_cache(maxsize=KEPT)
def _columns(run_id: UUID, epoch: int, minute: int) -> dict[str, list[int]]:
    found = payloads(run_id, [(epoch, minute)])
    if not found:
        raise NotComputed(minute)
    columns: dict[str, list[int]] = decode(found[epoch, minute])[1]["columns"]
    return columns
