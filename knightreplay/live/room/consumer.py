"""A room's socket: parse, call one service, answer."""

import time
from collections.abc import Mapping
from typing import Any

from channels.db import database_sync_to_async

from knightreplay import logs
from knightreplay.access.seats import seats_of
from knightreplay.live.hubs import Hubs
from knightreplay.live.messages import error, pong
from knightreplay.live.protocol import Ping
from knightreplay.live.room import messages
from knightreplay.live.room.commands import CommandBody
from knightreplay.live.room.hub import Member, RoomHub
from knightreplay.live.room.protocol import Awake, RoomHello, parse
from knightreplay.live.socket import HELLO_FIRST, NO_RIGHT, Socket
from knightreplay.rooms import permissions, selectors
from knightreplay.rooms.models import Seat
from knightreplay.rooms.services import RoomCommandResult
from knightreplay.runs.errors import ClientError, Forbidden

TOO_FAST = ClientError(
    "too-many", "Your seat does more than two things a second; send it again later."
)
rooms: Hubs[int, Member, RoomHub] = Hubs(RoomHub)


class RoomConsumer(Socket):
    """One page of somebody in a room."""

    hub: RoomHub | None = None
    seat_id: int | None = None
    hosting = False
    awake = True
    welcomed = False

    async def enter(self) -> bool:
        """A browser with a seat there is told if the room is gone; nobody else learns that."""
        self.code: str = self.scope["url_route"]["kwargs"]["code"]
        seats = await database_sync_to_async(seats_of)(self.scope["session"])
        return self.code not in seats or await self._join()

    async def _join(self) -> bool:
        found = await database_sync_to_async(selectors.by_code)(self.code)
        if found is not None:
            self.hub = await rooms.join(found.id, self)
        return self.hub is not None

    async def leave(self) -> None:
        if self.hub:
            await rooms.leave(self.hub, self)

    async def handle(self, text: str) -> None:
        message = parse(text)
        if isinstance(message, Ping):
            self.say(pong(message.sent))
        elif isinstance(message, RoomHello):
            await self._hello(message)
        elif not self.welcomed:
            self.say(error(HELLO_FIRST, getattr(message, "command_id", None)))
        elif isinstance(message, Awake):
            await self._stirred(message.on)
        elif not self._has_allowance():
            self.say(error(TOO_FAST, message.command_id))
        else:
            with logs.about(command=message.command_id):
                await self.answer(
                    message.command_id,
                    lambda: messages.ack(_carry_out(self.seat_id, message)),
                )

    async def _hello(self, message: RoomHello) -> None:
        self.require_patience()
        self.greeted()
        seat = await database_sync_to_async(_seat)(self.code, message, self.scope)
        if seat is None or not (self.hub or await self._join()):
            await self.hang_up(NO_RIGHT)
            return
        assert self.hub is not None  # noqa: S101 -- it has joined
        if not message.projector:
            self.seat_id, self.hosting = seat.id, seat.part == Seat.Part.HOST
        self.welcomed = True
        await self.hub.welcome(self)

    def _has_allowance(self) -> bool:
        """Whether the seat may do one more thing now; a host always may."""
        assert self.hub is not None  # noqa: S101 -- enter() has found it
        if self.hosting or self.seat_id is None:
            return True
        return self.hub.allowances.spend(self.seat_id, time.monotonic())

    async def _stirred(self, on: bool) -> None:
        assert self.hub is not None  # noqa: S101 -- enter() has found it
        self.awake = on
        await self.hub.stirred(self)


def _seat(code: str, message: RoomHello, scope: Mapping[str, Any]) -> Seat | None:
    """The seat that comes in: that of the key that was sent, else the session's.

    No room is looked for by its code: without a seat a right one says as little as a wrong.

    Somebody who was taken out comes in no more; a projector is set up by a host.
    """
    if message.seat_key is not None:
        seat = permissions.seat_of(message.seat_key)
    else:
        seat = permissions.seat_by_code(code, seats_of(scope["session"]))
    if seat is None or seat.room.code != code or seat.removed is not None:
        return None
    if message.projector and seat.part != Seat.Part.HOST:
        return None
    return seat


def _carry_out(seat_id: int | None, message: CommandBody) -> RoomCommandResult:
    """The command of a seat, as the seat is now."""
    seat = Seat.objects.filter(id=seat_id or 0).first()
    if seat is None:
        raise Forbidden("A projector shows; it does nothing.")
    return message.carry_out(seat)
