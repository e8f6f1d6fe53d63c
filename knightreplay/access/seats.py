"""The seats that a browser has in rooms, and what a room that predicts keeps from it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from knightreplay.access.sessions import begin_rights
from knightreplay.rooms import permissions
from knightreplay.rooms.models import Room, Seat
from knightreplay.runs.errors import Forbidden

KEPT_SEATS = 200  # rooms; the oldest go first


def seats_of(session: Mapping[str, Any]) -> dict[str, int]:
    """Room code → id of the seat that this browser has there."""
    seats: dict[str, int] = session.get("seats", {})
    return seats


def seat_in(request: HttpRequest, room: Room) -> Seat | None:
    """The seat that this browser has in a room, if nobody took it out."""
    seat = permissions.seat_in(room, seats_of(request.session))
    return None if seat is None or seat.removed is not None else seat


def seat_at(request: HttpRequest, code: str) -> Seat | None:
    """The same by the room's code. Without a seat nobody learns whether there is a room."""
    seat = permissions.seat_by_code(code, seats_of(request.session))
    return None if seat is None or seat.removed is not None else seat


def taken_out(request: HttpRequest, room: Room) -> bool:
    seat = permissions.seat_in(room, seats_of(request.session))
    return seat is not None and seat.removed is not None


def remember_seat(request: HttpRequest, code: str, seat_id: int) -> None:
    """From now on this browser sits there, also after a reload or on another network."""
    begin_rights(request)
    seats = {**seats_of(request.session), code: seat_id}
    request.session["seats"] = dict(list(seats.items())[-KEPT_SEATS:])


def forget_seat(request: HttpRequest, code: str) -> None:
    """Gives up the seat that this browser had there."""
    seats = seats_of(request.session)
    request.session["seats"] = {k: v for k, v in seats.items() if k != code}


def remember_host_code(request: HttpRequest, code: str, host_code: str) -> None:
    """The browser that opened a room can show its hosts' code again."""
    kept = {**request.session.get("host_codes", {}), code: host_code}
    request.session["host_codes"] = dict(list(kept.items())[-KEPT_SEATS:])


def host_code_of(session: Mapping[str, Any], code: str) -> str | None:
    """The hosts' code of a room that this browser opened."""
    found: str | None = session.get("host_codes", {}).get(code)
    return found


def is_kept(request: HttpRequest) -> bool:
    """Whether what a morning comes to is kept from this browser: its room predicts."""
    return permissions.is_predicting(seats_of(request.session))


def require_free(request: HttpRequest) -> None:
    """Whether this browser may begin a run of its own: not while its room predicts."""
    if not permissions.may_begin(seats_of(request.session)):
        raise Forbidden(
            "Your room predicts: runs of your own can be begun when it has answered."
        )
