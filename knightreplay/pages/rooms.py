"""The pages of a room: parse, call one service, answer. What moves comes over the socket."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from knightreplay.access.host import require_starter
from knightreplay.access.leading import lead as take_the_lead
from knightreplay.access.leading import may_lead
from knightreplay.access.owners import begin_owning
from knightreplay.access.seats import (
    forget_seat,
    remember_host_code,
    remember_seat,
    seat_at,
    seat_in,
)
from knightreplay.limiting.throttles import ROOMS
from knightreplay.pages.joining import join_page, to_the_door
from knightreplay.pages.refusals import refusal
from knightreplay.rooms import selectors, services
from knightreplay.rooms.models import Seat
from knightreplay.runs.errors import ClientError, Forbidden


@require_POST
def open_room(request: HttpRequest) -> HttpResponse:
    """A new room, its host in it."""
    try:
        require_starter(request, request.POST.get("host_key", ""))
        if not ROOMS.allow_request(request):
            return refusal(request, 429, "room", words=gettext("Too many new rooms."))
        opened = services.open_room(
            name=request.POST.get("name", "")[:80], owner=begin_owning(request)
        )
    except ClientError as error:
        status = 403 if isinstance(error, Forbidden) else 422
        return refusal(request, status, "room", words=error.message)
    remember_seat(request, opened.room.code, opened.seat.id)
    remember_host_code(request, opened.room.code, opened.host_code)
    return HttpResponseRedirect(reverse("room-host", args=[opened.room.code]))


Page = Callable[..., HttpResponseBase]


def in_own_frames(view: Page) -> Page:
    """A page that a rehearsal shows: framed by our own pages and by no others."""
    framed: Page = xframe_options_sameorigin(view)
    replaced: Page = csp_replace({"frame-ancestors": [SELF]})(framed)
    return replaced


@in_own_frames
@never_cache
@ensure_csrf_cookie
@require_GET
def room(request: HttpRequest, code: str) -> HttpResponse:
    """A participant's page; who has no seat yet is asked for a name."""
    return page_of_room(request, code, "rooms/room.html")


@require_POST
def lead(request: HttpRequest, code: str) -> HttpResponse:
    """Gives whoever may lead a room a host's seat in it, if this browser has none."""
    found = selectors.by_code(code)
    if found is None or not may_lead(request, found):
        raise Http404
    seat = seat_in(request, found)
    if seat is None or seat.part != Seat.Part.HOST:
        try:
            take_the_lead(request, found)
        except ClientError as error:
            return join_page(request, room=found, error=error.message, status=422)
    return HttpResponseRedirect(reverse("room-host", args=[found.code]))


@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """A browser gives its seat up; what was done from it stays in the room."""
    seat = seat_at(request, code)
    if seat is not None and seat.part == Seat.Part.HOST:
        return HttpResponseRedirect(reverse("room-host", args=[code]))
    forget_seat(request, code)
    return HttpResponseRedirect(reverse("join"))


@never_cache
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the code that opens a seat on another device: one's own, or another's for a host."""
    own = seat_at(request, code)
    if own is None:
        raise Http404
    found = own.room
    number = request.POST.get("seat", "")
    seat = own if not number else selectors.seat_by_number(found, number)
    if seat is None:
        return refusal(request, 404, "room", words=gettext("There is no such seat."))
    try:
        move_code = services.offer_move(seat, by=own)
    except ClientError as error:
        status = 403 if isinstance(error, Forbidden) else 422
        return refusal(request, status, "room", words=error.message)
    context = {"room": found, "seat": seat, "own": own, "move_code": move_code}
    return render(request, "rooms/move.html", context)


def page_of_room(
    request: HttpRequest,
    code: str,
    template: str,
    *,
    hosts: bool = False,
    **context: Any,
) -> HttpResponse:
    """A page for those who have a seat in the room, or for its hosts alone."""
    seat = seat_at(request, code)
    if seat is None:
        found = selectors.by_code(code) if hosts else None
        if found is not None and may_lead(request, found):
            return join_page(request, room=found, status=403)
        return to_the_door(code)
    if hosts and seat.part != Seat.Part.HOST:
        return join_page(request, room=seat.room, status=403)
    return render(request, template, {"room": seat.room, "seat": seat, **context})


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """The room goes with everything, once its code was typed."""
    seat = seat_at(request, code)
    if seat is None:
        raise Http404
    try:
        services.remove_room(seat, typed=request.POST.get("code", "")[:20])
    except ClientError as error:
        status = 403 if isinstance(error, Forbidden) else 422
        return refusal(request, status, "room", words=error.message)
    return HttpResponseRedirect(reverse("home"))
