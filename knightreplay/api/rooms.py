"""How a room is reached: for its hosts."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from knightreplay.access.seats import seat_at
from knightreplay.api.qr import rows_of
from knightreplay.api.schemas import Problem
from knightreplay.limiting.throttles import READS
from knightreplay.network.addresses import ways
from knightreplay.network.visitors import visitors
from knightreplay.rooms import codes
from knightreplay.rooms.models import Seat
from knightreplay.runs.errors import Forbidden

router = Router()


class WayInfo(Schema):
    url: str
    reach: Literal["here", "network", "public"]
    adapter: Annotated[
        str, Field(description="of this machine, as its system shows it")
    ]
    likely: Annotated[bool, Field(description="no virtual adapter, not link-local")]
    qr: Annotated[list[str], Field(description="rows of a QR code, 1 is dark")]


class Reach(Schema):
    ways: Annotated[list[WayInfo], Field(description="the likeliest to work first")]
    reached: Annotated[int, Field(description="other devices since the server began")]


@router.get(
    "/rooms/{code}/reach",
    response={200: Reach, 403: Problem, 404: Problem, 429: Problem},
    throttle=[READS],
)
def read_reach(request: HttpRequest, code: str) -> Any:
    """The addresses of this machine at this moment, and whether anybody else came by one."""
    seat = seat_at(request, code)
    if seat is None:
        raise Http404
    if seat.part != Seat.Part.HOST:
        raise Forbidden("Only a host of this room is told how it is reached.")
    path = f"{reverse('join')}?{codes.invitation(seat.room.code)}"
    return {
        "ways": [
            {**way._asdict(), "url": way.base + path, "qr": rows_of(way.base + path)}
            for way in ways(request)
        ],
        "reached": len(visitors),
    }
