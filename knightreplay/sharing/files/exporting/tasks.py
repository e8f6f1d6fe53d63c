"""Celery tasks of sharing: a hint that there is something to make. Losing one loses nothing."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from knightreplay.runs.build import this_build
from knightreplay.sharing.files.exporting.thread import export_thread

logger = logging.getLogger(__name__)

WORTH_DOING = 30  # seconds; reconcile has asked again by then


def wake() -> None:
    """Asks a worker of this build to look what waits; reconcile asks again if it cannot."""
    try:
        export.apply_async(expires=WORTH_DOING, queue=this_build().queue)
    except OperationalError:
        logger.warning("broker away, exports wait for reconcile")


@shared_task(name="sharing.export")
def export() -> None:
    """Has what waits made in a thread of its own; comes back at once."""
    export_thread.wake()
