"""What every socket shares: bounded both ways, greeted in time, answered once a message."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from knightreplay import metrics
from knightreplay.live import messages
from knightreplay.live.frame import Frame
from knightreplay.live.protocol import ProtocolError, command_id_of
from knightreplay.live.rate import Allowance
from knightreplay.live.send_queue import EXTENSION, AsgiChannel, Channel, SendQueue
from knightreplay.runs.errors import DATABASE_AWAY, UNAVAILABLE, ClientError

logger = logging.getLogger(__name__)

NO_RIGHT = 4403
UNKNOWN = 4404
SILENT = 4408
ABUSE = 4429
TRY_AGAIN = 4503
PATIENCE = 30.0  # seconds in which a socket says hello
HELLO_FIRST = ClientError("hello-first", "say hello before anything else")
TOO_MANY = ClientError("too-many", "more than 50 messages a second; send it again")


class Socket(AsyncWebsocketConsumer):
    """One socket of a page. A subclass says who comes in, and what a message does."""

    # The hubs listen for all viewers; a channel for each would only cost.
    channel_layer_alias = "none"
    hung_up = False
    entered = False  # there is something here to talk about
    silence: asyncio.TimerHandle | None = None  # until hello
    farewell: asyncio.Future[None] | None = None
    deliver: Callable[[Frame], None]  # takes a frame as it is (the hub calls this)

    async def enter(self) -> bool:
        """Joins what the address names; False if there is no such thing."""
        raise NotImplementedError

    async def leave(self) -> None:
        """Leaves it, however the socket ended."""
        raise NotImplementedError

    async def handle(self, text: str) -> None:
        """Answers one message of the client's."""
        raise NotImplementedError

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Whatever ends the socket, our own bug too, the hub is left."""
        self.send_queue = SendQueue()
        self.deliver = self.send_queue.put
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.leave()
            self.greeted()
            self.send_queue.close()

    async def connect(self) -> None:
        await self.accept()
        self.send_queue.attach(self._channel())
        now = time.monotonic()
        self.allowance = Allowance(now, per_second=50, burst=100)
        self.hellos = Allowance(now, per_second=0.5, burst=4)
        self.silence = asyncio.get_running_loop().call_later(PATIENCE, self._silent)
        self.entered = await self.enter()
        if not self.entered:
            await self.close(code=UNKNOWN)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None
    ) -> None:
        """One message of the client's: answered once, whatever it is."""
        if not self.entered or self.hung_up:
            return
        try:
            text = _text(text_data, bytes_data)
            if self.allowance.spend(time.monotonic()):
                await self.handle(text)
            else:
                await self._refuse(text)
        except ProtocolError as error:
            self.say(messages.error(error, error.command_id))

    async def answer(self, command_id: str, work: Callable[[], messages.Body]) -> None:
        """Carries a command out, in a thread, and says what came of it."""
        try:
            done = await database_sync_to_async(work)()
        except ClientError as refusal:
            metrics.commands.labels(refusal.code).inc()
            self.say(messages.error(refusal, command_id))
        except DATABASE_AWAY:
            metrics.commands.labels(UNAVAILABLE.code).inc()
            logger.warning("%s: a command waits", self.scope["path"], exc_info=True)
            self.say(messages.error(UNAVAILABLE, command_id))
        else:
            metrics.commands.labels("ack").inc()
            self.say(done)

    async def close(self, code: int | bool | None = None, reason: Any = None) -> None:
        """Says goodbye; after that no frame may follow."""
        self.send_queue.close()
        await super().close(code, reason)

    def greeted(self) -> None:
        """It said hello (or is gone): nobody waits for that any more."""
        if self.silence:
            self.silence.cancel()

    def require_patience(self) -> None:
        """Refuses a hello too many."""
        if not self.hellos.spend(time.monotonic()):
            raise ProtocolError("too-many", "hello: once in two seconds is enough")

    def begin(self, frames: Iterable[Frame]) -> None:
        """Starts afresh, with what the viewer needs first (the hub calls this)."""
        self.send_queue.begin(frames)

    def go_on(self, frames: Iterable[Frame]) -> None:
        """Hands over more of what the viewer lacks (the hub calls this)."""
        self.send_queue.go_on(frames)

    def say(self, body: messages.Body) -> None:
        """Answers go the way of the frames: in order, and not without bound."""
        self.send_queue.put(Frame(messages.encode(body)))

    async def hang_up(self, code: int = TRY_AGAIN) -> None:
        """Nothing more is heard; by default the page shall come back by itself."""
        if not self.hung_up:
            self.hung_up = True
            await self.close(code=code)

    def _silent(self) -> None:
        """A page says hello at once; a socket that does not is not a page's."""
        self.farewell = asyncio.ensure_future(self.hang_up(SILENT))

    def _channel(self) -> Channel:
        """Our own server's wire, or a way that any server has."""
        queue = self.send_queue
        wire: Any = (self.scope.get("extensions") or {}).get(EXTENSION)
        if not wire:
            return AsgiChannel(self.base_send, queue)
        wire.listen(full=queue.full, free=queue.free)
        channel: Channel = wire
        return channel

    async def _refuse(self, text: str) -> None:
        """A command beyond the limit is refused by its id; too much ends the socket."""
        if self.allowance.abused:
            logger.warning("socket closed for abuse: %s", self.scope["path"])
            await self.hang_up(ABUSE)
            return
        command_id = command_id_of(text)
        if command_id or self.allowance.tells(time.monotonic()):
            self.say(messages.error(TOO_MANY, command_id))


def _text(text_data: str | None, bytes_data: bytes | None) -> str:
    if text_data is None:
        raise ProtocolError("malformed", "messages to the server are text")
    return text_data
