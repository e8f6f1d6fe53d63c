"""A seat is opened on another device, by a code that is good once and for some minutes."""

import time

from django.db import transaction

from knightreplay.rooms import codes
from knightreplay.rooms.models import Seat
from knightreplay.rooms.services.command import require_lead
from knightreplay.runs.errors import Conflict, Forbidden

GOOD = 10 * 60.0  # seconds


def offer_move(seat: Seat, *, by: Seat) -> str:
    """The code that opens a seat elsewhere; one that was given out before is void.

    Raises
    ------
    Forbidden: neither one's own seat nor one that one leads. Conflict: the room has ended,
    or somebody was taken out of it.
    """
    if seat.id != by.id:
        if seat.room_id != by.room_id:
            raise Forbidden("This seat is in another room.")
        require_lead(by)
    if seat.room.ended is not None:
        raise Conflict("This room has ended.")
    if seat.removed is not None:
        raise Conflict("Whoever was taken out of a room is let back in first.")
    code = codes.new_move_code()
    offered = {"move_hash": codes.move_hash(code), "move_until": time.time() + GOOD}
    Seat.objects.filter(id=seat.id).update(**offered)
    return code


@transaction.atomic
def move(code: str) -> Seat | None:
    """The seat that a code opens, once; None if it opens none, or not any more."""
    offered = Seat.objects.select_for_update(of=("self",)).filter(
        move_hash=codes.move_hash(code), move_until__gt=time.time(), removed=None
    )
    seat = offered.select_related("room").first()
    if seat is not None:
        Seat.objects.filter(id=seat.id).update(move_hash="", move_until=0.0)
    return seat
