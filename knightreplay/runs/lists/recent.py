"""The newest runs that are open to all: two walks along an index, however many are stored."""

from functools import cache
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from knightreplay.runs.acts import REMARKS
from knightreplay.runs.models import CLOCK_COLUMNS, LISTED, Intervention, Run

# What the home page looks at; the rest of a row, its figures, is many times as long.
LOOKED_AT = (
    *("scenario", "seed", "engine_version", "data_hash", "created", "status"),
    *("name", "owner", "open", "frozen"),
    *CLOCK_COLUMNS,
)


class Recent(NamedTuple):
    """A run in the list of the newest."""

    run: Run
    acts: int  # in its log


def recent(limit: int) -> list[Recent]:
    """So many of them, for the home page.

    What strangers made is shown as far as the server's host left place.
    """
    runs = _read(limit, by_host=True)
    if len(runs) < limit:
        runs += _read(limit - len(runs), by_host=False)
    return sorted(runs, key=lambda entry: entry.run.created, reverse=True)


def _read(limit: int, *, by_host: bool) -> list[Recent]:
    rows = Run.objects.raw(*_query(limit, by_host=by_host))
    return [Recent(run, vars(run)["acts"]) for run in rows]


@cache
def _query(limit: int, *, by_host: bool) -> tuple[str, tuple[Any, ...]]:
    """In SQL: to put it together takes Django longer than to ask it."""
    made = _listed().filter(made_by="") if by_host else _listed().exclude(made_by="")
    rows = made.annotate(acts=_acts()).order_by("-created").only(*LOOKED_AT)
    return rows[:limit].query.sql_with_params()


def _listed() -> QuerySet[Run]:
    return Run.objects.filter(LISTED)


def _acts() -> Coalesce:
    done = Intervention.objects.exclude(op__in=REMARKS).filter(run=OuterRef("pk"))
    counted = done.order_by().values("run").annotate(count=Count("id"))
    return Coalesce(Subquery(counted.values("count")), 0)
