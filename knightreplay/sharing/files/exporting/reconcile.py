"""Once a second in every serving process: exports that nobody makes, and old ones."""

import time

from django.core.cache import cache
from redis.exceptions import RedisError

from knightreplay.sharing.files.exporting import tasks
from knightreplay.sharing.files.exporting.requests import KEPT, UNDER_WAY
from knightreplay.sharing.files.exporting.work import due
from knightreplay.sharing.models import Export

PATIENCE = 3600.0  # seconds that an export waits for a worker, at most
OFTEN = 60  # seconds between two looks for old ones
NOBODY = "No worker of this server came to it within an hour."


def reconcile_exports() -> int:
    """Wakes a worker if something waits. Returns how much."""
    waiting = len(due())
    if waiting:
        tasks.wake()
    return waiting


def prune_exports() -> int | None:
    """Deletes what is a day old, if no serving process has within the minute."""
    try:
        mine = cache.add("knightreplay.exports.pruned", 1, timeout=OFTEN)
    except (OSError, RedisError):
        return None
    if not mine:
        return None
    now = time.time()
    late = Export.objects.filter(status__in=UNDER_WAY, created__lt=now - PATIENCE)
    late.update(status=Export.Status.FAILED, message=NOBODY, lease="", lease_until=0.0)
    gone, _ = Export.objects.filter(created__lt=now - KEPT).delete()
    return gone


def forget_export_leases() -> None:
    """At the start of an embedded server nobody else can hold a lease."""
    Export.objects.filter(status=Export.Status.WORKING).update(
        lease="", lease_until=0.0
    )
