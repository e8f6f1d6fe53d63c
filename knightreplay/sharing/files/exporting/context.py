"""What a writer gets: the run as it may be told, its frames minute by minute, its facts."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from knightreplay.runs import selectors
from knightreplay.runs.errors import Conflict
from knightreplay.runs.frames import NotComputed, RunFrames
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.exporting import about
from simulator.clock import CLOSE, MINUTE
from simulator.scenario import Scenario, load_scenario

GONE = "A minute of this run is being computed anew; ask again."


class Minute(NamedTuple):
    """One stored minute, cut to the range: `columns` are the segment's (docs/protocol.md)."""

    tick: int  # of its first row
    rows: slice  # of the segment's sixty rows those in the range
    columns: dict[str, Any]

    def column(self, name: str) -> list[int]:
        """One of the run's columns: counts, shares or cents a tick."""
        values: list[int] = self.columns["columns"][name][self.rows]
        return values


def _nobody_listens(part: float) -> None:
    """What is read at once tells nobody how far it is."""


class Context(NamedTuple):
    """A run, the ticks `first` up to but without `end`, and what was chosen."""

    view: View
    kind: str
    options: dict[str, Any]
    first: int
    end: int
    # To be called at least once a second with how much is done, 0 to 1. It raises when
    # the export was cancelled or another worker has taken it over.
    report: Callable[[float], None] = _nobody_listens

    @property
    def scenario(self) -> Scenario:
        return load_scenario(self.view.run.scenario)

    def minutes(self, *, alone: bool = False) -> Iterator[Minute]:
        """The minutes of the range, in order; `alone`: of the run left alone.

        Raises
        ------
        Conflict
            one is not stored (any more).
        """
        whole = minutes_of(self.first, self.end)
        try:
            for columns in RunFrames(self.view, alone).minutes(whole.start, whole.stop):
                yield self._cut(columns)
        except NotComputed as error:
            raise Conflict(GONE) from error

    def figures(self) -> dict[str, Any]:
        """The figures of `simulate --json`.

        Raises
        ------
        Conflict
            it is not computed to 16:00, not told to there, or of another engine.
        """
        run = self.view.run
        if not selectors.disclosed_to_the_end(self.view):
            raise Conflict("The run keeps to its clock, which is not at 16:00:00 yet.")
        if run.figures is not None and run.figures_epoch == run.epoch:
            return dict(run.figures)
        figures = selectors.summary(self.view)
        if figures is None:
            raise Conflict("The run is not computed to 16:00:00 yet; ask again.")
        return figures

    def about(self, sha256: str) -> dict[str, Any]:
        """What the file says of itself; `sha256` is that of its data (docs/exports.md)."""
        return {
            **about.about(self.view, kind=self.kind, first=self.first, end=self.end),
            **{
                name: value
                for name, value in self.options.items()
                if name not in ("from", "to")
            },
            "sha256": sha256,
        }

    def _cut(self, columns: dict[str, Any]) -> Minute:
        begin = columns["minute"] * MINUTE
        low, high = max(self.first - begin, 0), min(self.end - begin, MINUTE)
        return Minute(begin + low, slice(low, high), columns)


def is_computed(view: View, first: int, end: int) -> bool:
    """Whether every minute of the range is stored, of the line and of the run left alone."""
    own, alone = RunFrames(view), RunFrames(view, alone=True)
    return all(own.has(m) and alone.has(m) for m in minutes_of(first, end))


def minutes_of(first: int, end: int) -> range:
    """The minutes that have a tick of the range."""
    return range(first // MINUTE, -(-end // MINUTE))


def disclosed_end(view: View) -> int:
    """The tick before which everything may be told."""
    return CLOSE if view.until is None else min(view.until, CLOSE)
