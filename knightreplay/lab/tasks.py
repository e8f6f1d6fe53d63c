"""The Celery task of the laboratory. It may run twice, late or never: a page asks again."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from knightreplay.lab import computing
from knightreplay.lab.models import MorningRange
from knightreplay.lab.mornings import READINGS
from knightreplay.runs.build import this_build

logger = logging.getLogger(__name__)

SOON, LAST = 3, 9  # priorities; what runs wait for has 0, and is taken first


def enqueue(row: MorningRange) -> None:
    """Asks a worker of this build to go on with a row, for the seeds when nothing else waits."""
    try:
        advance.apply_async(
            kwargs={"row_id": row.id},
            expires=computing.LEASE,
            queue=this_build().queue,
            priority=SOON if row.done < len(READINGS) else LAST,
        )
    except OperationalError:
        logger.warning("broker away, a range waits until it is asked for again")


@shared_task(name="lab.advance")
def advance(*, row_id: int) -> None:
    """Computes a slice of a row and comes back for the next."""
    row = computing.advance(row_id)
    if row is not None:
        enqueue(row)
