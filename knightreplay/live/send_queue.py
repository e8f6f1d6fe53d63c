"""What goes out to one viewer: bounded, so that one who does not read costs nobody."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

from knightreplay import metrics
from knightreplay.live.frame import Frame
from knightreplay.live.messages import behind, encode

logger = logging.getLogger(__name__)

EXTENSION = "knightreplay.wire"  # in the scope's extensions, where the server is ours
# Bytes that may wait for a viewer before it counts as behind: more than a whole day, that
# comes in one go. All who wait share the same frames.
LIMIT = 4 * 2**20
BEHIND = encode(behind())


class Channel(Protocol):
    """The way to one socket; it says by itself when it is full and when it is free."""

    def send(self, frame: Frame) -> None: ...

    def close(self) -> None: ...


class SendQueue:
    """Frames to one viewer, in order; waiting ones are references to shared frames.

    A viewer that falls behind loses everything that waits. When its socket is free again
    it is told so and says `hello` with what it holds: resuming is by state, so nothing of
    the run is lost to it.
    """

    __slots__ = (
        "_behind",
        "_channel",
        "_free",
        "_limit",
        "_size",
        "_waiting",
        "dropped",
    )

    def __init__(self) -> None:
        self.dropped = 0
        self._channel: Channel | None = None
        self._free = True
        self._behind = False
        self._waiting: deque[Frame] = deque()
        self._size = 0  # bytes that wait
        self._limit = LIMIT

    def attach(self, channel: Channel) -> None:
        self._channel = channel

    def put(self, frame: Frame) -> None:
        if self._behind:
            self.dropped += 1
        elif self._free and not self._waiting:
            if self._channel:
                self._channel.send(frame)
        elif self._size + frame.size <= self._limit:
            self._wait(frame)
        else:
            self.dropped += len(self._waiting) + 1
            self._empty()
            self._behind = True
            metrics.drops.labels("viewer").inc()

    def begin(self, frames: Iterable[Frame]) -> None:
        """What brings a viewer up to date; it starts afresh."""
        self._empty()
        self._behind = False
        self.go_on(frames)

    def go_on(self, frames: Iterable[Frame]) -> None:
        """More of what brings it up to date, however much; one behind asks for it anew."""
        if self._behind:
            return
        for frame in frames:
            self._wait(frame)
        self._limit = self._size + LIMIT
        self._flow()

    def full(self) -> None:
        """The socket takes no more for now (its channel says so)."""
        self._free = False

    def free(self) -> None:
        """The socket takes more again (its channel says so)."""
        self._free = True
        self._flow()

    def close(self) -> None:
        self._empty()
        if self._channel:
            self._channel.close()
        self._channel = None

    def _wait(self, frame: Frame) -> None:
        self._waiting.append(frame)
        self._size += frame.size

    def _empty(self) -> None:
        self._waiting.clear()
        self._size = 0

    def _flow(self) -> None:
        while self._free and self._waiting:
            frame = self._waiting.popleft()
            self._size -= frame.size
            self._send(frame)
        if self._free and not self._waiting:
            self._limit = LIMIT
            if self._behind:
                self._behind = False
                self._send(Frame(BEHIND))

    def _send(self, frame: Frame) -> None:
        if self._channel:
            self._channel.send(frame)


class AsgiChannel:
    """Any server's socket: full while one send is on its way."""

    def __init__(
        self, send: Callable[[Any], Awaitable[None]], queue: SendQueue
    ) -> None:
        self._asgi_send = send
        self._queue = queue
        self._task: asyncio.Task[None] | None = None

    def send(self, frame: Frame) -> None:
        self._queue.full()
        self._task = asyncio.ensure_future(self._go(frame))

    async def _go(self, frame: Frame) -> None:
        try:
            for event in frame.events():
                await self._asgi_send(event)
        except Exception:  # whatever a server raises for a socket that is gone
            logger.warning("a viewer is gone", exc_info=True)
            return
        self._task = None
        self._queue.free()

    def close(self) -> None:
        if self._task:
            self._task.cancel()
