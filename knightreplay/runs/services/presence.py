"""The clocks that run are looked after: stamped, woken, paused when nobody watches."""

import time
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from knightreplay.runs.acts import log_of
from knightreplay.runs.models import Run
from knightreplay.runs.presence import ASLEEP, here, is_asleep, is_left, leave, wake
from knightreplay.runs.services.command import store_change, tell_woken


def attend() -> int:
    """Looks after every clock that plays; once a second in each serving process.

    Returns how many clocks had to be set. Several processes may do this at once: each run
    is looked at again with its row locked.
    """
    now = time.time()
    playing = Run.objects.filter(clock_paused=False)
    stamps = playing.only("id", "clock_paused", "alive_at", "watched_at")
    odd = [r.id for r in stamps if is_asleep(r, now) or is_left(r, now)]
    count = sum(settle(run_id) for run_id in odd)
    _awake(now).update(alive_at=now)
    here.look()
    return count


def watch(run_ids: Collection[UUID]) -> None:
    """These runs have viewers at this moment, and this server looks after them."""
    now = time.time()
    _awake(now).filter(id__in=run_ids).update(alive_at=now, watched_at=now)
    here.look()


@transaction.atomic
def settle(run_id: UUID) -> bool:
    """Sets the clock of one run right, if it slept or was left. Says whether it had to."""
    run = Run.objects.select_for_update().filter(id=run_id).first()
    now = time.time()
    if run is None:
        return False
    if wake(run, now):
        action = "wake"
        tell_woken(run)
    elif leave(run, now):
        action = "leave"
    else:
        return False
    store_change(run, log_of(run), action, {}, at=now)
    return True


def _awake(now: float) -> QuerySet[Run]:
    """What plays and was looked after: a run that slept is not stamped, but woken."""
    return Run.objects.filter(
        clock_paused=False, alive_at__range=(now - ASLEEP, now + ASLEEP)
    )
