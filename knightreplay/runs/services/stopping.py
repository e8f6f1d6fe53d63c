"""A run stopped at a tick for its room: what comes after it is kept from everybody."""

import time
from uuid import UUID

from django.db import transaction

from knightreplay.runs.acts import log_of
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import require_host
from knightreplay.runs.services.command import locked, stop_again, store_change
from simulator.clock import CLOSE, MINUTE, time_of


@transaction.atomic
def stop_run(run_id: UUID, tick: int | None, *, role: Role) -> None:
    """Nobody is told what comes from `tick` on; None lets it go on. Twice is as good as once.

    A segment goes out whole, so a run is stopped at a whole minute; and only where nobody
    has been: what was shown cannot be taken back.

    Raises
    ------
    Forbidden
    Invalid
    Conflict
    """
    require_host(role)
    run = locked(run_id)
    if run.stopped_at == tick:
        return
    if tick is not None:
        _check(run, tick)
    run.stopped_at = tick
    log = log_of(run)
    stop_again(run, log)
    store_change(run, log, "hold", {"tick": tick}, at=run.alive_at, role=role)


def _check(run: Run, tick: int) -> None:
    if not (0 < tick < CLOSE and tick % MINUTE == 0):
        raise Invalid("stop: allowed: whole minutes from 08:01 to 15:59")
    shown = run.clock.horizon(time.time()) if run.paced else CLOSE
    if shown > tick:
        raise Conflict(f"stop: {time_of(tick)} has been shown or sent already")
