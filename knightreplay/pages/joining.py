"""The door of a room: six digits and a name, or the hosts' longer code."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from knightreplay.access.host import hosts_anything, remember_host
from knightreplay.access.leading import may_lead
from knightreplay.access.seats import remember_seat, seat_in, taken_out
from knightreplay.limiting import guesses
from knightreplay.limiting.limiter import RateLimited
from knightreplay.limiting.retry_after import retry_after
from knightreplay.limiting.throttles import JOINS
from knightreplay.rooms import codes, selectors, services
from knightreplay.rooms.codes import TYPED_LENGTH
from knightreplay.rooms.models import Room, Seat
from knightreplay.runs.errors import ClientError

KEY = "key"  # of an invitation, beside the code


@never_cache
@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """A room by its six digits and a name; who has a seat there goes on to it."""
    if request.method == "POST":
        if request.POST.get("move_code"):
            return _move(request)
        return _lead(request) if request.POST.get("host_code") else _come_in(request)
    typed = request.GET.get("code", "")[:TYPED_LENGTH]
    if not typed:
        return join_page(request)
    if codes.typed(typed) is None:
        return join_page(request, code=typed, missing=True, status=422)
    try:
        room = guesses.room_of_code(request, typed, request.GET.get(KEY, ""))
    except RateLimited as refused:
        return _rate_limited(request, typed, refused)
    return no_such_room(request, typed) if room is None else room_door(request, room)


def room_door(request: HttpRequest, room: Room, *, alone: bool = False) -> HttpResponse:
    """The page that asks for a name, or the room for who has a seat there."""
    if seat_in(request, room) is not None:
        return HttpResponseRedirect(reverse("room", args=[room.code]))
    if shut := _shut(request, room):
        return join_page(request, room=room, error=shut, shut=True)
    return join_page(request, room=room, alone=alone)


def to_the_door(code: str) -> HttpResponse:
    """For whoever has no seat in a room, and for all if there is no such room."""
    asked = urlencode({"code": code})
    return HttpResponseRedirect(f"{reverse('join')}?{asked}")


def phones_door(request: HttpRequest) -> HttpResponse | None:
    """The door of the one room that is open, for a phone that comes to this server.

    Not for a browser that hosts: whoever leads from a phone wants the start page.
    """
    if not _is_phone(request) or hosts_anything(request):
        return None
    room = selectors.only_open()
    return None if room is None else room_door(request, room, alone=True)


def _is_phone(request: HttpRequest) -> bool:
    """As browsers say it: newer ones by a hint, the others in their name."""
    hint = request.headers.get("Sec-CH-UA-Mobile")
    return hint == "?1" or "Mobi" in request.headers.get("User-Agent", "")


def _come_in(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("code", "")[:TYPED_LENGTH]
    try:
        room = guesses.room_of_code(request, typed, request.POST.get(KEY, ""))
    except RateLimited as refused:
        return _rate_limited(request, typed, refused)
    if room is None:
        return no_such_room(request, typed)
    if seat_in(request, room) is not None:  # pressed twice, or a second tab
        return HttpResponseRedirect(reverse("room", args=[room.code]))
    if shut := _shut(request, room):
        return join_page(request, room=room, error=shut, shut=True, status=403)
    if not JOINS.allow_request(request):
        return _wait(request, room)
    try:
        joined = services.join(
            room.code, request.POST.get("name", ""), recorded="recorded" in request.POST
        )
    except ClientError as error:
        return join_page(request, room=room, error=error.message, status=422)
    if joined is None:
        return no_such_room(request, typed)
    remember_seat(request, room.code, joined.seat.id)
    return HttpResponseRedirect(reverse("room", args=[room.code]))


def _lead(request: HttpRequest) -> HttpResponse:
    """Another host, or the host's phone, by the longer code, which nobody guesses."""
    try:
        joined = services.join_as_host(
            request.POST["host_code"], request.POST.get("name", "") or "Host"
        )
        if joined is None:
            if remember_host(request, request.POST["host_code"].strip()):
                return HttpResponseRedirect(f"{reverse('home')}?home#your-rooms")
            guesses.missed(request, guesses.HOST_CODES)
            words = gettext(
                "No open room has this hosts' code, nor is it the server's key."
            )
            return join_page(request, error=words, status=404)
    except RateLimited as refused:
        return _rate_limited(request, "", refused)
    except ClientError as refused:
        return join_page(request, error=refused.message, status=422)
    remember_seat(request, joined.seat.room.code, joined.seat.id)
    page = "room-remote" if _is_phone(request) else "room-host"
    return HttpResponseRedirect(reverse(page, args=[joined.seat.room.code]))


def _move(request: HttpRequest) -> HttpResponse:
    """Opens a seat that somebody had on another device."""
    seat = services.move(request.POST["move_code"])
    if seat is None:
        try:
            guesses.missed(request, guesses.MOVE_CODES)
        except RateLimited as refused:
            return _rate_limited(request, "", refused)
        words = gettext("This code opens no seat: it is good once, for ten minutes.")
        return join_page(request, error=words, status=404)
    remember_seat(request, seat.room.code, seat.id)
    page = "room-host" if seat.part == Seat.Part.HOST else "room"
    return HttpResponseRedirect(reverse(page, args=[seat.room.code]))


def no_such_room(request: HttpRequest, code: str) -> HttpResponse:
    return join_page(request, code=code, missing=True, status=404)


def _rate_limited(
    request: HttpRequest, code: str, refused: RateLimited
) -> HttpResponse:
    """Seen only by who gets no turn: the others' requests wait for theirs."""
    words = gettext(
        "Many wrong codes come from this network just now. Press the button again in "
        "some seconds, or use the QR code or the link of the room: those never wait."
    )
    page = join_page(request, code=code, error=words, status=429)
    return retry_after(page, refused)


def _wait(request: HttpRequest, room: Room) -> HttpResponse:
    """The name stays filled in: one press more, and it is their turn."""
    words = gettext(
        "Many people come in from this network just now. Press again in a few seconds."
    )
    refused = join_page(request, room=room, error=words, status=429)
    refused["Retry-After"] = "2"
    return refused


def _shut(request: HttpRequest, room: Room) -> str | None:
    """Why nobody, or not this browser, comes into a room."""
    if taken_out(request, room):
        return gettext("You were taken out of this room by its host.")
    if room.ended is not None:
        return gettext("This room has ended.")
    if room.locked:
        return gettext("This room is locked: its host lets nobody new in.")
    if services.is_full(room):
        return gettext("This room is full: all its seats were given away.")
    return None


def join_page(
    request: HttpRequest,
    *,
    room: Room | None = None,
    code: str = "",
    error: str | None = None,
    missing: bool = False,
    shut: bool = False,
    alone: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The form, with what is known filled in and what went wrong above it.

    `missing`: no room has the code. `shut`: this room takes nobody. `alone`: it is shown
    in the place of the start page.
    """
    context = {
        "room": room,
        "code": room.code if room else code,
        # They have shown the code: what they press next needs no turn.
        "key": codes.invitation_key(room.code) if room else "",
        "error": error,
        "missing": missing,
        "shut": shut,
        "may_lead": room is not None and room.ended is None and may_lead(request, room),
        "alone": alone,
        "name": request.POST.get("name", "")[:40],
        "recorded": "recorded" in request.POST,
    }
    return render(request, "rooms/join.html", context, status=status)
