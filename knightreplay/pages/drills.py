"""The wall of a room's teams, its debrief, and its record."""

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from knightreplay.access.seats import seat_at
from knightreplay.pages.joining import to_the_door
from knightreplay.pages.refusals import refusal
from knightreplay.pages.rooms import page_of_room
from knightreplay.rooms import debriefing, record
from knightreplay.rooms.models import Seat


@never_cache
@ensure_csrf_cookie
@require_GET
def wall(request: HttpRequest, code: str) -> HttpResponse:
    """Every team's curve on one screen, from a host's browser."""
    return page_of_room(request, code, "rooms/wall.html", hosts=True)


@never_cache
@ensure_csrf_cookie
@require_GET
def debrief(request: HttpRequest, code: str) -> HttpResponse:
    """For hosts always; for everybody in the room once a host has opened it."""
    seat = seat_at(request, code)
    if seat is None:
        return to_the_door(code)
    room = seat.room
    hosting = seat.part == Seat.Part.HOST
    if room.debriefed is None and not hosting:
        return render(request, "rooms/no_debrief.html", {"room": room}, status=403)
    context = {"room": room, "seat": seat, "hosting": hosting}
    found = debriefing.read(room)
    return render(request, "rooms/debrief.html", {**context, "debrief": found})


@never_cache
@require_GET
def room_record(request: HttpRequest, code: str) -> HttpResponse:
    """One file with everything, for hosts."""
    seat = seat_at(request, code)
    if seat is None:
        raise Http404
    if seat.part != Seat.Part.HOST:
        return refusal(request, 403, "room")
    room = seat.room
    body = orjson.dumps(record.record(room), option=orjson.OPT_INDENT_2)
    answer = HttpResponse(body, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="room-{room.code}.json"'
    return answer
