"""Outcomes, computed one after the other and stored as they come.

Whoever finds that somebody else was there first stops: two tasks of one row do no harm.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

from knightreplay.lab.models import MorningRange
from knightreplay.lab.mornings import (
    READINGS,
    SEEDS,
    Morning,
    Outcome,
    from_stored,
    outcome_of,
)
from knightreplay.lab.ranges import Range
from knightreplay.runs.build import this_build

LEASE = 30.0  # seconds after which a row of which nothing was heard is asked for anew
SLICE = 0.1  # seconds of work before other tasks get their turn
MOST_STORED = 20_000  # rows, some 2 kB each; those that nobody asked for longest go
OUTCOMES = len(READINGS) + len(SEEDS)


Key = tuple[str, str, int]  # digest, scenario, seed


class Subject(NamedTuple):
    """What has a range."""

    morning: Morning
    scenario: str
    seed: int

    @property
    def key(self) -> Key:
        return self.morning.digest, self.scenario, self.seed


def rows_of(subjects: Sequence[Subject]) -> dict[Key, MorningRange]:
    """The rows of this build that there are, in one query."""
    digests = {subject.key[0] for subject in subjects}
    if not digests:
        return {}
    rows = MorningRange.objects.filter(digest__in=digests, **_build())
    return {(row.digest, row.scenario, row.seed): row for row in rows}


def stored(subject: Subject) -> MorningRange:
    """The row of this build, made if there is none."""
    digest, scenario, seed = subject.key
    told = {"morning": subject.morning.to_wire(), "asked_at": time.time()}
    row, _ = MorningRange.objects.get_or_create(
        digest=digest, scenario=scenario, seed=seed, **_build(), defaults=told
    )
    return row


def _build() -> dict[str, str]:
    build = this_build()
    return {"engine_version": build.engine_version, "data_hash": build.data_hash}


def advance(row_id: int) -> MorningRange | None:
    """Computes one slice of a row. The row if there is more to do, else None."""
    _make_room()
    row = MorningRange.objects.filter(id=row_id).first()
    if row is None or not _is_of_this_build(row):
        return None
    until = time.monotonic() + SLICE
    while row.done < OUTCOMES:
        if not _step(row):
            return None
        if time.monotonic() > until:
            break
    return row if row.done < OUTCOMES else None


def computed(subject: Subject, *, band: bool) -> Range:
    """The range at once, for a worker that makes a document; the seeds only for a `band`."""
    row = stored(subject)
    while row.done < (OUTCOMES if band else len(READINGS)):
        if not _step(row):
            row.refresh_from_db()
    return row.found


def _step(row: MorningRange) -> bool:
    """Computes and stores the next outcome. False if somebody else has, or the row went."""
    outcome = _next(row)
    outcomes = [*row.outcomes, list(outcome)]
    mine = MorningRange.objects.filter(id=row.id, done=row.done)
    lease = time.time() + LEASE if len(outcomes) < OUTCOMES else 0.0
    if not mine.update(outcomes=outcomes, done=len(outcomes), lease_until=lease):
        return False
    row.outcomes, row.done = outcomes, len(outcomes)
    return True


def _next(row: MorningRange) -> Outcome:
    morning, place = from_stored(row.morning), row.done
    if place < len(READINGS):
        return outcome_of(morning, READINGS[place], row.seed)
    return outcome_of(morning, row.scenario, SEEDS[place - len(READINGS)])


def _is_of_this_build(row: MorningRange) -> bool:
    made_with = {name: getattr(row, name) for name in _build()}
    return made_with == _build()


def _make_room() -> None:
    """Deletes what was asked for longest ago, of too many rows."""
    rows = MorningRange.objects.order_by("-asked_at", "-id")
    oldest = rows.values_list("id", flat=True)[MOST_STORED:]
    MorningRange.objects.filter(id__in=list(oldest)).delete()
