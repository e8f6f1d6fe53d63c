"""People come into a room, and come back to their seat."""

import time
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max

from knightreplay.rooms import announce, codes
from knightreplay.rooms.models import Room, Seat
from knightreplay.rooms.services.command import RoomCommandResult, doing
from knightreplay.runs.errors import Conflict, Forbidden
from knightreplay.runs.names import clean_name
from knightreplay.runs.names.skeleton import look_alike

SEATS_LIMIT = 1000  # of one room, besides those who were taken out
SEAT_NUMBERS = 10_000  # that a seat of a room can have
HERE = 60.0  # seconds since a page was open, in which somebody counts as here
AWAY = 3600.0  # seconds after which a seat that did nothing is given away again
NAME_LENGTH = 40


class Joined(NamedTuple):
    seat: Seat
    key: str  # kept by the browser; stored as a hash


@transaction.atomic
def join(code: str, name: str, *, recorded: bool = False) -> Joined | None:
    """A new participant's seat, or None if there is no such room.

    `recorded`: the name may stand in the room's record.

    Raises
    ------
    Invalid: the name. Forbidden: the room is locked. Conflict: it has ended or is full.
    """
    room = Room.objects.select_for_update().filter(code=code).first()
    if room is None:
        return None
    if room.locked:
        raise Forbidden("This room is locked: its host lets nobody new in.")
    return take_seat(room, name, Seat.Part.PARTICIPANT, recorded=recorded)


@transaction.atomic
def join_as_host(host_code: str, name: str = "Host") -> Joined | None:
    """One more host's seat (a co-host, or the host's phone), by the longer code."""
    found = Room.objects.select_for_update().filter(
        host_hash=codes.host_hash(host_code)
    )
    room = found.first()
    return None if room is None else take_seat(room, name, Seat.Part.HOST)


@transaction.atomic
def join_as_owner(room_id: int, name: str = "Host") -> Joined:
    """One more host's seat, for somebody whose right to it was seen elsewhere."""
    room = Room.objects.select_for_update().get(id=room_id)
    return take_seat(room, name, Seat.Part.HOST)


def consent(seat: Seat, on: bool, *, command_id: str) -> RoomCommandResult:
    """Somebody lets their own name stand in the room's record, or not any more."""
    with doing(seat, command_id) as command:
        if command.done is None:
            other = Seat.objects.filter(id=seat.id).exclude(recorded=on)
            if other.update(recorded=on):
                command.store("consent", on=on)
            else:
                command.skip()
        return command.answer


def take_seat(room: Room, name: str, part: str, *, recorded: bool = False) -> Joined:
    """The next free seat of a room whose row is locked."""
    if room.ended is not None:
        raise Conflict("This room has ended.")
    if part != Seat.Part.HOST:  # who leads is let in however full it is
        _require_seat(room)
    key, now = codes.new_key(), time.time()
    seat = Seat.objects.create(
        room=room,
        number=_free_number(room),
        name=own_name(room, name),
        key_hash=codes.digest(key),
        part=part,
        joined=now,
        seen=now,
        recorded=recorded,
    )
    room.seq += 1
    room.save(update_fields=["seq"])
    transaction.on_commit(
        partial(announce.changed, room.id, announce.PILES_UP), robust=True
    )
    return Joined(seat, key)


def is_full(room: Room) -> bool:
    """Whether all seats are given away, and somebody sits in each."""
    seats = Seat.objects.filter(room=room, removed=None)
    if seats.count() < SEATS_LIMIT or _unused(room) is not None:
        return False
    return seats.filter(seen__gt=time.time() - HERE).count() >= SEATS_LIMIT


def _require_seat(room: Room) -> None:
    """Makes room for one more: a stranger who only joins fills no room for good."""
    if is_full(room):
        raise Conflict(f"This room has {SEATS_LIMIT} seats, and all were given away.")
    if Seat.objects.filter(room=room, removed=None).count() >= SEATS_LIMIT:
        unused = _unused(room)
        if unused is not None:
            unused.delete()


def _unused(room: Room) -> Seat | None:
    """The seat that is given away again: no page of it was ever open, or none for long.

    Nothing that somebody did goes with it.
    """
    silent = Seat.objects.filter(
        room=room,
        removed=None,
        part=Seat.Part.PARTICIPANT,
        roomcommand=None,
        answer=None,
        move_until__lt=time.time(),
    )
    never = silent.filter(seen__lte=F("joined")).order_by("number").first()
    gone = silent.filter(seen__lt=time.time() - AWAY).order_by("seen")
    return never or gone.first()


def _free_number(room: Room) -> int:
    """The next number; after the last the lowest whose seat is gone."""
    numbers = Seat.objects.filter(room=room).values_list("number", flat=True)
    newest = numbers.aggregate(Max("number"))["number__max"] or 0
    if newest < SEAT_NUMBERS:
        return newest + 1
    free = set(range(1, SEAT_NUMBERS + 1)) - set(numbers)
    if not free:
        raise Conflict(f"This room has given away {SEAT_NUMBERS} seats; open another.")
    return min(free)


def own_name(room: Room, name: str, seat: Seat | None = None) -> str:
    """The name as it can be shown; a second Kim, or one that looks so, becomes Kim 2."""
    wanted = clean_name(name, most=NAME_LENGTH) or "Guest"
    others = Seat.objects.filter(room=room)
    if seat is not None:
        others = others.exclude(id=seat.id)
    names = others.values_list("name", flat=True)
    taken = frozenset[str]().union(*map(look_alike, names))
    free, number = wanted, 1
    while not taken.isdisjoint(look_alike(free)):
        number += 1
        free = f"{wanted[: NAME_LENGTH - 5]} {number}"
    return free
