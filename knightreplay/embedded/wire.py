"""One connection of Daphne's, written to without its detours.

Daphne never holds a sender back and buffers without bound (daphne#170). Twisted's transport
does tell when it is full; the hub listens to it by the extension that this module adds, and
files that are streamed wait for whoever reads them.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from autobahn.websocket.protocol import PreparedMessage
from daphne.server import Server
from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

from knightreplay.live.frame import Frame
from knightreplay.live.send_queue import EXTENSION

STALLED = 120.0  # seconds in which somebody who is sent a file reads something of it


class WiredServer(Server):  # type: ignore[misc]
    """Daphne, whose sockets take whole frames, and whose answers wait for their readers."""

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if scope["type"] == "websocket":
            scope["extensions"] = {EXTENSION: Wire(protocol)}
        return super().create_application(protocol, scope)

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        """Comes back when there is room for the next part of an answer in parts."""
        body = message["type"] == "http.response.body"
        more = body and message.get("more_body", False)
        channel: Any = protocol.channel if body else None
        there = bool(channel) and not protocol.finished  # else the client has left
        if there and more and protocol.producer is None:
            protocol.registerProducer(Reader(), True)
        elif there and not more and protocol.producer is not None:
            protocol.unregisterProducer()
        await super().handle_reply(protocol, message)
        if there and more and not await protocol.producer.reads():
            channel.transport.abortConnection()


@implementer(IPushProducer)
class Reader:
    """Who reads an answer in parts, as the transport tells of it."""

    def __init__(self) -> None:
        self._free = asyncio.Event()
        self._free.set()

    async def reads(self) -> bool:
        """Waits until there is room, or nobody any more. False: that took too long."""
        try:
            async with asyncio.timeout(STALLED):
                await self._free.wait()
        except TimeoutError:
            return False
        return True

    def pauseProducing(self) -> None:  # noqa: N802 -- Twisted's names
        self._free.clear()

    def resumeProducing(self) -> None:  # noqa: N802
        self._free.set()

    def stopProducing(self) -> None:  # noqa: N802
        """The connection is lost: what is sent from now on goes nowhere."""
        self._free.set()


@implementer(IPushProducer)
class Wire:
    """The way to one socket (`live.send_queue.Channel`), and what its buffer says.

    With a thousand viewers whatever is looked at for each of them has left the processor's
    cache since the last frame: hence slots, and as few objects as can be.
    """

    __slots__ = ("_free", "_full", "_protocol", "_send", "_transport")

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._full: Callable[[], None] = _nothing
        self._free: Callable[[], None] = _nothing

    def prepare(self, event: dict[str, Any]) -> bytes:
        """The one WebSocket frame of an ASGI event; servers do not mask."""
        text = event.get("text")
        payload = event["bytes"] if text is None else text.encode()
        frame = PreparedMessage(
            payload, isBinary=text is None, applyMask=False, doNotCompress=True
        )
        whole: bytes = frame.payloadHybi
        return whole

    def listen(self, *, full: Callable[[], None], free: Callable[[], None]) -> None:
        """From now on the two are called when the buffer is full, and empty again."""
        self._full, self._free = full, free
        self._transport = transport = self._protocol.transport
        transport.unregisterProducer()  # the HTTP side left itself there
        transport.registerProducer(self, True)
        self._send = transport.socket.send

    def send(self, frame: Frame) -> None:
        """At once if nothing waits: going through the reactor doubles what it costs."""
        whole, transport = frame.ready(self), self._transport
        if transport.dataBuffer or transport._tempDataBuffer:
            transport.write(whole)
            return
        try:
            sent = self._send(whole)
        except OSError:  # it takes none, or is lost: the reactor finds out
            sent = 0
        if sent < len(whole):
            transport.write(whole[sent:])

    def close(self) -> None:
        """Nothing to do: whoever closes the queue has the server close its socket."""

    def pauseProducing(self) -> None:  # noqa: N802 -- Twisted's names
        self._full()

    def resumeProducing(self) -> None:  # noqa: N802
        self._free()

    def stopProducing(self) -> None:  # noqa: N802
        """The connection is lost; the consumer is told in its own way."""


def _nothing() -> None:
    """Nobody listens yet."""
