"""My runs: those of a few marks (Run.owner), page by page in constant time.

A page begins where the one before it ended, by the values of the last row and not by its
number; every order walks an index of its own, so that page 200 costs what page 1 does.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from django.core import signing
from django.db import connection
from django.db.models import F, Func, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan, LessThan

from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import CLOCK_COLUMNS, Run
from knightreplay.runs.names import NAME_LENGTH, clean_line
from knightreplay.runs.translations import in_language
from simulator.scenario import LARGEST_SEED, load_scenario, scenario_names

if TYPE_CHECKING:
    from django.db.models import Field

PAGE = 50  # runs
LEAST = -(10**18)  # cents; no loss is below it
SALT = "knightreplay.mine"


class IndexWalk(NamedTuple):
    """A part of an order that one walk along an index gives."""

    by: tuple[str, ...]  # columns after the owner, as in the index
    descending: bool
    alike: Q = Q()  # what all its rows share
    least: Q = Q()  # where it ends at its lower end, unless a place says so already


NEWEST = ("created", "id")
SORTS = {
    "created": (IndexWalk(NEWEST, descending=True),),
    "used": (IndexWalk(("used_at", "id"), descending=True),),
    "name": (
        IndexWalk(("name", *NEWEST), descending=False, least=Q(name__gt="")),
        IndexWalk(("name", *NEWEST), descending=True, alike=Q(name="")),
    ),
    "loss": (
        IndexWalk(
            ("loss_cents", *NEWEST), descending=True, least=Q(loss_cents__gt=LEAST)
        ),
        IndexWalk(("loss_cents", *NEWEST), descending=True, alike=Q(loss_cents=None)),
    ),
}
# What a list says of its runs; the rest of a row, its figures, is many times as long.
LOOKED_AT = (
    *("scenario", "seed", "name", "tags", "created", "status", "owner", "open"),
    *("used_at", "loss_cents", "deleted_at", "forked_at", "paced", "stopped_at"),
    *("parent__scenario", "parent__name", "parent__owner", "parent__open"),
    *("parent__deleted_at", *CLOCK_COLUMNS),
)
DELETED = (IndexWalk(("deleted_at", "id"), descending=True),)


class RunsFilter(NamedTuple):
    """Which of my runs, and in which order."""

    sort: str = "created"
    search: str = ""  # in the name, the scenario's title, the tags; or the seed
    tag: str = ""
    deleted: bool = False

    @property
    def walks(self) -> tuple[IndexWalk, ...]:
        return DELETED if self.deleted else SORTS[self.sort]


class Cursor(NamedTuple):
    """A row, as where a page ends; `back` reads towards the beginning."""

    walk: int
    values: tuple[Any, ...]  # of the columns that the walk goes by
    back: bool = False


class RowValue(Func):
    """A row value, (a, b): compared as a whole, and so found by an index.

    Django's own tuples become `a < x OR a = x AND b < y` on SQLite, which reads over all
    rows that share an `a`.
    """

    template = "(%(expressions)s)"
    output_field = JSONField()  # of no column; the comparison takes it as it is


class RunsPage(NamedTuple):
    runs: list[Run]
    before: str | None  # cursor of the page before, if there is one
    after: str | None


def page(owners: Sequence[str], wanted: RunsFilter, cursor: str = "") -> RunsPage:
    """The runs from a cursor on, or the first ones; at most PAGE.

    Raises
    ------
    Invalid
        for a cursor that is not ours, or of another order.
    """
    place = _place(wanted, cursor)
    back = place is not None and place.back
    found: list[Found] = []
    for part in _parts(wanted, owners, place):
        found += part(PAGE + 1 - len(found))
        if len(found) > PAGE:
            break
    more = len(found) > PAGE
    found = found[:PAGE][::-1] if back else found[:PAGE]
    earlier, later = (more, True) if back else (place is not None, more)
    return RunsPage(
        [run for _, run in found],
        _cursor(wanted, *found[0], back=True) if found and earlier else None,
        _cursor(wanted, *found[-1], back=False) if found and later else None,
    )


Found = tuple[int, Run]  # number of the walk, and a run of it


def _parts(
    wanted: RunsFilter, owners: Sequence[str], place: Cursor | None
) -> Iterator[Callable[[int], list[Found]]]:
    """What reads each walk from the place on, in the direction of reading."""
    back = place is not None and place.back
    numbered = list(enumerate(wanted.walks))
    for number, walk in reversed(numbered) if back else numbered:
        if place and (number > place.walk if back else number < place.walk):
            continue
        here = place.values if place and number == place.walk else None

        def read(
            most: int,
            number: int = number,
            walk: IndexWalk = walk,
            here: Any = here,
        ) -> list[Found]:
            rows = _read(_listed(wanted), owners, walk, here, back, most)
            return [(number, run) for run in rows]

        yield read


def _read(
    listed: QuerySet[Run],
    owners: Sequence[str],
    walk: IndexWalk,
    here: tuple[Any, ...] | None,
    back: bool,
    most: int,
) -> list[Run]:
    """A walk for each mark, of which the database then takes the first ones of all."""
    if not owners:
        return []
    down = walk.descending is not back
    order = [f"-{column}" if down else column for column in walk.by]
    along = listed.filter(_beyond(walk, here, down)).order_by(*order)
    if len(owners) == 1:
        rows = along.filter(owner=owners[0])
    else:
        walks = [along.filter(owner=owner).values_list("id")[:most] for owner in owners]
        ids = [run_id for walk in walks for (run_id,) in walk]
        rows = Run.objects.filter(id__in=ids).order_by(*order)
    return list(rows.select_related("parent").only(*LOOKED_AT)[:most])


def _beyond(walk: IndexWalk, here: tuple[Any, ...] | None, down: bool) -> Q:
    """What lies behind a place. One bound at each end: with two the index takes either."""
    if here is None:
        return walk.alike & walk.least
    columns = walk.by if not walk.alike else walk.by[1:]
    there = [Value(*pair) for pair in zip(here, _fields(columns), strict=True)]
    compared = LessThan if down else GreaterThan
    beyond = Q(compared(RowValue(*map(F, columns)), RowValue(*there)))
    return walk.alike & beyond & walk.least if down else walk.alike & beyond


def _fields(columns: Sequence[str]) -> list["Field[Any, Any]"]:
    return [cast("Field[Any, Any]", Run._meta.get_field(name)) for name in columns]


def _listed(wanted: RunsFilter) -> QuerySet[Run]:
    if wanted.deleted:
        return Run.objects.filter(deleted_at__isnull=False, emptied=False)
    runs = Run.objects.filter(deleted_at=None, frozen=False)
    if wanted.search or wanted.tag:
        runs = runs.annotate(tags_text=Cast("tags", TextField()))
    if wanted.search:
        runs = runs.filter(_matches(clean_line(wanted.search)[:NAME_LENGTH]))
    if wanted.tag:
        runs = runs.filter(Q(tags_text__contains=_in_json(clean_line(wanted.tag))))
    return runs


def _matches(text: str) -> Q:
    """Every order's walk looks at each run on its way: search costs what one has."""
    inside = _in_json(text)[1:-1]
    scenarios = [name for name in scenario_names() if _titled(name, text.casefold())]
    found = Q(name__icontains=text) | Q(scenario__in=scenarios)
    found |= Q(tags_text__icontains=inside)
    if text.isascii() and text.isdigit() and int(text[:17]) <= LARGEST_SEED:
        found |= Q(seed=int(text[:17]))
    return found


def _titled(scenario: str, text: str) -> bool:
    title = load_scenario(scenario).title
    return text in title.casefold() or text in in_language(title).casefold()


def _in_json(text: str) -> str:
    """A text in quotes as the database writes it out: PostgreSQL escapes no letters."""
    return json.dumps(text, ensure_ascii=connection.vendor == "sqlite")


# ---------------------------------------------------------------- cursors


def _cursor(wanted: RunsFilter, number: int, run: Run, *, back: bool) -> str:
    walk = wanted.walks[number]
    columns = walk.by if not walk.alike else walk.by[1:]
    values = [_plain(getattr(run, column)) for column in columns]
    body = [_name(wanted), number, values, back]
    return signing.dumps(body, salt=SALT, compress=True)


def _place(wanted: RunsFilter, cursor: str) -> Cursor | None:
    if not cursor:
        return None
    try:
        name, number, values, back = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise Invalid("after: this is no cursor of ours; begin anew") from error
    if name != _name(wanted):
        raise Invalid("after: this cursor is of another order; begin anew")
    walk = wanted.walks[number]
    columns = walk.by if not walk.alike else walk.by[1:]
    read = [_typed(*pair) for pair in zip(columns, values, strict=True)]
    return Cursor(number, tuple(read), back)


def _name(wanted: RunsFilter) -> str:
    return "deleted" if wanted.deleted else wanted.sort


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _typed(column: str, value: Any) -> Any:
    if column == "created":
        return datetime.fromisoformat(value)
    return UUID(value) if column == "id" else value


# ---------------------------------------------------------------- a few of them


def chosen(ids: Collection[UUID], owners: Collection[str]) -> list[Run]:
    """Those of the ids that are mine, deleted or not, of a page at most."""
    own = Run.objects.filter(id__in=list(ids)[:PAGE], owner__in=owners, frozen=False)
    return list(own)


def count(owner: str, most: int = 1000) -> int:
    """How many runs a mark has, counted up to a bound."""
    runs = Run.objects.filter(owner=owner, deleted_at=None, frozen=False)
    return len(runs.values_list("id")[:most]) if owner else 0
