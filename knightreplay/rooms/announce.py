"""Hints to the web processes that a room has changed. Losing one loses nothing."""

from knightreplay.runs.announce import send

CHANGED = "room.changed"
PILES_UP = "room.piles-up"  # one more answer or arrival: told with others like it
PRESENCE = "room.presence"  # who is at one web process


def group(room_id: int) -> str:
    """The one name of a room's group on the channel layer."""
    return f"room.{room_id}"


def changed(room_id: int, kind: str = CHANGED) -> None:
    send(group(room_id), {"type": kind})
