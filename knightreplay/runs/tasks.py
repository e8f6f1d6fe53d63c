"""Celery tasks: look the run up, call one service, and go on if there is more."""

import logging
from uuid import UUID

from celery import shared_task
from kombu.exceptions import OperationalError

from knightreplay.runs import segments
from knightreplay.runs.models import Run

logger = logging.getLogger(__name__)


def enqueue(run_id: UUID) -> None:
    """Asks a worker to go on with a run; if the broker is away, reconcile asks again."""
    try:
        advance.delay(run_id=str(run_id))
    except OperationalError:
        logger.warning("broker away, run %s waits for reconcile", run_id)


@shared_task(name="runs.advance")
def advance(*, run_id: str) -> None:
    """Computes a slice of what is due and comes back for the next."""
    run = Run.objects.filter(id=run_id).first()
    if run is None:
        logger.info("run %s is gone", run_id)
        return
    if segments.advance(run.id):
        enqueue(run.id)
