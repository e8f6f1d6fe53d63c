"""Daphne in the main thread, beside it the worker and the reconciler."""

import contextlib
import faulthandler
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from daphne import http_protocol
from daphne import server as daphnes_server
from daphne.endpoints import build_endpoint_description_strings
from daphne.server import reactor as daphnes_reactor

from knightreplay.embedded.bounded_request import BoundedRequest
from knightreplay.embedded.connections import BoundedFactory
from knightreplay.embedded.wire import WiredServer
from knightreplay.embedded.worker import EmbeddedWorker
from knightreplay.limiting.bodies import BODY_LIMIT
from knightreplay.rooms.services import prune_rooms
from knightreplay.runs.models import ProcessReport
from knightreplay.runs.processes.reconcile import Reconciler, forget_leases
from knightreplay.runs.processes.reports import Reporter
from knightreplay.sharing.files.exporting.reconcile import (
    forget_export_leases,
    prune_exports,
    reconcile_exports,
)

logger = logging.getLogger(__name__)
reactor: Any = daphnes_reactor  # its type is only known when it runs

FILES = 65_536  # open at a time, sockets among them, as far as the machine allows
STOP_LIMIT = 30.0  # seconds; every transaction is whole, so nothing is lost beyond them
# A worker thread that computes must not keep the sockets waiting for the interpreter.
SWITCH_INTERVAL = 0.0005  # seconds
SOCKET_LIMIT = 16 * BODY_LIMIT  # beyond this a message ends the connection


def serve(
    *, host: str, port: int, with_worker: bool, on_ready: Callable[[], None]
) -> None:
    """Runs until it is interrupted, then stops everything that it started."""
    from knightreplay.asgi import application  # noqa: PLC0415 -- after the settings

    sys.setswitchinterval(SWITCH_INTERVAL)
    http_protocol.WebRequest = BoundedRequest  # Daphne has no setting for these
    daphnes_server.HTTPFactory = BoundedFactory
    worker = EmbeddedWorker() if with_worker else None
    reconciler = Reconciler(reconcile_exports, prune_exports, prune_rooms)
    reporters = [Reporter(ProcessReport.Kind.WEB)]
    if worker:
        reporters.append(Reporter(ProcessReport.Kind.WORKER, worker.is_alive))
    server = WiredServer(
        application=application,
        endpoints=build_endpoint_description_strings(host=host, port=port),
        server_name="knightreplay",
        ready_callable=lambda: _announce(on_ready),
        websocket_max_message_size=SOCKET_LIMIT,
        websocket_max_frame_size=SOCKET_LIMIT,
        # A viewer that does not read is cut off before much has piled up for it.
        ping_interval=10,
        ping_timeout=15,
    )
    _allow_many_sockets()
    _heed_interrupts()
    reactor.addSystemEventTrigger("before", "shutdown", _bound_the_stop)
    if worker:
        forget_leases()
        forget_export_leases()
        worker.start()
    reconciler.start()
    for reporter in reporters:
        reporter.start()
    try:
        server.run()
    finally:
        reconciler.stop()
        for reporter in reporters:
            reporter.stop()
        if worker:
            worker.stop()


def _announce(on_ready: Callable[[], None]) -> None:
    """The words follow when the loop runs, and an interrupt then stops it."""
    reactor.callWhenRunning(lambda: threading.Timer(0.0, on_ready).start())


def _allow_many_sockets() -> None:
    """A shell often allows 1,024 files; a thousand viewers need more."""
    try:
        import resource  # noqa: PLC0415 -- Windows has none, and no such limit
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _heed_interrupts() -> None:
    """A shell's background jobs start with SIGINT ignored, and Twisted leaves that so."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _bound_the_stop() -> None:
    """Whatever still hangs after the limit is named on stderr and left."""
    end = threading.Timer(STOP_LIMIT, _leave)
    end.daemon = True
    end.start()


def _leave() -> None:
    logger.error("the server did not stop within %.0f s", STOP_LIMIT)
    faulthandler.dump_traceback(all_threads=True)
    os._exit(1)
