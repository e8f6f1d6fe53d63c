"""Once a second in every serving process: lost work is found, clocks are attended."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import Error as DatabaseAway
from django.db import close_old_connections
from django.db.models import F, Q

from knightreplay.runs import announce, scenario_snapshot, services, tasks
from knightreplay.runs.acts import log_of
from knightreplay.runs.build import this_build
from knightreplay.runs.models import Run, Segment
from knightreplay.runs.processes import reports
from knightreplay.runs.retention import prune_hourly
from knightreplay.runs.segments.headline import headline_of

logger = logging.getLogger(__name__)

PERIOD = 1.0  # seconds
AT_ONCE = 20  # runs of before whose figures are stored in a second


def reconcile() -> int:
    """Enqueues every run whose work has nobody's lease. Returns how many.

    A lease is handed on by compare-and-set, so several processes may do this at once.
    """
    waiting = Run.objects.filter(
        status=Run.Status.COMPUTING, lease_until__lt=time.time()
    )
    mine, others = _by_build(waiting)
    for run in mine:
        tasks.enqueue(run.id)
    _settle(others)
    return len(mine)


def _by_build(runs: Iterable[Run]) -> tuple[list[Run], list[Run]]:
    """(runs of this process's engine and data, all others)."""
    mine: list[Run] = []
    others: list[Run] = []
    for run in runs:
        (mine if this_build().computes(**run.made_with) else others).append(run)
    return mine, others


def _settle(others: list[Run]) -> None:
    """Says of runs of another build that they stay as they are, if nobody computes them.

    While a fleet is being upgraded, or rolled back, workers of both builds are there.
    """
    if not others:
        return
    rows = reports.fresh()
    for run in others:
        if not reports.can_compute(run, rows):
            status = Run.Status.REFUSED
            unchanged = Run.objects.filter(id=run.id, status=run.status)
            if unchanged.update(status=status):
                announce.computed(run.id)


def take_up_again() -> int:
    """At the start of a server: runs that were refused, and are of its own build.

    What it shows of its scenarios is written down for the servers after it.
    """
    scenario_snapshot.write_down()
    mine, _ = _by_build(Run.objects.filter(status=Run.Status.REFUSED))
    ids = [run.id for run in mine]
    return Run.objects.filter(id__in=ids).update(status=Run.Status.COMPUTING)


def look_back(after: UUID) -> UUID | None:
    """Stores the figures of some complete runs of before figures were stored.

    Returns the last run looked at, None at the end.
    """
    ids = Run.objects.filter(status=Run.Status.COMPLETE, emptied=False, id__gt=after)
    stale = Q(figures_epoch=None) | ~Q(figures_epoch=F("epoch"))
    rows = list(ids.filter(stale).order_by("id")[:AT_ONCE])
    for run in rows:
        if this_build().computes(**run.made_with):
            _write_down(run)
    return rows[-1].id if rows else None


def _write_down(run: Run) -> None:
    try:
        headline = headline_of(run, log_of(run))
    except Segment.DoesNotExist:
        logger.warning("run %s is complete, and lacks minutes", run.id)
        return
    same = Run.objects.filter(id=run.id, epoch=run.epoch, status=run.status)
    same.update(**headline._asdict())


def forget_leases() -> None:
    """At the start of an embedded server nobody else can hold a lease."""
    Run.objects.exclude(lease="").update(lease="", lease_until=0.0)


class Reconciler(threading.Thread):
    """Reconciles and attends at once and then every second until it is stopped.

    `more` are the duties of the layers above.
    """

    def __init__(self, *more: Callable[[], object]) -> None:
        super().__init__(name="reconcile", daemon=True)
        self._more = more
        self._stopped = threading.Event()
        self._looked_at: UUID | None = UUID(int=0)

    def run(self) -> None:
        took_up = False
        while True:
            took_up = took_up or _did(take_up_again)
            duties = (services.attend, reconcile, prune_hourly, self._look_back)
            for duty in (*duties, *self._more):
                _did(duty)
            if self._stopped.wait(PERIOD):
                return

    def _look_back(self) -> None:
        if self._looked_at is not None:
            self._looked_at = look_back(self._looked_at)

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=5)


def _did(duty: Callable[[], object]) -> bool:
    """Whether a duty was done. Whatever one raises, the others and the next second follow."""
    try:
        duty()
    except DatabaseAway:
        logger.warning("database away, %s tries again", duty.__name__, exc_info=True)
        close_old_connections()
    except Exception:
        logger.exception("%s failed", duty.__name__)
    else:
        return True
    return False
