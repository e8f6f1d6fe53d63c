"""The pages of a room: parse, call one service, answer. What moves comes over the socket."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from knightreplay import access
from knightreplay.pages.forms import JoinForm
from knightreplay.pages.refusals import refusal
from knightreplay.rooms import selectors, services, standing
from knightreplay.rooms.models import Room, Seat
from knightreplay.runs.errors import ClientError, Forbidden
from knightreplay.throttles import CODES, ROOMS


@require_POST
def open_room(request: HttpRequest) -> HttpResponse:
    """A new room, its host in it."""
    if not ROOMS.allow_request(request):
        return refusal(request, 429, "room", words=gettext("Too many new rooms."))
    try:
        access.require_starter(request, request.POST.get("host_key", ""))
        opened = services.open_room(
            name=request.POST.get("name", "")[:80], owner=access.begin_owning(request)
        )
    except ClientError as error:
        status = 403 if isinstance(error, Forbidden) else 422
        return refusal(request, status, "room", words=error.message)
    access.remember_seat(request, opened.room.code, opened.seat.id)
    access.remember_host_code(request, opened.room.code, opened.host_code)
    return HttpResponseRedirect(reverse("room-host", args=[opened.room.code]))


@never_cache
@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """A room by its six digits and a name; who has a seat there goes on to it."""
    if request.method == "POST":
        return _take_seat(request)
    code = request.GET.get("code", "")[:20]
    if not code:
        return _join(request)
    form = JoinForm(request.GET)
    if not form.is_valid():
        return refusal(request, 422, "join", code=code)
    room = selectors.by_code(form.cleaned_data["code"])
    if room is None:
        return no_such_room(request, code)
    if _seat_in(request, room) is not None:
        return HttpResponseRedirect(reverse("room", args=[room.code]))
    return _join(request, room=room)


def _take_seat(request: HttpRequest) -> HttpResponse:
    if request.POST.get("host_code"):
        return _lead(request)
    code = request.POST.get("code", "")[:20]
    if CODES.is_spent(request):
        return refusal(request, 429, "join", code=code)
    try:
        joined = services.join(code, request.POST.get("name", ""))
    except ClientError as error:
        status = 403 if isinstance(error, Forbidden) else 422
        room = selectors.by_code(code)
        return _join(request, room=room, error=error.message, status=status)
    if joined is None:
        return no_such_room(request, code)
    access.remember_seat(request, joined.seat.room.code, joined.seat.id)
    return HttpResponseRedirect(reverse("room", args=[joined.seat.room.code]))


def _lead(request: HttpRequest) -> HttpResponse:
    """Another host, or the host's phone, by the longer code."""
    if CODES.is_spent(request):
        return refusal(request, 429, "join")
    try:
        joined = services.join_as_host(
            request.POST["host_code"], request.POST.get("name", "") or "Host"
        )
    except ClientError as refused:
        return _join(request, error=refused.message, status=422)
    if joined is None:
        CODES.allow_request(request)
        words = gettext("No open room has this host's code.")
        return _join(request, error=words, status=404)
    access.remember_seat(request, joined.seat.room.code, joined.seat.id)
    return HttpResponseRedirect(reverse("room-host", args=[joined.seat.room.code]))


def no_such_room(request: HttpRequest, code: str) -> HttpResponse:
    """A wrong code counts: six digits could be guessed."""
    if not CODES.allow_request(request):
        return refusal(request, 429, "join", code=code)
    return refusal(request, 404, "join", code=code)


def _join(
    request: HttpRequest,
    *,
    room: Room | None = None,
    error: str | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"room": room, "error": error, "name": request.POST.get("name", "")}
    return render(request, "rooms/join.html", context, status=status)


@never_cache
@ensure_csrf_cookie
@require_GET
def room(request: HttpRequest, code: str) -> HttpResponse:
    """A participant's page; who has no seat yet is asked for a name."""
    return page_of_room(request, code, "rooms/room.html")


@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """A browser gives its seat up; what was done from it stays in the room."""
    access.forget_seat(request, code)
    return HttpResponseRedirect(reverse("join"))


def page_of_room(
    request: HttpRequest,
    code: str,
    template: str,
    *,
    hosts: bool = False,
    **context: Any,
) -> HttpResponse:
    found = selectors.by_code(code)
    if found is None:
        return no_such_room(request, code)
    seat = _seat_in(request, found)
    if seat is None or (hosts and seat.part != Seat.Part.HOST):
        if hosts:
            return _join(request, room=found, status=403)
        return HttpResponseRedirect(f"{reverse('join')}?code={found.code}")
    return render(request, template, {"room": found, "seat": seat, **context})


def _seat_in(request: HttpRequest, room: Room) -> Seat | None:
    seat = standing.seat_held(room, access.held_seats(request.session))
    return None if seat is None or seat.removed is not None else seat
