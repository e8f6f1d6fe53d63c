"""A run's socket: parse, call one service, answer."""

import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from knightreplay import logs, metrics
from knightreplay.live.messages import error, pong
from knightreplay.live.protocol import Ping, ProtocolError
from knightreplay.live.run import messages
from knightreplay.live.run.expiry import Expiry
from knightreplay.live.run.hub import Lacking, RunHub
from knightreplay.live.run.hubs import RunHubs
from knightreplay.live.run.protocol import (
    Fill,
    Hello,
    Intervene,
    MoveClock,
    Reason,
    parse,
)
from knightreplay.live.run.rights import Credentials, Rights, credentials_of, rights_of
from knightreplay.live.run.viewers import name_of
from knightreplay.live.socket import HELLO_FIRST, NO_RIGHT, UNKNOWN, Socket
from knightreplay.runs import retention, roles, selectors, services
from knightreplay.runs.errors import ClientError
from knightreplay.runs.line import Stretch
from knightreplay.runs.models import Role
from knightreplay.runs.redaction import Redaction
from knightreplay.runs.services import CommandResult
from simulator.clock import MINUTES

TOO_FAST = ClientError(
    "too-many", "You do more than ten things a second here; send it again later."
)
hubs = RunHubs()
metrics.viewers.set_function(hubs.viewer_count)


class RunConsumer(Socket):
    """One viewer of one run."""

    hub: RunHub | None = None
    expiry: Expiry | None = None
    role: Role | None = None  # None before hello
    credentials = Credentials()  # what gives the role
    redaction: Redaction | None = None  # what of the run is shown; None: all of it
    may: frozenset[str] = frozenset()
    maker = ""  # as in Rights
    lacking: Lacking | None = None  # of the day, as long as nobody has asked for it

    async def enter(self) -> bool:
        self.expiry = Expiry(self._look_again)
        self.run_id: UUID = self.scope["url_route"]["kwargs"]["run_id"]
        self.hub = await hubs.join(self.run_id, self)
        return self.hub is not None

    async def leave(self) -> None:
        if self.expiry:
            self.expiry.cancel()
        if self.hub:
            await hubs.leave(self.hub, self)

    async def grant(self, rights: Rights) -> Role:
        """The role as the keys are now; the viewer is told if it changed (for the hub)."""
        role, self.maker = rights.role, rights.maker
        if (role, rights.may) != (self.role, self.may):
            self.role, self.may = role, rights.may
            self.say(messages.role(role, rights.may))
        if name_of(rights.redaction) != name_of(self.redaction):
            self.redaction = rights.redaction
            if self.hub:
                self.hub.viewers.regroup()
            self.say(messages.afresh())
        if role is Role.STRANGER and not self.hung_up:
            gone = await database_sync_to_async(selectors.is_gone)(self.run_id)
            await self.hang_up(UNKNOWN if gone else NO_RIGHT)
        return role

    async def _look_again(self) -> float | None:
        """A key ran out. When the next one does, in Unix seconds."""
        await self.grant(
            await database_sync_to_async(rights_of)(self.run_id, self.credentials)
        )
        expires_first = database_sync_to_async(roles.expires_first)
        return await expires_first(self.run_id, self.credentials.holder)

    async def handle(self, text: str) -> None:
        message = parse(text)
        if isinstance(message, Ping):
            self.say(pong(message.sent))
        elif isinstance(message, Hello):
            await self._hello(message)
        elif isinstance(message, Fill):
            await self._fill()
        elif self.role is None:
            self.say(error(HELLO_FIRST, message.command_id))
        elif not self._has_allowance():
            self.say(error(TOO_FAST, message.command_id))
        else:
            with logs.about(run=self.run_id, command=message.command_id):
                await self.answer(
                    message.command_id,
                    lambda: messages.ack(
                        _apply(self.run_id, message, self.credentials)
                    ),
                )

    def _has_allowance(self) -> bool:
        """Whether somebody may do one more thing now; a host always may."""
        assert self.hub is not None  # noqa: S101 -- enter() has found it
        if self.role is Role.HOST:
            return True
        return self.hub.allowances.spend(self.maker, time.monotonic())

    async def _hello(self, message: Hello) -> None:
        assert self.hub is not None  # noqa: S101 -- enter() has found it
        self.require_patience()
        have = [Stretch(*part) for part in message.have]
        if any(not 0 <= part.first <= part.last < MINUTES for part in have):
            raise ProtocolError("invalid", "have: minutes 0 to 479, first to last")
        self.greeted()
        rights, self.credentials = await database_sync_to_async(_claiming)(
            self.run_id, message, self.scope
        )
        self.role, self.may, self.redaction = rights.role, rights.may, rights.redaction
        self.maker = rights.maker
        if self.expiry:
            self.expiry.expect(self.credentials.expires)
        if self.role is Role.STRANGER:
            await self.hang_up(NO_RIGHT)
            return
        if have:
            metrics.reconnects.inc()
        self.lacking = await self.hub.welcome(
            self, self.role, self.may, have, at=message.at, bundled=message.bundled
        )

    async def _fill(self) -> None:
        """Once after each hello; whoever asks without one, or again, is told nothing."""
        lacking, self.lacking = self.lacking, None
        if self.hub and lacking:
            await self.hub.fill(self, lacking)


def _claiming(
    run_id: UUID, message: Hello, scope: Mapping[str, Any]
) -> tuple[Rights, Credentials]:
    """What somebody may do and by what: what was sent, and what the session has."""
    credentials = credentials_of(scope["session"], run_id)
    found = roles.find_key(run_id, message.host_key)
    link = roles.link_of(run_id, message.host_key)
    keys = (
        credentials.holder.keys
        if found is None
        else (*credentials.holder.keys, found.id)
    )
    holder = credentials.holder._replace(keys=keys, link=link.id if link else None)
    credentials = credentials._replace(
        holder=holder,
        expires=roles.expires_first(run_id, holder),
        seat_key=message.seat_key,
        projector=message.projector,
    )
    rights = rights_of(run_id, credentials)
    if rights.role is not Role.STRANGER:
        retention.use(run_id)
    return rights, credentials


def _apply(
    run_id: UUID, message: MoveClock | Intervene | Reason, credentials: Credentials
) -> CommandResult:
    """Calls the one service that the message asks for, with the rights as they are now."""
    rights = rights_of(run_id, credentials)
    role = roles.role_for(message.needs, role=rights.role, may=rights.may)
    if isinstance(message, MoveClock):
        return services.move_clock(
            run_id,
            message.movement(),
            role=role,
            command_id=message.command_id,
            maker=rights.maker,
        )
    if isinstance(message, Reason):
        return services.give_reason(
            run_id,
            role=role,
            command_id=message.command_id,
            target=message.seq,
            text=message.text,
            maker=rights.maker,
        )
    return services.intervene(
        run_id,
        message.act_request(),
        role=role,
        command_id=message.command_id,
        seen=message.seen,
        reason=message.reason,
        expect_epoch=message.expect_epoch,
        delay=rights.delay,
        maker=rights.maker,
    )


class Nowhere(AsyncWebsocketConsumer):
    """An address without a run or a room: closed with the code that says so."""

    channel_layer_alias = "none"

    async def connect(self) -> None:
        await self.accept()
        await self.close(code=UNKNOWN)
