"""So many requests are handled at a time; each has a thread and a database connection.

Under ASGI every request has a thread of its own, and a connection would outlive it: a burst
of pages would take all that PostgreSQL has to give.
"""

import asyncio
from typing import Any

from django.db import connections

from knightreplay import metrics
from knightreplay.asgi_types import Application, Receive, Scope, Send

AT_ONCE = 20  # in a process; more would only share the same processor


class RequestLimit:
    """An ASGI application in which the others wait, without a thread, in their order."""

    def __init__(self, application: Application, at_once: int = AT_ONCE) -> None:
        self.application = application
        self._room = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with metrics.requests.labels("waiting").track_inprogress():
            await self._room.acquire()
        try:
            with metrics.requests.labels("handled").track_inprogress():
                await self.application(scope, receive, send)
        finally:
            self._room.release()


def close_connections(**told: Any) -> None:
    """At the end of a request: nobody uses its thread again, or the connections of it."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
