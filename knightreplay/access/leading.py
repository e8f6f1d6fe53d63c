"""Which rooms somebody may lead, and finds again who has lost everything else."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from knightreplay.access.host import is_host
from knightreplay.access.owners import owners_of
from knightreplay.access.seats import remember_seat, seats_of
from knightreplay.rooms import services
from knightreplay.rooms.models import Room, Seat
from knightreplay.rooms.selectors import PRACTICE, open_rooms

LISTED = 20  # rooms


def may_lead(request: HttpRequest, room: Room) -> bool:
    """Whose account or browser opened it, and whoever runs the server."""
    return _leads_all(request) or room.owner in owners_of(request.session)


def lead(request: HttpRequest, room: Room) -> Seat:
    """One more host's seat for somebody who may lead; this browser keeps it.

    Raises
    ------
    Conflict: the room has ended, or is full.
    """
    seat = services.join_as_owner(room.id).seat
    remember_seat(request, room.code, seat.id)
    return seat


def rooms_of(request: HttpRequest) -> list[Room]:
    """The rooms that this browser leads or may lead, those that are open first."""
    own, leads_all = _own(request), _leads_all(request)
    if own:
        wanted = own | Q(ended=None) if leads_all else own
        led = Room.objects.filter(wanted).exclude(owner=PRACTICE).order_by("-created")
        return sorted(led[:LISTED], key=lambda room: room.ended is not None)
    return open_rooms(LISTED) if leads_all else []


def _own(request: HttpRequest) -> Q:
    """Of which one has a host's seat, or which one owns; empty where there is neither."""
    own = Q()
    if seats := seats_of(request.session).values():
        led = Seat.objects.filter(id__in=seats, part=Seat.Part.HOST, removed=None)
        own |= Q(id__in=led.values("room"))
    if owners := owners_of(request.session):
        own |= Q(owner__in=owners)
    return own


def _leads_all(request: HttpRequest) -> bool:
    """Whoever sits at a machine that no other reaches runs the server."""
    return not settings.OPEN_TO_NETWORK or is_host(request)
