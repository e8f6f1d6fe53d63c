"""What every command in a room shares: the room is locked, it counts once, all are told."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from knightreplay.rooms import announce
from knightreplay.rooms.models import Room, RoomCommand, Seat
from knightreplay.runs import announce as run_announce
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Run
from knightreplay.runs.services import COMMAND_ID

SEAT_COMMANDS = 1000  # stored of one seat in its room; a host has no limit
IDLE_KEPT = 32  # commands of a seat that changed nothing, by their ids
DELAY_LIMIT = 1800  # ticks before an act takes effect


class RoomCommandResult(NamedTuple):
    """The answer to a command; the same for every repetition but for `duplicate`."""

    command_id: str
    seq: int
    duplicate: bool = False


class PendingCommand:
    """A command on its way: the room's row is locked until it is stored."""

    def __init__(self, room: Room, seat: Seat | None, command_id: str) -> None:
        self.room = room
        self.seat = seat
        self.command_id = command_id
        self.now = time.time()
        self.done: RoomCommandResult | None = None  # already, by an earlier sending
        # What is said of it to the web processes; None: it changed nothing.
        self.hint: str | None = announce.CHANGED

    def store(
        self, what: str, *, tick: int | None = None, **arguments: Any
    ) -> RoomCommand:
        """Writes the command down and moves the room on by one."""
        self.room.seq += 1
        self.room.save()
        command = RoomCommand.objects.create(
            room=self.room,
            seq=self.room.seq,
            command_id=self.command_id,
            seat=self.seat,
            team=self.seat.team if self.seat else None,
            what=what,
            arguments=arguments,
            tick=tick,
            done=self.now,
        )
        self.done = RoomCommandResult(self.command_id, command.seq)
        return command

    def skip(self) -> None:
        """The command changes nothing: it is not in the log, and counts once all the same."""
        self.done = RoomCommandResult(self.command_id, self.room.seq)
        self.hint = None
        if self.seat is not None:
            self.seat.idle = [*self.seat.idle, self.done[:2]][-IDLE_KEPT:]
            self.seat.save(update_fields=["idle"])

    @property
    def answer(self) -> RoomCommandResult:
        assert self.done is not None  # noqa: S101 -- stored, skipped or known
        return self.done


@contextmanager
def doing(seat: Seat, command_id: str) -> Iterator[PendingCommand]:
    """One transaction around a command of a seat; its repetition finds it `done`.

    Raises
    ------
    Forbidden: the seat was removed. Conflict: the room has ended, or the seat has done as
    much as one may, or somebody else's command has this id.
    """
    if not COMMAND_ID.fullmatch(command_id):
        raise Invalid("command_id: allowed: 1 to 64 of A-Z a-z 0-9 _ -")
    with transaction.atomic():
        room = Room.objects.select_for_update().get(id=seat.room_id)
        seat = Seat.objects.select_related("team").get(id=seat.id)
        under_way = PendingCommand(room, seat, command_id)
        under_way.done = _earlier(room, seat, command_id)
        if under_way.done is None:
            _check(room, seat)
        yield under_way
        if under_way.hint is not None:
            transaction.on_commit(
                partial(announce.changed, room.id, under_way.hint), robust=True
            )


def _earlier(room: Room, seat: Seat, command_id: str) -> RoomCommandResult | None:
    """The answer that this command was given before, if it was."""
    known = RoomCommand.objects.filter(room=room, command_id=command_id).first()
    if known is not None:
        _check_own(known, seat)
        return RoomCommandResult(command_id, known.seq, duplicate=True)
    seq = dict(seat.idle).get(command_id)
    return None if seq is None else RoomCommandResult(command_id, seq, duplicate=True)


def _check_own(known: RoomCommand, seat: Seat) -> None:
    """Nobody takes another's command for their own that was stored."""
    if known.seat_id != seat.id:
        raise Conflict("command_id: this one is somebody else's; take a new one.")


def _check(room: Room, seat: Seat) -> None:
    if seat.removed is not None:
        raise Forbidden("You were taken out of this room by its host.")
    if room.ended is not None:
        raise Conflict("This room has ended.")
    if seat.part != Seat.Part.HOST and _stored_of(seat) >= SEAT_COMMANDS:
        raise Conflict(
            f"Your seat has done {SEAT_COMMANDS} things in this room; that is all it may."
        )


def _stored_of(seat: Seat) -> int:
    return RoomCommand.objects.filter(seat=seat).count()


def require_lead(seat: Seat) -> None:
    if seat.part != Seat.Part.HOST:
        raise Forbidden("Only the host of this room may do that.")


def look_again(room: Room) -> None:
    """Open pages of the room's runs look again at what they may do and see."""
    of_room = Q(id=room.run_id) | Q(team__room=room)
    for run_id in Run.objects.filter(of_room).values_list("id", flat=True).distinct():
        transaction.on_commit(partial(run_announce.keys, run_id), robust=True)
