"""Every change to a room, one function each. Each is one transaction and idempotent."""

from knightreplay.rooms.services.command import Done
from knightreplay.rooms.services.joining import Joined, join, join_as_host
from knightreplay.rooms.services.leading import (
    Settings,
    arrange,
    begin_run,
    place,
    remove,
    rename,
)
from knightreplay.rooms.services.opening import Opened, end_room, open_room
from knightreplay.rooms.services.presence import note_presence

__all__ = [
    "Done",
    "Joined",
    "Opened",
    "Settings",
    "arrange",
    "begin_run",
    "end_room",
    "join",
    "join_as_host",
    "note_presence",
    "open_room",
    "place",
    "remove",
    "rename",
]
