"""Once a second in every serving process: lost work is found, clocks are attended."""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from django.db import Error as DatabaseAway
from django.db import close_old_connections

from knightreplay.runs import announce, reports, services, tasks
from knightreplay.runs.build import this_build
from knightreplay.runs.models import Run
from knightreplay.runs.retention import prune_hourly

logger = logging.getLogger(__name__)

PERIOD = 1.0  # seconds


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
    """At the start of a server: runs that were refused, and are of its own build."""
    mine, _ = _by_build(Run.objects.filter(status=Run.Status.REFUSED))
    ids = [run.id for run in mine]
    return Run.objects.filter(id__in=ids).update(status=Run.Status.COMPUTING)


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

    def run(self) -> None:
        took_up = False
        while True:
            took_up = took_up or _did(take_up_again)
            for duty in (services.attend, reconcile, prune_hourly, *self._more):
                _did(duty)
            if self._stopped.wait(PERIOD):
                return

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
