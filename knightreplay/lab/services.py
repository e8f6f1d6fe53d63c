"""What is asked of the laboratory by whoever shows a figure that has a range."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from knightreplay.lab import tasks
from knightreplay.lab.computing import (
    LEASE,
    OUTCOMES,
    Key,
    Subject,
    rows_of,
    stored,
)
from knightreplay.lab.models import MorningRange
from knightreplay.lab.mornings import READINGS, Morning
from knightreplay.lab.ranges import Range
from knightreplay.runs.acts import to_acts
from knightreplay.runs.build import this_build
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View, disclosed_to_the_end

MOST_PENDING = (
    64  # rows under way; whoever asks for more is answered when some are done
)


class RunRanges(NamedTuple):
    """What a run loses, and what it loses left alone."""

    own: Range
    alone: Range

    @property
    def avoided(self) -> Range:
        """What it would lose more, left alone."""
        return self.alone.minus(self.own)

    @property
    def is_known(self) -> bool:
        return bool(self.own.seeds and self.alone.seeds)


def has_ranges(run: Run) -> bool:
    """Whether a run is of one of the readings, and of this build."""
    return run.scenario in READINGS and this_build().computes(**run.made_with)


def ranges_of(view: View) -> RunRanges | None:
    """What is known of a run's ranges; a worker is asked for the rest.

    None for a run that has none, and for one that may not be told to 16:00.
    """
    return ranges_of_all([view])[0]


def ranges_of_all(views: Sequence[View | None]) -> list[RunRanges | None]:
    """The same of some runs, None for None; what is known already is one query for all."""
    pairs = [_pair(view) if view and _may_be_told(view) else None for view in views]
    rows = _rows([subject for pair in pairs if pair for subject in pair])
    return [
        pair and RunRanges(*(rows[subject.key].found for subject in pair))
        for pair in pairs
    ]


def _may_be_told(view: View) -> bool:
    return has_ranges(view.run) and disclosed_to_the_end(view)


def _pair(view: View) -> tuple[Subject, Subject]:
    """A run, and the run left alone."""
    told = view.run.scenario, view.run.seed
    return Subject(morning_of(view), *told), Subject(Morning(), *told)


def _rows(subjects: Sequence[Subject]) -> dict[Key, MorningRange]:
    rows = rows_of(subjects)
    for subject in subjects:
        if subject.key not in rows:
            rows[subject.key] = stored(subject)
        _ask(rows[subject.key])
    return rows


def morning_of(view: View) -> Morning:
    """What people do in a run."""
    return Morning(to_acts(view.log.in_force, view.scenario))


def _ask(row: MorningRange) -> None:
    now = time.time()
    is_due = row.done < OUTCOMES and row.lease_until <= now
    if is_due and _claim(row, now):
        row.lease_until = now + LEASE
        tasks.enqueue(row)


def _claim(row: MorningRange, now: float) -> bool:
    """Compare-and-set: one task a row, and no more rows at once than a worker can do."""
    pending = MorningRange.objects.filter(lease_until__gt=now, done__lt=OUTCOMES)
    if pending.count() >= MOST_PENDING:
        return False
    free = MorningRange.objects.filter(id=row.id, lease_until__lte=now)
    return free.update(lease_until=now + LEASE, asked_at=now) == 1
