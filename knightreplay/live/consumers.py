"""One socket: parse, call one service, answer."""

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from knightreplay import logs, metrics
from knightreplay.live import messages
from knightreplay.live.audience import name_of
from knightreplay.live.frame import Frame
from knightreplay.live.hub import RunHub
from knightreplay.live.hubs import Hubs
from knightreplay.live.outlet import EXTENSION, AsgiChannel, Outlet, WireChannel
from knightreplay.live.protocol import (
    Clock,
    Hello,
    Intervene,
    Ping,
    ProtocolError,
    Reason,
    command_id_of,
    parse,
)
from knightreplay.live.rate import Allowance
from knightreplay.live.rights import Claim, Rights, claim_of, rights_of
from knightreplay.runs import retention, roles, selectors, services
from knightreplay.runs.errors import DATABASE_AWAY, UNAVAILABLE, ClientError
from knightreplay.runs.line import Stretch
from knightreplay.runs.models import Role
from knightreplay.runs.services import Ack
from knightreplay.runs.sight import Sight
from simulator.clock import MINUTES

logger = logging.getLogger(__name__)

NO_RIGHT = 4403
UNKNOWN_RUN = 4404
SILENT = 4408
ABUSE = 4429
TRY_AGAIN = 4503
PATIENCE = 30.0  # seconds in which a socket says hello
TOO_MANY = ClientError("too-many", "more than 50 messages a second; send it again")

hubs = Hubs()
metrics.viewers.set_function(hubs.viewer_count)


class RunConsumer(AsyncWebsocketConsumer):
    """One viewer of one run."""

    # The hub listens for all viewers; a channel for each would only cost.
    channel_layer_alias = "none"
    hub: RunHub | None = None
    role: Role | None = None  # None before hello
    claim = Claim()  # what gives the role
    sight: Sight | None = None  # what of the run is shown; None: all of it
    may: frozenset[str] = frozenset()
    hung_up = False
    silence: asyncio.TimerHandle | None = None  # until hello
    farewell: asyncio.Future[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Whatever ends the socket, our own bug too, the hub is left."""
        self.outlet = Outlet()
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self.hub:
                await hubs.leave(self.hub, self)
            if self.silence:
                self.silence.cancel()
            self.outlet.close()

    async def connect(self) -> None:
        await self.accept()
        self.outlet.attach(self._channel())
        now = time.monotonic()
        self.allowance = Allowance(now, per_second=50, burst=100)
        self.hellos = Allowance(now, per_second=0.5, burst=4)
        self.run_id: UUID = self.scope["url_route"]["kwargs"]["run_id"]
        self.silence = asyncio.get_running_loop().call_later(PATIENCE, self._silent)
        self.hub = await hubs.join(self.run_id, self)
        if self.hub is None:
            await self.close(code=UNKNOWN_RUN)

    def _silent(self) -> None:
        """A page says hello at once; a socket that does not is not a page's."""
        self.hung_up = True
        self.farewell = asyncio.ensure_future(self.close(code=SILENT))

    def _channel(self) -> AsgiChannel | WireChannel:
        wire = (self.scope.get("extensions") or {}).get(EXTENSION)
        if wire:
            return WireChannel(wire, self.outlet)
        return AsgiChannel(self.base_send, self.outlet)

    def deliver(self, frame: Frame) -> None:
        """Hands over an encoded frame as it is (the hub calls this)."""
        self.outlet.put(frame)

    def begin(self, frames: Iterable[Frame]) -> None:
        """Hands over all that the viewer lacks (the hub calls this)."""
        self.outlet.begin(frames)

    async def role_now(self) -> Role:
        """The role as the keys are now; the viewer is told if it changed (for the hub)."""
        rights = await database_sync_to_async(rights_of)(self.run_id, self.claim)
        role = rights.role
        if (role, rights.may) != (self.role, self.may):
            self.role, self.may = role, rights.may
            await self._say(messages.role(role, rights.may))
        if name_of(rights.sight) != name_of(self.sight):
            self.sight = rights.sight
            await self._say(messages.afresh())
        if role is Role.STRANGER and not self.hung_up:
            self.hung_up = True
            gone = await database_sync_to_async(selectors.is_gone)(self.run_id)
            await self.close(code=UNKNOWN_RUN if gone else NO_RIGHT)
        return role

    async def hang_up(self) -> None:
        """The viewer shall come back by itself (the hub calls this)."""
        self.hung_up = True
        await self.close(code=TRY_AGAIN)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None
    ) -> None:
        """One message of the client's: answered once, whatever it is."""
        if self.hub is None or self.hung_up:
            return
        try:
            text = _text(text_data, bytes_data)
            if self._allowed():
                await self._handle(text)
            else:
                await self._refuse(text)
        except ProtocolError as error:
            await self._say(messages.error(error, error.command_id))

    def _allowed(self) -> bool:
        return self.allowance.spend(time.monotonic())

    async def _refuse(self, text: str) -> None:
        """A command beyond the limit is refused by its id; too much ends the socket."""
        if self.allowance.abused:
            logger.warning("socket closed for abuse, run %s", self.run_id)
            self.hung_up = True
            await self.close(code=ABUSE)
            return
        command_id = command_id_of(text)
        if command_id or self.allowance.tells(time.monotonic()):
            await self._say(messages.error(TOO_MANY, command_id))

    async def _handle(self, text: str) -> None:
        message = parse(text)
        if isinstance(message, Ping):
            await self._say(messages.pong(message.sent))
        elif isinstance(message, Hello):
            await self._hello(message)
        elif self.role is None:
            refusal = ClientError("hello-first", "say hello before anything else")
            await self._say(messages.error(refusal, message.command_id))
        else:
            with logs.about(run=self.run_id, command=message.command_id):
                await self._command(message)

    async def _hello(self, message: Hello) -> None:
        assert self.hub is not None  # noqa: S101 -- receive() has looked
        if not self.hellos.spend(time.monotonic()):
            raise ProtocolError("too-many", "hello: once in two seconds is enough")
        have = [Stretch(*part) for part in message.have]
        if any(not 0 <= part.first <= part.last < MINUTES for part in have):
            raise ProtocolError("invalid", "have: minutes 0 to 479, first to last")
        if self.silence:
            self.silence.cancel()
        rights, self.claim = await database_sync_to_async(_claiming)(
            self.run_id, message, self.scope
        )
        self.role, self.may, self.sight = rights.role, rights.may, rights.sight
        if self.role is Role.STRANGER:
            self.hung_up = True
            await self.close(code=NO_RIGHT)
            return
        if have:
            metrics.reconnects.inc()
        await self.hub.welcome(self, self.role, self.may, have)

    async def _command(self, message: Clock | Intervene | Reason) -> None:
        try:
            answer = await database_sync_to_async(_apply)(
                self.run_id, message, self.claim
            )
        except ClientError as refusal:
            metrics.commands.labels(refusal.code).inc()
            await self._say(messages.error(refusal, message.command_id))
        except DATABASE_AWAY:
            metrics.commands.labels(UNAVAILABLE.code).inc()
            logger.warning("a command of run %s waits", self.run_id, exc_info=True)
            await self._say(messages.error(UNAVAILABLE, message.command_id))
        else:
            metrics.commands.labels("ack").inc()
            await self._say(messages.ack(answer))

    async def _say(self, body: messages.Body) -> None:
        """Answers go the way of the frames: in order, and not without bound."""
        self.outlet.put(Frame(messages.encode(body)))


def _text(text_data: str | None, bytes_data: bytes | None) -> str:
    if text_data is None:
        raise ProtocolError("malformed", "messages to the server are text")
    return text_data


def _claiming(
    run_id: UUID, message: Hello, scope: Mapping[str, Any]
) -> tuple[Rights, Claim]:
    """What somebody may do and by what: what was sent, and what the session has."""
    claim = claim_of(scope["session"], run_id)
    found = roles.find_key(run_id, message.host_key)
    if found is not None:
        keys = (*claim.holder.keys, found.id)
        claim = claim._replace(holder=claim.holder._replace(keys=keys))
    claim = claim._replace(seat_key=message.seat_key)
    rights = rights_of(run_id, claim)
    if rights.role is not Role.STRANGER:
        retention.use(run_id)
    return rights, claim


def _apply(run_id: UUID, message: Clock | Intervene | Reason, claim: Claim) -> Ack:
    """Calls the one service that the message asks for, with the rights as they are now."""
    rights = rights_of(run_id, claim)
    role = rights.role_for(message.needs)
    if isinstance(message, Clock):
        return services.move_clock(
            run_id, message.movement(), role=role, command_id=message.command_id
        )
    if isinstance(message, Reason):
        return services.give_reason(
            run_id,
            role=role,
            command_id=message.command_id,
            target=message.seq,
            text=message.text,
        )
    return services.intervene(
        run_id,
        message.wish(),
        role=role,
        command_id=message.command_id,
        seen=message.seen,
        reason=message.reason,
        expect_epoch=message.expect_epoch,
        delay=rights.delay,
    )


class Nowhere(AsyncWebsocketConsumer):
    """An address without a run: closed with the code that says so."""

    channel_layer_alias = "none"

    async def connect(self) -> None:
        await self.accept()
        await self.close(code=UNKNOWN_RUN)
