"""Each serving and each computing process says every few seconds that it is there."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable

from django.db import Error as DatabaseAway
from django.db import connections

from knightreplay import histogram
from knightreplay.runs.build import Build, this_build
from knightreplay.runs.models import ProcessReport, Run

logger = logging.getLogger(__name__)

PERIOD = 5.0  # seconds between two reports
FRESH = 3 * PERIOD  # a process that is silent for longer is taken as gone
FORGOTTEN = 60.0  # seconds after which its row goes

Kind = ProcessReport.Kind


def name_of(kind: Kind) -> str:
    return f"{kind.value} {socket.gethostname()}:{os.getpid()}"


def report(kind: Kind) -> None:
    """Writes this process's row, and drops those of processes that are long gone."""
    now, build = time.time(), this_build()
    ProcessReport.objects.update_or_create(
        name=name_of(kind),
        defaults={
            "kind": kind,
            "engine_version": build.engine_version,
            "data_hash": build.data_hash,
            "scenarios": build.scenarios,
            "seen": now,
            "histogram": histogram.slices.to_json() if kind == Kind.WORKER else {},
        },
    )
    ProcessReport.objects.filter(seen__lt=now - FORGOTTEN).delete()


def withdraw(kind: Kind) -> None:
    ProcessReport.objects.filter(name=name_of(kind)).delete()


def fresh() -> list[ProcessReport]:
    """The processes that have spoken lately, web first."""
    since = time.time() - FRESH
    return list(ProcessReport.objects.filter(seen__gte=since).order_by("kind", "name"))


def is_odd(row: ProcessReport) -> bool:
    """Whether a process is of another build than this one."""
    mine = this_build()
    return (row.engine_version, row.data_hash) != (mine.engine_version, mine.data_hash)


def can_compute(run: Run, rows: Iterable[ProcessReport]) -> bool:
    """Whether one of these processes is a worker of the run's own build."""
    return any(
        row.kind == Kind.WORKER
        and Build(row.engine_version, row.scenarios).computes(**run.made_with)
        for row in rows
    )


class Reporter(threading.Thread):
    """Reports at once and then every few seconds until it is stopped."""

    def __init__(self, kind: Kind, works: Callable[[], bool] = lambda: True) -> None:
        super().__init__(name=f"report-{kind.value}", daemon=True)
        self.kind = kind
        self.works = works  # whether what is reported is still there
        self._stopped = threading.Event()

    def run(self) -> None:
        while True:
            if self.works():
                self._try_to(report)
            if self._stopped.wait(PERIOD):
                self._try_to(withdraw)
                return

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=5)

    def _try_to(self, say: Callable[[Kind], None]) -> None:
        """With a connection of its own: a worker that forks must not inherit one."""
        try:
            say(self.kind)
        except DatabaseAway:
            logger.warning("database away, %s is not reported", self.name)
        except Exception:  # the next report may be possible again
            logger.exception("%s failed", self.name)
        finally:
            connections.close_all()
