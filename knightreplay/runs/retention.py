"""Which runs are kept and which go: a run is some 3 MB, and a class makes many.

A run goes when nobody has used it for RETENTION_DAYS, or when more than RETENTION_RUNS are
stored. One that was begun, watched or acted on within a day never goes, unless it was deleted.

What strangers made goes first and never makes the host's go: of too many runs those that a
stranger made and nobody named or shared, then those that somebody did, then the host's own.
Only the first go at once. All others are deleted as by their host, and can be had back for a
week (REGRET). What forks share of a run that went stays until the last of them is gone.
"""

import logging
import time
from enum import IntEnum
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import CASCADE, Q, QuerySet, Sum
from django.db.models.functions import Length
from redis.exceptions import RedisError

from knightreplay.runs import announce, roles
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
    aside: int = 0  # runs that were deleted, and are there for a week yet


class Keeping(IntEnum):
    """How dear a run is; of too many the last ones go first."""

    HOSTS = 0  # the server's host made it
    WANTED = 1  # a stranger made it, and it is named, shared, an account's or a room's
    STRANGERS = 2


class StoredRun(NamedTuple):
    """What decides whether a run goes."""

    keeping: Keeping
    used: float  # Unix seconds
    id: UUID
    in_room: bool


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
    own = Run.objects.filter(made_by=made_by)
    if not (made_by and quota) or own.count() < quota:
        return
    before = time.time() - DAY
    unused = [
        run
        for run in _stored(own)
        if run.keeping is Keeping.STRANGERS and run.used < before
    ]
    if not unused:
        raise Invalid(
            f"runs: {quota} were begun from this address and are still stored; "
            "the oldest go when nobody uses them for a day"
        )
    remove(min(unused, key=lambda run: run.used).id)


def unwanted(now: float) -> list[StoredRun]:
    """The runs that may go, those first that are missed least."""
    days, most = settings.RETENTION_DAYS, settings.RETENTION_RUNS
    stored = sorted(_stored(Run.objects.all()), key=lambda r: (r.keeping, -r.used))
    return [
        run
        for place, run in reversed(list(enumerate(stored)))
        if now - run.used > DAY
        and (
            (days and now - run.used > days * DAY)
            or (most and place >= most and not run.in_room)
        )
    ]


def _stored(runs: QuerySet[Run]) -> list[StoredRun]:
    """What decides of each of these, but for those that are deleted already."""
    shared = roles.shared_runs()
    of_rooms = Run.objects.filter(Q(room__isnull=False) | Q(team__isnull=False))
    in_rooms = frozenset(of_rooms.values_list("id", flat=True))
    there = runs.filter(emptied=False, deleted_at=None)
    return [
        StoredRun(
            _keeping(run, wanted=run.id in shared | in_rooms),
            max(run.created.timestamp(), run.used_at, run.watched_at),
            run.id,
            run.id in in_rooms,
        )
        for run in there.only(
            "created", "used_at", "watched_at", "made_by", "owner", "name", "tags"
        )
    ]


def _keeping(run: Run, *, wanted: bool) -> Keeping:
    if not run.made_by:
        return Keeping.HOSTS
    named = bool(run.name or run.tags)
    if wanted or named or run.owner.startswith("user:"):
        return Keeping.WANTED
    return Keeping.STRANGERS


def prune(*, dry_run: bool = False, most: int | None = None) -> Pruned:
    """Deletes what may go, run by run, so that nobody waits for long."""
    now = time.time()
    due_now = unwanted(now)
    at_once = [run.id for run in due_now if run.keeping is Keeping.STRANGERS]
    aside = [run.id for run in due_now if run.keeping is not Keeping.STRANGERS]
    due = [*_lent_no_more(), *_deleted_before(now - REGRET), *at_once]
    ids = list(dict.fromkeys(due))[:most]
    freed = sum(_size(run_id) for run_id in ids)
    if not dry_run:
        for run_id in ids:
            remove(run_id)
        for run_id in aside[:most]:
            set_aside(run_id)
    return Pruned(len(ids), round(freed / 1e6, 1), len(aside[:most]))


@transaction.atomic
def set_aside(run_id: UUID) -> None:
    """Deletes a run so that it can be had back for a while."""
    there = with_frames(run_id).filter(deleted_at=None)
    gone = list(there.values_list("id", flat=True))
    there.update(deleted_at=time.time())
    for each in gone:
        transaction.on_commit(partial(announce.keys, each), robust=True)


def with_frames(run_id: UUID) -> QuerySet[Run]:
    """A run and what frames in other pages show of it: frozen copies, nobody's own."""
    return Run.objects.filter(Q(id=run_id) | Q(parent=run_id, frozen=True))


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
    if pruned.aside:
        logger.warning("%s runs that nobody uses go in a week", pruned.aside)
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
