"""The pages of whoever leads a room: the host's, their phone's, the projector's."""

from typing import Any
from urllib.parse import urlsplit

import qrcode
from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods
from qrcode.image.svg import SvgPathImage

from knightreplay.access.seats import host_code_of, seat_at
from knightreplay.network.addresses import address_of
from knightreplay.pages import cards
from knightreplay.pages.joining import join_page
from knightreplay.pages.rooms import Page, in_own_frames, page_of_room
from knightreplay.pages.views import run_of_page
from knightreplay.rooms import codes, services
from knightreplay.rooms.models import Seat
from knightreplay.rooms.redaction import projected
from knightreplay.runs.errors import ClientError
from simulator.scenario import DEFAULT_SEED


@in_own_frames
@never_cache
@ensure_csrf_cookie
@require_GET
def host(request: HttpRequest, code: str) -> HttpResponse:
    """The host's page; the longer code is shown here and nowhere else."""
    return page_of_room(
        request,
        code,
        "rooms/host.html",
        hosts=True,
        host_code=host_code_of(request.session, code),
        scenarios=[card.scenario for card in cards.cards()],
        seed=DEFAULT_SEED,
        **_address(request, code),
    )


@never_cache
@ensure_csrf_cookie
@require_GET
def remote(request: HttpRequest, code: str) -> HttpResponse:
    """The host's phone."""
    return page_of_room(request, code, "rooms/remote.html", hosts=True)


@never_cache
@require_GET
def present(request: HttpRequest, code: str) -> HttpResponse:
    """The projector's page: nothing on it is a secret."""
    seat = seat_at(request, code)
    run = None if seat is None else seat.room.run
    context = {**_address(request, code), "projector": code}
    if seat is None or run is None:
        return page_of_room(
            request, code, "rooms/present_waiting.html", hosts=True, **context
        )
    context["run"] = run_of_page(run, hidden=projected(seat.room) is not None)
    return page_of_room(request, code, "rooms/present.html", hosts=True, **context)


def _with_own_frames(view: Page) -> Page:
    """A page that may show pages of ours in frames."""
    replaced: Page = csp_replace({"frame-src": [SELF]})(view)
    return replaced


@never_cache
@ensure_csrf_cookie
@_with_own_frames
@require_http_methods(["GET", "HEAD", "POST"])
def rehearsal(request: HttpRequest, code: str) -> HttpResponse:
    """The host's page and three participants in one window."""
    if request.method == "POST":
        return _rehearsed(request, code)
    return page_of_room(request, code, "rooms/rehearsal.html", hosts=True)


def _rehearsed(request: HttpRequest, code: str) -> HttpResponse:
    """Begins it, with the keys of the practice seats, or ends it."""
    seat = seat_at(request, code)
    if seat is None:
        raise Http404
    if seat.part != Seat.Part.HOST:
        return join_page(request, room=seat.room, status=403)
    command_id = request.POST.get("command_id", "")
    try:
        if request.POST.get("do") == "end":
            services.end_rehearsal(seat, command_id=command_id)
            return JsonResponse({"keys": []})
        joined = services.rehearse(seat, command_id=command_id)
    except ClientError as error:
        return JsonResponse({"error": error.message}, status=422)
    return JsonResponse({"keys": [one.key for one in joined]})


@never_cache
@require_GET
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The join address as a QR code, dark on white whatever the theme."""
    seat = seat_at(request, code)
    if seat is None:
        raise Http404
    picture = qrcode.QRCode(border=2)
    picture.add_data(_address(request, seat.room.code)["address"])
    image = picture.make_image(image_factory=SvgPathImage)
    return HttpResponse(image.to_string(), content_type="image/svg+xml")


def _address(request: HttpRequest, code: str) -> dict[str, Any]:
    """Where others join: as it is typed, and as a link with the code filled in."""
    address = address_of(request)
    path = reverse("join")
    return {
        "join_at": f"{urlsplit(address.base).netloc}{path.rstrip('/')}",
        "address": f"{address.base}{path}?{codes.invitation(code)}",
        "reach": address.reach,
    }
