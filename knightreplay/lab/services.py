"""What is asked of the laboratory by whoever shows a figure that has a range."""

import time
from typing import NamedTuple

from knightreplay.lab import tasks
from knightreplay.lab.computing import LEASE, OUTCOMES, stored
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
    if not (has_ranges(view.run) and disclosed_to_the_end(view)):
        return None
    return RunRanges(_asked(morning_of(view), view.run), _asked(Morning(), view.run))


def morning_of(view: View) -> Morning:
    """What people do in a run."""
    return Morning(to_acts(view.log.in_force, view.scenario))


def _asked(morning: Morning, run: Run) -> Range:
    row = stored(morning, run.scenario, run.seed)
    if row.done < OUTCOMES and _claim(row):
        tasks.enqueue(row)
    return row.found


def _claim(row: MorningRange) -> bool:
    """Compare-and-set: one task a row, and no more rows at once than a worker can do."""
    now = time.time()
    pending = MorningRange.objects.filter(lease_until__gt=now, done__lt=OUTCOMES)
    if pending.count() >= MOST_PENDING:
        return False
    free = MorningRange.objects.filter(id=row.id, lease_until__lte=now)
    return free.update(lease_until=now + LEASE, asked_at=now) == 1
