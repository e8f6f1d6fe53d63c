"""The wall of a room's teams, its debrief, and its record."""

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from knightreplay.access.seats import seat_in
from knightreplay.pages.joining import no_such_room
from knightreplay.pages.refusals import refusal
from knightreplay.pages.rooms import page_of_room
from knightreplay.rooms import debriefing, record, selectors, services
from knightreplay.rooms.models import Seat
from knightreplay.runs.errors import ClientError, Forbidden


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
    room = selectors.by_code(code)
    if room is None:
        return no_such_room(request, code)
    seat = seat_in(request, room)
    if seat is None:
        return HttpResponseRedirect(f"{reverse('join')}?code={room.code}")
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
    room = selectors.by_code(code)
    seat = None if room is None else seat_in(request, room)
    if room is None:
        return no_such_room(request, code)
    if seat is None or seat.part != Seat.Part.HOST:
        return refusal(request, 403, "room")
    body = orjson.dumps(record.record(room), option=orjson.OPT_INDENT_2)
    answer = HttpResponse(body, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="room-{room.code}.json"'
    return answer


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """The room goes with everything, once its code was typed."""
    room = selectors.by_code(code)
    seat = None if room is None else seat_in(request, room)
    if room is None:
        return no_such_room(request, code)
    if seat is None:
        return refusal(request, 403, "room")
    try:
        services.remove_room(seat, typed=request.POST.get("code", "")[:20])
    except ClientError as error:
        status = 403 if isinstance(error, Forbidden) else 422
        return refusal(request, status, "room", words=error.message)
    return HttpResponseRedirect(reverse("home"))
