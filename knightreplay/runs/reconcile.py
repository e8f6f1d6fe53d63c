"""Once a second in every serving process: lost work is found, clocks are attended."""

import logging
import threading
import time

from django.db import DatabaseError, close_old_connections

from knightreplay.runs import services, tasks
from knightreplay.runs.models import Run

logger = logging.getLogger(__name__)

PERIOD = 1.0  # seconds


def reconcile() -> int:
    """Enqueues every run whose work has nobody's lease. Returns how many.

    A lease is handed on by compare-and-set, so several processes may do this at once.
    """
    waiting = Run.objects.filter(
        status=Run.Status.COMPUTING, lease_until__lt=time.time()
    ).values_list("id", flat=True)
    runs = list(waiting)
    for run_id in runs:
        tasks.enqueue(run_id)
    return len(runs)


def forget_leases() -> None:
    """At the start of an embedded server nobody else can hold a lease."""
    Run.objects.exclude(lease="").update(lease="", lease_until=0.0)


class Reconciler(threading.Thread):
    """Reconciles and attends at once and then every second until it is stopped."""

    def __init__(self) -> None:
        super().__init__(name="reconcile", daemon=True)
        self._stopped = threading.Event()

    def run(self) -> None:
        while True:
            try:
                services.attend()
                reconcile()
            except DatabaseError:
                logger.warning("database away, reconcile tries again", exc_info=True)
                close_old_connections()
            if self._stopped.wait(PERIOD):
                return

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=5)
