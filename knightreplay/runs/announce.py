"""Hints to the web processes that a run has changed. Losing one loses nothing."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, channel_layers
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

CHANGED = "run.changed"  # an act or a movement of the clock was stored; may say what
COMPUTED = "run.computed"  # segments were stored, or the work has ended
KEYS = "run.keys"  # a key was taken back
NOTED = "run.noted"  # a note changed; says what, and from which tick on it is told
PRESENCE = "run.presence"  # how many watch at one web process


def layer() -> BaseChannelLayer:
    """The channel layer, which every mode configures."""
    found: BaseChannelLayer = channel_layers["default"]
    return found


def group(run_id: UUID) -> str:
    """The one name of a run's group on the channel layer."""
    return f"run.{run_id.hex}"


def changed(run_id: UUID, *, seq: int, texts: list[str], at: float) -> None:
    """The command `seq` was stored at `at`; `texts` are the messages that tell of it."""
    send(group(run_id), {"type": CHANGED, "seq": seq, "texts": texts, "at": at})


def computed(run_id: UUID) -> None:
    send(group(run_id), {"type": COMPUTED})


def keys(run_id: UUID) -> None:
    send(group(run_id), {"type": KEYS})


def noted(run_id: UUID, *, text: str, end: int) -> None:
    """`text` is the message that tells of a note; not before the tick `end` is told."""
    send(group(run_id), {"type": NOTED, "text": text, "end": end})


def send(to: str, hint: dict[str, Any]) -> None:
    """Sends a hint to a group; while the layer is away it is lost, and that is logged."""
    try:
        _way(layer())(to, hint)
    except (OSError, RedisError):
        logger.warning("channel layer away, a hint for %s is lost", to)


def _way(found: Any) -> Callable[[str, dict[str, Any]], None]:
    """From a thread to the group.

    Another loop in another thread for each hint looks through all tasks of the process, some
    for every viewer; the layer of one process does without. The class is asked, for an object
    of Redis' layer has attributes in a loop only.
    """
    if hasattr(type(found), "post"):
        post: Callable[[str, dict[str, Any]], None] = found.post
        return post
    return async_to_sync(found.group_send)
