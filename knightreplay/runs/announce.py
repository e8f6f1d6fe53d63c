"""Hints to the web processes that a run has changed. Losing one loses nothing."""

import logging
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, channel_layers
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

CHANGED = "run.changed"  # an act or a movement of the clock was stored
COMPUTED = "run.computed"  # segments were stored


def layer() -> BaseChannelLayer:
    """The channel layer, which every mode configures."""
    found: BaseChannelLayer = channel_layers["default"]
    return found


def group(run_id: UUID) -> str:
    """The one name of a run's group on the channel layer."""
    return f"run.{run_id.hex}"


def changed(run_id: UUID) -> None:
    _send(run_id, CHANGED)


def computed(run_id: UUID) -> None:
    _send(run_id, COMPUTED)


def _send(run_id: UUID, kind: str) -> None:
    try:
        async_to_sync(layer().group_send)(group(run_id), {"type": kind})
    except (OSError, RedisError):
        logger.warning("channel layer away, a hint for run %s is lost", run_id)
