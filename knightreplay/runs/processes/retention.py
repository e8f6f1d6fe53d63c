"""Which runs are kept and which go: a run is some 3 MB, and a class makes many.

A run goes when nobody has used it for RETENTION_DAYS, or when more than RETENTION_RUNS
have been used since. One that was begun, watched or acted on within a day never goes, unless
it was deleted: such a run can be had back for a week (REGRET), and goes then. What forks share of a run that went stays until the last of them is gone.
"""

import logging
import time
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import CASCADE, Sum
from django.db.models.functions import Length
from redis.exceptions import RedisError

from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Inherited, Run, Segment
from knightreplay.runs.segments.inheritance import lent

logger = logging.getLogger(__name__)

DAY = 86400.0  # seconds
REGRET = 7 * DAY  # for which a run that was deleted can be had back
HOUR = 3600  # seconds between two prunings that nobody asked for
AT_ONCE = 50  # runs that such a pruning takes at most
PAGES = 5000  # of 4 KiB that it gives back to the disk at most (SQLite)


class Pruned(NamedTuple):
    runs: int
    megabytes: float  # of segments and states


def use(run_id: UUID) -> None:
    """Somebody watches the run, or acted on it."""
    Run.objects.filter(id=run_id).update(used_at=time.time())


def require_room(made_by: str) -> None:
    """Refuses a run beyond the quota of one address.

    Raises
    ------
    Invalid
    """
    quota = settings.RUNS_PER_HOST
    if made_by and quota and Run.objects.filter(made_by=made_by).count() >= quota:
        raise Invalid(
            f"runs: {quota} were begun from this address and are still stored; "
            "the oldest go when nobody uses them"
        )


def unwanted(now: float) -> list[UUID]:
    """The runs that may go, longest unused first."""
    days, most = settings.RETENTION_DAYS, settings.RETENTION_RUNS
    there = Run.objects.filter(emptied=False)
    rows = there.values_list("id", "created", "used_at", "watched_at")
    last = [(max(created.timestamp(), *used), id_) for id_, created, *used in rows]
    last.sort(reverse=True)
    return [
        id_
        for place, (used, id_) in reversed(list(enumerate(last)))
        if now - used > DAY
        and ((days and now - used > days * DAY) or (most and place >= most))
    ]


def prune(*, dry_run: bool = False, most: int | None = None) -> Pruned:
    """Deletes what may go, run by run, so that nobody waits for long."""
    now = time.time()
    due = [*_lent_no_more(), *_deleted_before(now - REGRET), *unwanted(now)]
    ids = list(dict.fromkeys(due))[:most]
    freed = sum(_size(run_id) for run_id in ids)
    if not dry_run:
        for run_id in ids:
            remove(run_id)
    return Pruned(len(ids), round(freed / 1e6, 1))


@transaction.atomic
def remove(run_id: UUID) -> None:
    """Deletes a run for good, but for the minutes that forks still show.

    Its row is held, so that no fork begins to share them meanwhile.
    """
    run = Run.objects.select_for_update().filter(id=run_id).first()
    if run is None:
        return
    if Inherited.objects.filter(source=run).exists():
        _empty(run)
    else:
        run.delete()


def _empty(run: Run) -> None:
    """Leaves of a run what forks show. Nobody sees it, nobody computes it."""
    Segment.objects.filter(run=run).exclude(lent(run.id)).delete()
    for relation in Run._meta.related_objects:
        rows = relation.related_model._default_manager.filter(
            **{relation.field.name: run}
        )
        if relation.on_delete is CASCADE and relation.related_model is not Segment:
            rows.delete()
    run.deleted_at = run.deleted_at or time.time()
    run.status, run.emptied, run.clock_paused = Run.Status.COMPLETE, True, True
    run.name, run.tags, run.figures, run.loss_cents = "", [], None, None
    run.owner = run.made_by = ""
    run.save()


def _lent_no_more() -> list[UUID]:
    """The emptied runs whose last fork is gone."""
    rows = Run.objects.filter(emptied=True, lent=None)
    return list(rows.values_list("id", flat=True))


def _deleted_before(then: float) -> list[UUID]:
    """The runs that nobody has had back in time."""
    rows = Run.objects.filter(deleted_at__lt=then, emptied=False)
    return list(rows.values_list("id", flat=True))


def prune_hourly() -> Pruned | None:
    """Prunes if no serving process has within the hour."""
    try:
        mine = cache.add("knightreplay.pruned", 1, timeout=HOUR)
    except (OSError, RedisError):
        return None
    if not mine:
        return None
    pruned = prune(most=AT_ONCE)
    call_command("clearsessions")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA incremental_vacuum({PAGES})").fetchall()
    if pruned.runs:
        logger.warning("%s runs went, %s MB", pruned.runs, pruned.megabytes)
    return pruned


def vacuum() -> None:
    """Gives the room back to the disk; PostgreSQL's autovacuum does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def _size(run_id: UUID) -> int:
    """Bytes of a run's segments and states that go with it."""
    rows = Segment.objects.filter(run=run_id).exclude(lent(run_id))
    sizes = rows.aggregate(size=Sum(Length("payload") + Length("checkpoint")))
    return sizes["size"] or 0
