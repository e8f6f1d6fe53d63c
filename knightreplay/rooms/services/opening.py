"""A room is opened, and ended."""

import time
from typing import NamedTuple

from django.db import transaction

from knightreplay.rooms import codes
from knightreplay.rooms.models import Room, Seat
from knightreplay.rooms.services.command import RoomCommandResult, doing, require_lead
from knightreplay.rooms.services.joining import take_seat
from knightreplay.rooms.services.planning import let_go
from knightreplay.runs.errors import Conflict
from knightreplay.runs.names import NAME_LENGTH, clean_line

ROOMS_LIMIT = 500  # open at a time on one server


class OpenedRoom(NamedTuple):
    room: Room
    host_code: str  # shown to the host, stored as a hash
    seat: Seat
    key: str  # of the host's seat


@transaction.atomic
def open_room(*, name: str, owner: str, host: str = "Host") -> OpenedRoom:
    """A new room with its host in the first seat.

    Raises
    ------
    Invalid: a name that cannot be. Conflict: too many rooms are open.
    """
    if Room.objects.filter(ended=None).count() >= ROOMS_LIMIT:
        raise Conflict(f"{ROOMS_LIMIT} rooms are open; end one that is over")
    host_code = codes.new_host_code()
    room = Room.objects.create(
        code=codes.new_code(),
        host_hash=codes.host_hash(host_code),
        name=clean_line(name)[:NAME_LENGTH],
        owner=owner,
        created=time.time(),
    )
    joined = take_seat(room, host, Seat.Part.HOST)
    return OpenedRoom(room, host_code, joined.seat, joined.key)


def end_room(seat: Seat, *, command_id: str) -> RoomCommandResult:
    """Nobody comes in any more and nothing moves; what happened can still be read."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            command.room.ended = command.now
            command.store("end")
            let_go(command.room)
        return command.answer
