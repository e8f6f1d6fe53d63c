"""The thread of a worker in which exports are made, beside the computing of runs.

A slice of computing takes 50 ms, an export of the tape many seconds: in the worker's own
thread it would hold up every act until it is done.
"""

import logging
import threading

from django.db import connections

from knightreplay.runs.errors import DATABASE_AWAY
from knightreplay.sharing.files.exporting.work import make_due

logger = logging.getLogger(__name__)


class ExportThread:
    """At most one thread at a time; it ends when nothing waits any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy = False
        self._again = False

    def wake(self) -> None:
        with self._lock:
            self._again = True
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._work, name="exports", daemon=True).start()

    def _work(self) -> None:
        try:
            while self._is_asked():
                make_due()
        except DATABASE_AWAY:
            logger.warning("database away, exports wait for reconcile")
            self._stop()
        except Exception:
            logger.exception("exports stopped until reconcile wakes them")
            self._stop()
        finally:
            connections.close_all()

    def _is_asked(self) -> bool:
        with self._lock:
            self._busy, self._again = self._again, False
            return self._busy

    def _stop(self) -> None:
        with self._lock:
            self._busy = False


export_thread = ExportThread()
