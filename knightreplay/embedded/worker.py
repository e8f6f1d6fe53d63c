"""The Celery worker of the embedded mode: a thread of the serving process."""

import threading

from celery.worker import WorkController
from celery.worker import state as worker_state
from django.db import connections

from knightreplay.celery import app
from knightreplay.embedded import transport
from knightreplay.runs.build import this_build


class EmbeddedWorker(threading.Thread):
    """One solo worker; `stop` lets the running slice finish."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self.ready = threading.Event()
        self._controller = WorkController(
            app=app,
            queues=[this_build().queue],
            pool_cls="solo",
            concurrency=1,
            without_mingle=True,
            without_gossip=True,
            without_heartbeat=True,
            ready_callback=lambda consumer: self.ready.set(),
        )

    def run(self) -> None:
        try:
            self._controller.start()
        finally:
            connections.close_all()

    def stop(self) -> None:
        """Celery's flag for this is a module global: it is set back for the next one."""
        worker_state.should_stop = 0
        transport.wake()
        self.join(timeout=5)
        worker_state.should_stop = None
