"""The tree of forks around a run, as somebody may see it."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from knightreplay.runs.acts import REMARKS
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Run

PAGE = 50  # forks answered at once, and runs that a chain of parents names at most

# One question however deep the tree is; PostgreSQL and SQLite have the same words for it.
ABOVE = """WITH RECURSIVE above(id, parent_id, depth) AS (
  SELECT id, parent_id, 0 FROM runs_run WHERE id = %s
  UNION ALL SELECT r.id, r.parent_id, depth + 1 FROM runs_run r
  JOIN above ON r.id = above.parent_id WHERE depth < %s
) SELECT id FROM above WHERE depth > 0"""
BELOW = """WITH RECURSIVE below(id) AS (
  SELECT id FROM runs_run WHERE parent_id = %s
  UNION ALL SELECT r.id FROM runs_run r JOIN below ON r.parent_id = below.id
) SELECT id FROM below"""


class Visibility(NamedTuple):
    """What somebody sees beside runs that are open."""

    owners: Collection[str] = ()  # marks as in Run.owner
    runs: Collection[UUID] = ()  # of which they hold a key


class Related(NamedTuple):
    """A run of the tree."""

    run: Run
    acts: int  # in its log


class Family(NamedTuple):
    """The runs around one."""

    run: Related
    parents: list[Related]  # from the first run of all to the parent
    forks: list[Related]  # of it and of its forks, oldest first, so parents first
    next: UUID | None  # the fork after which the next page begins


def family(run: Run, visibility: Visibility, *, after: UUID | None = None) -> Family:
    """The parents of a run, and a page of its forks and theirs.

    Raises
    ------
    Invalid
        `after` is no fork of it.
    """
    above = _seen(visibility, ABOVE, run.id, PAGE).order_by("-created", "-id")
    below = _seen(visibility, BELOW, run.id).order_by("created", "id")
    if after is not None:
        below = below.filter(_later(after))
    parents, forks = _related(above[:PAGE]), _related(below[: PAGE + 1])
    return Family(
        _related(Run.objects.filter(id=run.id))[0],
        parents[::-1],
        forks[:PAGE],
        forks[PAGE - 1].run.id if len(forks) > PAGE else None,
    )


def _seen(
    visibility: Visibility, sql: str, run_id: UUID, *params: Any
) -> QuerySet[Run]:
    """Of the runs that a question finds those that may be seen; embedded ones are nobody's."""
    asked = Run._meta.pk.get_db_prep_value(run_id, connection)
    shown = Q(open=True) | Q(owner__in=visibility.owners) | Q(id__in=visibility.runs)
    found = RawSQL(sql, (asked, *params))  # noqa: S611 -- both questions stand above
    return Run.objects.filter(shown, id__in=found, frozen=False, deleted_at=None)


def _related(runs: QuerySet[Run]) -> list[Related]:
    acts = Count("intervention", filter=~Q(intervention__op__in=REMARKS))
    return [Related(run, run.acts) for run in runs.annotate(acts=acts)]


def _later(after: UUID) -> Q:
    last = Run.objects.filter(id=after).only("created").first()
    if last is None:
        raise Invalid("after: there is no such run")
    return Q(created__gt=last.created) | Q(created=last.created, id__gt=last.id)


def loss_of(run: Run) -> float | None:
    """Dollars lost at 16:00, if that is computed and may be told; a gain is negative."""
    fresh = run.figures_epoch == run.epoch
    if run.paced or run.stopped_at is not None or not fresh or run.loss_cents is None:
        return None
    return run.loss_cents / 100
