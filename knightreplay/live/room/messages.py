"""Every message of a room's socket (docs/protocol.md), one function a message."""

import time
from typing import Any

from knightreplay.live.messages import Body
from knightreplay.rooms import selectors
from knightreplay.rooms.models import Seat
from knightreplay.rooms.selectors import RoomView
from knightreplay.rooms.services import Done


def room(view: RoomView) -> Body:
    """To all in the room, the projector too."""
    return {"type": "room", **_state(view), "room": selectors.for_all(view)}


def host(view: RoomView) -> Body:
    """To hosts besides."""
    return {"type": "host", "seq": view.room.seq, **selectors.for_host(view)}


def teams(view: RoomView) -> Body:
    """To hosts, as often as it changes: each team's clock, loss and last action."""
    return {"type": "teams", "teams": selectors.for_hosts_of_teams(view)}


def me(view: RoomView, seat: Seat) -> Body:
    """To one seat alone; without the room's seq, so that it is said when it changes."""
    return {"type": "me", **selectors.for_seat(view, seat)}


def heartbeat() -> Body:
    return {"type": "heartbeat", "server_time": time.time()}


def ack(done: Done) -> Body:
    return {"type": "ack", **done._asdict()}


def _state(view: RoomView) -> dict[str, Any]:
    return {"seq": view.room.seq, "server_time": time.time()}
