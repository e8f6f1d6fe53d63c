"""Daphne in the main thread, beside it the worker and the reconciler."""

import sys
import threading
from collections.abc import Callable

from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server

from knightreplay.embedded.worker import EmbeddedWorker
from knightreplay.limits import BODY_LIMIT
from knightreplay.runs.reconcile import Reconciler, forget_leases

# A worker thread that computes must not keep the sockets waiting for the interpreter.
SWITCH_INTERVAL = 0.0005  # seconds
SOCKET_LIMIT = 16 * BODY_LIMIT  # beyond this a message ends the connection


def serve(
    *, host: str, port: int, with_worker: bool, on_ready: Callable[[], None]
) -> None:
    """Runs until it is interrupted, then stops everything that it started."""
    from knightreplay.asgi import application  # noqa: PLC0415 -- after the settings

    sys.setswitchinterval(SWITCH_INTERVAL)
    worker = EmbeddedWorker() if with_worker else None
    reconciler = Reconciler()
    server = Server(
        application=application,
        endpoints=build_endpoint_description_strings(host=host, port=port),
        server_name="knightreplay",
        ready_callable=lambda: _announce(on_ready),
        websocket_max_message_size=SOCKET_LIMIT,
        websocket_max_frame_size=SOCKET_LIMIT,
    )
    if worker:
        forget_leases()
        worker.start()
    reconciler.start()
    try:
        server.run()
    finally:
        reconciler.stop()
        if worker:
            worker.stop()


def _announce(on_ready: Callable[[], None]) -> None:
    """Daphne calls back just before its loop runs; the words follow when it does."""
    threading.Timer(0.0, on_ready).start()
