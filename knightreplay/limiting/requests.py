"""So many requests are handled at a time; each has a thread and a database connection.

Django gives every request under ASGI a thread of its own, and with it a new connection to the
database, which costs more than most pages. Here the threads stay, and what is asked of the
database is bounded whatever the load.
"""

import asyncio

from asgiref.sync import SyncToAsync, ThreadSensitiveContext

from knightreplay import metrics
from knightreplay.asgi_types import Application, Receive, Scope, Send

AT_ONCE = 20  # in a process; more would only share the same processor


class RequestLimit:
    """An ASGI application in which the others wait, without a thread, in their order.

    The thread that was busy last is the first to be busy again, so few of them are in use
    while few people ask.
    """

    def __init__(self, application: Application, at_once: int = AT_ONCE) -> None:
        self.application = application
        self._threads: asyncio.LifoQueue[ThreadSensitiveContext] = asyncio.LifoQueue()
        for _ in range(at_once):
            self._threads.put_nowait(ThreadSensitiveContext())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with metrics.requests.labels("waiting").track_inprogress():
            thread = await self._threads.get()
        # What Django and asgiref do below runs in the thread that goes with this.
        before = SyncToAsync.thread_sensitive_context.set(thread)
        try:
            with metrics.requests.labels("handled").track_inprogress():
                await self.application(scope, receive, send)
        except asyncio.CancelledError:
            thread = ThreadSensitiveContext()  # the server gave up on a thread at work
            raise
        finally:
            SyncToAsync.thread_sensitive_context.reset(before)
            self._threads.put_nowait(thread)
