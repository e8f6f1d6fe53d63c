"""Celery tasks: look the run up, call one service, and go on if there is more."""

import logging
import time
from uuid import UUID

from celery import shared_task
from kombu.exceptions import OperationalError

from knightreplay import histogram, logs
from knightreplay.runs.build import this_build
from knightreplay.runs.models import Run
from knightreplay.runs.segments import computing

logger = logging.getLogger(__name__)

# Seconds after which a request for work is stale: reconcile has asked again by then, and
# requests must not pile up while there is no worker.
WORTH_DOING = 30


def enqueue(run_id: UUID) -> None:
    """Asks a worker of this build to go on with a run; reconcile asks again if it cannot."""
    try:
        advance.apply_async(
            kwargs={"run_id": str(run_id)},
            expires=WORTH_DOING,
            queue=this_build().queue,
        )
    except OperationalError:
        logger.warning("broker away, run %s waits for reconcile", run_id)


@shared_task(name="runs.advance")
def advance(*, run_id: str) -> None:
    """Computes a slice of what is due and comes back for the next."""
    run = Run.objects.filter(id=run_id).first()
    if run is None:
        logger.info("run %s is gone", run_id)
        return
    begun = time.monotonic()
    with logs.about(run=run.id):
        more = computing.advance(run.id)
    histogram.slices.add(time.monotonic() - begun)
    if more:
        enqueue(run.id)
