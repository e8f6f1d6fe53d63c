"""What a seat may do with a run of its room, and what it is shown of it."""

import time
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from knightreplay.rooms import codes
from knightreplay.rooms.models import Capability, Room, Seat, Who
from knightreplay.rooms.redaction import redaction_of
from knightreplay.runs.models import Role
from knightreplay.runs.redaction import Redaction

# Which parts a permission includes.
ALLOWED: Mapping[str, tuple[str, ...]] = {
    Who.NOBODY: (),
    Who.HOST: (Seat.Part.HOST,),
    Who.OPERATORS: (Seat.Part.HOST, Seat.Part.OPERATOR),
    Who.EVERYONE: (Seat.Part.HOST, Seat.Part.OPERATOR, Seat.Part.PARTICIPANT),
}
# A team's own people act on its fork, whatever the room allows on the shared run.
OWN_TEAM = frozenset({Capability.INTERVENE})
FORGOTTEN = 12 * 3600.0  # seconds after which a room that was left open binds nobody


class SeatPermissions(NamedTuple):
    """A seat before one run."""

    seat: Seat
    role: Role
    may: frozenset[str]  # capabilities
    delay: int = 0  # ticks before an act takes effect
    redaction: Redaction | None = None  # None: all of it

    def role_over_http(self) -> Role:
        """The role for pages and the API: who sees less than all gets nothing there."""
        if self.role is Role.HOST:
            return Role.HOST
        if self.redaction is not None:
            return Role.SEAT
        if Capability.ANNOTATE in self.may:
            return Role.COMMENT
        return Role.WATCH if Capability.EXPORT in self.may else Role.SEAT


def seat_of(key: str | None) -> Seat | None:
    """The seat of a key that a browser has kept."""
    if not key or len(key) > codes.KEY_LENGTH:
        return None
    return _seats().filter(key_hash=codes.digest(key)).first()


def seat_in(room: Room, seats: Mapping[str, int]) -> Seat | None:
    """The seat in a room that a session has, by code."""
    held = seats.get(room.code)
    return _seats().filter(id=held, room=room).first() if held else None


def seat_by_code(code: str, seats: Mapping[str, int]) -> Seat | None:
    """The same by the room's code: who has no seat learns nothing of the room."""
    held = seats.get(code)
    return _seats().filter(id=held, room__code=code).first() if held else None


def best_permissions(run_id: UUID, seats: Mapping[str, int]) -> SeatPermissions | None:
    """The best of the seats that a session has, before a run."""
    if not seats:
        return None
    of_run = Q(room__run=run_id) | Q(room__teams__run=run_id)
    rows = _seats().filter(of_run, id__in=seats.values()).distinct()
    found = [s for row in rows if (s := permissions_of(row, run_id)) is not None]
    return min(found, key=lambda s: s.seat.part != Seat.Part.HOST, default=None)


def permissions_of(seat: Seat, run_id: UUID) -> SeatPermissions | None:
    """What a seat may do with a run, or None if the run is none of its business."""
    room = seat.room
    if seat.removed is not None or not _concerns(room, seat, run_id):
        return None
    may = permitted(room, seat)
    redaction = redaction_of(room, seat)
    if room.ended is not None:
        return SeatPermissions(seat, Role.SEAT, frozenset(), redaction=redaction)
    if seat.part == Seat.Part.HOST:
        return SeatPermissions(seat, Role.HOST, may)
    if room.finished is not None:
        may -= OWN_TEAM
    elif seat.team is not None and seat.team.run_id == run_id:
        may |= OWN_TEAM
    return SeatPermissions(seat, Role.SEAT, may, room.delay, redaction)


def is_predicting(seats: Mapping[str, int]) -> bool:
    """Whether one of the seats that a session has is in a room that predicts.

    Then what a morning comes to is kept from that browser, the host's included.
    """
    return bool(seats) and _predicting(seats).exists()


def may_begin(seats: Mapping[str, int]) -> bool:
    """Whether somebody with these seats may look for the answer in a run of their own."""
    if not seats:
        return True
    kept = _predicting(seats).filter(room__own_runs=False)
    return not kept.exclude(part=Seat.Part.HOST).exists()


def permitted(room: Room, seat: Seat) -> frozenset[str]:
    """The capabilities that a room allows to a seat."""
    return frozenset(
        capability.value
        for capability in Capability
        if seat.part in ALLOWED[room.permissions.get(capability.value, Who.HOST)]
    )


def _concerns(room: Room, seat: Seat, run_id: UUID) -> bool:
    leads = seat.part in (Seat.Part.HOST, Seat.Part.PROJECTOR)
    if leads or room.debriefed is not None:
        return room.run_id == run_id or room.teams.filter(run=run_id).exists()
    if seat.team is not None and seat.team.run_id is not None:
        return bool(seat.team.run_id == run_id)
    return bool(room.run_id == run_id)


def _predicting(seats: Mapping[str, int]) -> QuerySet[Seat]:
    """Of these the seats in rooms that predict, unless nobody was there for long."""
    lately = time.time() - FORGOTTEN
    return Seat.objects.filter(
        id__in=seats.values(),
        removed=None,
        seen__gt=lately,
        room__ended=None,
        room__predicting=True,
    )


def _seats() -> QuerySet[Seat]:
    return Seat.objects.select_related("room", "team")
