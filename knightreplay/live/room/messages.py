"""Every message that the server sends of a room (docs/protocol.md), one function a message.

The browser knows the same shapes from static/js/types.d.ts; a test compares them.
"""

import time
from typing import Literal, TypedDict

from knightreplay.live.messages import Behind, ErrorMessage, Pong
from knightreplay.rooms import selectors
from knightreplay.rooms.bodies import ForHosts, ForSeat, RoomInfo, TeamProgress
from knightreplay.rooms.models import Seat
from knightreplay.rooms.selectors import RoomView
from knightreplay.rooms.services import RoomCommandResult


class RoomTold(TypedDict):
    type: Literal["room"]
    seq: int
    server_time: float  # Unix seconds
    room: RoomInfo


class HostTold(ForHosts):
    type: Literal["host"]
    seq: int


class TeamsTold(TypedDict):
    type: Literal["teams"]
    teams: list[TeamProgress]


class Me(ForSeat):
    type: Literal["me"]


class RoomHeartbeat(TypedDict):
    type: Literal["heartbeat"]
    server_time: float  # Unix seconds


class RoomAck(TypedDict):
    type: Literal["ack"]
    command_id: str
    seq: int
    duplicate: bool


RoomMessage = (
    RoomTold
    | HostTold
    | TeamsTold
    | Me
    | RoomHeartbeat
    | RoomAck
    | Behind
    | ErrorMessage
    | Pong
)


def room(view: RoomView) -> RoomTold:
    """To all in the room, the projector too."""
    return {
        "type": "room",
        "seq": view.room.seq,
        "server_time": time.time(),
        "room": selectors.for_all(view),
    }


def host(view: RoomView) -> HostTold:
    """To hosts besides."""
    return {"type": "host", "seq": view.room.seq, **selectors.for_host(view)}


def teams(view: RoomView) -> TeamsTold:
    """To hosts, as often as it changes: each team's clock, loss and last action."""
    return {"type": "teams", "teams": selectors.for_hosts_of_teams(view)}


def me(view: RoomView, seat: Seat) -> Me:
    """To one seat alone; without the room's seq, so that it is said when it changes."""
    return {"type": "me", **selectors.for_seat(view, seat)}


def heartbeat() -> RoomHeartbeat:
    return {"type": "heartbeat", "server_time": time.time()}


def ack(done: RoomCommandResult) -> RoomAck:
    return {
        "type": "ack",
        "command_id": done.command_id,
        "seq": done.seq,
        "duplicate": done.duplicate,
    }
