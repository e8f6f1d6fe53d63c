"""Segments: computed ahead of the clock from the last checkpoint, stored, never changed.

A slice of work holds the run's lease. A worker that dies keeps it for two seconds at most;
then reconcile lets another go on from the last checkpoint that was stored.
"""

import logging
import time
import uuid
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from knightreplay.runs import announce
from knightreplay.runs.acts import Log, log_of, to_acts
from knightreplay.runs.build import this_build
from knightreplay.runs.line import Cuts, Stretch, due, epoch_of, first_gap
from knightreplay.runs.models import Run, Segment
from knightreplay.runs.segments.headline import Headline, headline_of
from knightreplay.runs.segments.inheritance import (
    checkpoint_of,
    computed,
    give_back,
    lent,
)
from knightreplay.runs.segments.wire import encode
from simulator.clock import MINUTE
from simulator.engine import run_until
from simulator.frames import Frames
from simulator.scenario import Scenario, load_scenario
from simulator.schedule import Schedule, make_schedule
from simulator.state import State, new_state, pack, unpack

logger = logging.getLogger(__name__)

LEASE = 2.0  # seconds
SLICE = 0.1  # seconds of work before other runs get their turn
BATCH = 10  # minutes that are stored at once when nobody waits for the first of them
# Minutes from one stored checkpoint to the next: a run keeps 1 MB of states instead of 5, and the
# minutes in between are computed again in a millisecond. 10:14 and 15:59 end such a stretch.
STRIDE = 5


class RunInputs(NamedTuple):
    """What the minutes of one epoch are computed from."""

    scenario: Scenario
    seed: int
    schedule: Schedule


def advance(run_id: UUID) -> bool:
    """Computes one slice of what the run lacks. True if there is more to do."""
    lease = str(uuid.uuid4())
    if not _claim(run_id, lease):
        return False
    try:
        return _slice(run_id, lease, until=time.monotonic() + SLICE)
    except (OperationalError, InterfaceError):
        # The database is away: the lease runs out and reconcile tries again.
        logger.warning("database away, run %s waits for reconcile", run_id)
        return False
    except Exception:
        Run.objects.filter(id=run_id).update(status=Run.Status.FAILED)
        announce.computed(run_id)
        raise


def _claim(run_id: UUID, lease: str) -> bool:
    """Compare-and-set: of two workers that meet, one goes on."""
    now = time.time()
    free = Run.objects.filter(
        id=run_id, status=Run.Status.COMPUTING, lease_until__lt=now
    )
    return free.update(lease=lease, lease_until=now + LEASE) == 1


def _slice(run_id: UUID, lease: str, *, until: float) -> bool:
    while True:
        run = Run.objects.get(id=run_id)
        if not this_build().computes(**run.made_with):
            _decline(run, lease)
            return False
        log = log_of(run)
        gap = first_gap(log.cuts, computed(run_id))
        if gap is None:
            if _close(run, lease, log.cuts, headline_of(run, log)):
                return False
            continue  # somebody acted in this very moment
        if not _fill(run, log, gap, lease, until=until):
            _release(run_id, lease)
            return True


def _decline(run: Run, lease: str) -> None:
    """Leaves a run of another engine or other data to the workers of its own build.

    It is not for this process to say that there are none; reconcile does.
    """
    logger.warning(
        "run %s is of engine %s, this worker of %s or of other data: declined",
        run.id,
        run.engine_version,
        this_build().engine_version,
    )
    _release(run.id, lease)


@transaction.atomic
def _close(run: Run, lease: str, cuts: Cuts, headline: Headline) -> bool:
    """Ends the work, unless an epoch was added since the log was read.

    The segments of replaced futures go in the same transaction: while it holds the run's
    row, nobody can act and make them anew.
    """
    mine = Run.objects.filter(id=run.id, lease=lease, epoch=run.epoch)
    done = {"status": Run.Status.COMPLETE, "lease": "", "lease_until": 0.0}
    ended = mine.update(**done, **headline._asdict()) == 1
    if ended:
        _drop_replaced(run.id, cuts)
    return ended or not Run.objects.filter(id=run.id, lease=lease).exists()


def _release(run_id: UUID, lease: str) -> None:
    Run.objects.filter(id=run_id, lease=lease).update(lease="", lease_until=0.0)


def _renew(run: Run, lease: str) -> bool:
    """False if the lease is lost or the run has a newer epoch: look at it afresh."""
    mine = Run.objects.filter(id=run.id, lease=lease, epoch=run.epoch)
    return mine.update(lease_until=time.time() + LEASE) == 1


def _fill(run: Run, log: Log, gap: Stretch, lease: str, *, until: float) -> bool:
    """Stores the gap batch by batch. False when the slice is over before the gap is.

    The first minute goes alone, for those who wait; a slice ends where a state is stored,
    so that the next one computes nothing again.
    """
    rows: list[Segment] = []
    batch = 1
    for row in _minutes(run, log, gap):
        rows.append(row)
        kept = _is_kept(row.minute) and len(rows) >= batch
        if not kept and row.minute not in (gap.first, gap.last):
            continue
        _store(run.id, rows)
        rows, batch = [], min(2 * batch, BATCH)
        if not _renew(run, lease):
            return True
        if kept and time.monotonic() > until:
            return row.minute == gap.last
    return True


def _minutes(run: Run, log: Log, gap: Stretch) -> Iterator[Segment]:
    """The gap's segments, one after the other, from the state before it.

    Computed up to the next state that is stored, the first minute alone.
    """
    inputs = inputs_of(run, log, gap.epoch)
    state = state_before(run, log.cuts, gap, inputs)
    minute, end = gap.first, gap.first + 1
    while minute <= gap.last:
        state, computed = _run(inputs, state, minute, end)
        for number, frames in enumerate(computed, minute):
            yield Segment(
                run=run,
                epoch=gap.epoch,
                minute=number,
                payload=encode(gap.epoch, frames),
                checkpoint=pack(state) if _is_kept(number) else b"",
            )
        minute, end = end, min(gap.last + 1, (end // STRIDE + 1) * STRIDE)


def _run(
    inputs: RunInputs, state: State, minute: int, end: int
) -> tuple[State, tuple[Frames, ...]]:
    """The minutes from one up to but without another, and the state after them."""
    told = inputs.scenario, inputs.seed, inputs.schedule, state
    return run_until(*told, minute * MINUTE, end * MINUTE)


def _is_kept(minute: int) -> bool:
    """Whether the state at this minute's end is stored."""
    return minute % STRIDE == STRIDE - 1


def inputs_of(run: Run, log: Log, epoch: int) -> RunInputs:
    """Epoch 0 is the run left alone; every other minute sees all acts in force.

    An act later than a minute cannot change it, so the newest log serves every epoch.
    """
    scenario = load_scenario(run.scenario)
    acts = to_acts(log.in_force, scenario) if epoch else ()
    return RunInputs(scenario, run.seed, make_schedule(scenario, acts))


def state_before(run: Run, cuts: Cuts, stretch: Stretch, inputs: RunInputs) -> State:
    """The state at the start of a stretch: the newest stored one, and what follows it."""
    state, start = _state_near(run, cuts, stretch, inputs.scenario)
    state, _ = _run(inputs, state, start, stretch.first)
    return state


def _state_near(
    run: Run, cuts: Cuts, stretch: Stretch, scenario: Scenario
) -> tuple[State, int]:
    """The newest stored state before a stretch, and the minute that follows it."""
    start = stretch.first - stretch.first % STRIDE
    if start == 0:
        return new_state(scenario), 0
    before = start - 1
    epoch = epoch_of(before, cuts) if stretch.epoch else 0
    return unpack(scenario, checkpoint_of(run.id, epoch, before)), start


def _drop_replaced(run_id: UUID, cuts: Cuts) -> None:
    """Deletes the segments of replaced futures: an epoch never comes back.

    What forks share stays; whoever makes a fork holds this run's row meanwhile.
    A late task may store one again; that is harmless, and it goes with the next act.
    """
    kept = Q()
    for epoch, first, last in due(cuts):
        kept |= Q(epoch=epoch, minute__range=(first, last))
    kept |= lent(run_id)
    Segment.objects.filter(run_id=run_id).exclude(kept).delete()
    give_back(run_id, cuts)


def _store(run_id: UUID, rows: list[Segment]) -> None:
    """A segment that is there already is the same one, so a conflict is no matter."""
    Segment.objects.bulk_create(rows, ignore_conflicts=True)
    announce.computed(run_id)
