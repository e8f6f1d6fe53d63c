"""Celery tasks: look the run up, call one service, and go on if there is more."""

import logging
from uuid import UUID

from celery import shared_task
from kombu.exceptions import OperationalError

from knightreplay.runs import segments
from knightreplay.runs.models import Run

logger = logging.getLogger(__name__)

# Seconds after which a request for work is stale: reconcile has asked again by then, and
# requests must not pile up while there is no worker.
WORTH_DOING = 30


def enqueue(run_id: UUID) -> None:
    """Asks a worker to go on with a run; if the broker is away, reconcile asks again."""
    try:
        advance.apply_async(kwargs={"run_id": str(run_id)}, expires=WORTH_DOING)
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
