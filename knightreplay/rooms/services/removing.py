"""A room goes, with everything that was said and done in it."""

import time

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from knightreplay.rooms import announce
from knightreplay.rooms.models import Room, Seat
from knightreplay.rooms.services.command import require_lead
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Run
from knightreplay.runs.retention import remove as remove_run

DAY = 86_400  # seconds
HOUR = 3600  # seconds between two looks


def remove_room(seat: Seat, *, typed: str) -> None:
    """Deletes the room of a host who typed its code: seats, commands, answers, teams, runs.

    Raises
    ------
    Forbidden: only a host does that. Invalid: another code was typed.
    """
    require_lead(seat)
    if typed.strip() != seat.room.code:
        raise Invalid("code: type the room's six digits to delete it")
    _remove(seat.room_id)


def remove_old(now: float | None = None) -> int:
    """Deletes rooms that ended RETENTION_DAYS ago. Says how many."""
    days = settings.RETENTION_DAYS
    if not days:
        return 0
    before = (time.time() if now is None else now) - days * DAY
    ids = list(Room.objects.filter(ended__lt=before).values_list("id", flat=True))
    for room_id in ids:
        _remove(room_id)
    return len(ids)


def _remove(room_id: int) -> None:
    with transaction.atomic():
        room = Room.objects.select_for_update().filter(id=room_id).first()
        if room is None:
            return
        forks = [team.run_id for team in room.teams.all() if team.run_id]
        own = [*forks, *([room.run_id] if room.run_id else [])]
        ids = list(
            Run.objects.filter(id__in=own, open=False).values_list("id", flat=True)
        )
        room.delete()
    for run_id in sorted(ids, key=lambda id_: id_ not in forks):
        remove_run(run_id)
    announce.changed(room_id)


def prune_rooms() -> int | None:
    """Deletes old rooms if no serving process has within the hour."""
    try:
        mine = cache.add("knightreplay.rooms.pruned", 1, timeout=HOUR)
    except (OSError, RedisError):
        return None
    return remove_old() if mine else None
