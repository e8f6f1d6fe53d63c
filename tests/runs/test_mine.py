"""My runs: what is listed, in which order, and that a page costs what any other does."""

import time
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knightreplay.runs.errors import Invalid
from knightreplay.runs.lists import mine
from knightreplay.runs.lists.mine import PAGE, RunsFilter, page
from knightreplay.runs.models import Run

pytestmark = pytest.mark.django_db

ANN, BEN = "user:1", "browser:b"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
numbers = count()


def made(owner=ANN, **given):
    """A run that is newer than those before; nothing computes it."""
    number = next(numbers)
    run = Run(
        **{
            "scenario": "sec-2013",
            "seed": number,
            "engine_version": "1",
            "data_hash": "",
            "clock_wall": 0.0,
            "owner": owner,
            "used_at": float(number),
            **given,
        }
    )
    run.created = NEW_YEAR + timedelta(seconds=number)
    return run


def stored(runs):
    """Stores them with the times that they were given."""
    runs = list(runs)
    created = [run.created for run in runs]
    Run.objects.bulk_create(runs)
    for run, then in zip(runs, created, strict=True):
        run.created = then
    Run.objects.bulk_update(runs, ["created"], batch_size=500)
    return runs


def walked(owners, wanted):
    """All pages forward, and all of them back again from the last."""
    pages = [page(owners, wanted)]
    while pages[-1].after:
        pages.append(page(owners, wanted, pages[-1].after))
    back = [pages[-1]]
    while back[0].before:
        back.insert(0, page(owners, wanted, back[0].before))
    assert [[r.id for r in p.runs] for p in back] == [
        [r.id for r in p.runs] for p in pages
    ]
    return [run for p in pages for run in p.runs]


def expected(runs, sort):
    newest = sorted(runs, key=lambda run: (run.created, run.id.hex), reverse=True)
    if sort == "used":
        return sorted(runs, key=lambda r: (r.used_at, r.id.hex), reverse=True)
    if sort == "name":
        named = sorted(newest, key=lambda r: (r.name, r.created, r.id.hex))
        return [r for r in named if r.name] + [r for r in newest if not r.name]
    if sort == "loss":
        lost = sorted(newest, key=lambda run: -(run.loss_cents or 0))
        return [r for r in lost if r.loss_cents is not None] + [
            r for r in newest if r.loss_cents is None
        ]
    return newest


@pytest.mark.parametrize("sort", mine.SORTS)
@pytest.mark.parametrize("owners", [(ANN,), (ANN, BEN)])
def test_pages_of_every_order_lead_through_all_runs_and_back(sort, owners):
    runs = stored(
        made(
            (ANN, BEN)[n % 3 == 0],
            name=("", "Beta", "Alpha", "李")[n % 4],
            loss_cents=(None, 5, -7, 46_000_000_000)[n % 5 % 4],
            used_at=float(n % 7),
        )
        for n in range(171)
    )
    theirs = [run for run in runs if run.owner in owners]

    found = walked(owners, RunsFilter(sort))

    assert [run.seed for run in found] == [r.seed for r in expected(theirs, sort)]


def test_only_ones_own_runs_are_listed_and_none_that_is_deleted_or_frozen():
    (own, *_) = stored(
        [
            made(),
            made(BEN),
            made(""),
            made(deleted_at=time.time()),
            made(frozen=True),
        ]
    )

    assert page((ANN,), RunsFilter()).runs == [own]
    assert page((), RunsFilter()).runs == []


def test_deleted_runs_are_a_list_of_their_own_the_latest_first():
    first, second, _ = stored([made(deleted_at=1.0), made(deleted_at=2.0), made()])

    assert page((ANN,), RunsFilter(deleted=True)).runs == [second, first]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("drill", {1, 3}),
        ("DRILL", {1, 3}),
        ("newsletter", {4}),
        ("课", {5}),
        ("2012", {2}),
        ("100%", set()),
        ('"', set()),
    ],
)
def test_search_looks_into_names_titles_tags_and_seeds(search, found):
    stored(
        [
            made(seed=1, name="Drill of Monday"),
            made(seed=2012, name="2"),
            made(seed=3, tags=["fire drill"]),
            made(seed=4, scenario="newsletter-10m-a-minute"),
            made(seed=5, tags=["课堂"]),
        ]
    )
    seeds = {run.seed for run in page((ANN,), RunsFilter(search=search)).runs}

    assert {2 if seed == 2012 else seed for seed in seeds} == found


def test_tag_is_found_whole():
    drill, _ = stored([made(tags=["drill", "课堂"]), made(tags=["drills"])])

    assert page((ANN,), RunsFilter(tag="drill")).runs == [drill]
    assert page((ANN,), RunsFilter(tag="课堂")).runs == [drill]


@pytest.mark.parametrize("cursor", ["no", "a:b:c", "x" * 5000])
def test_cursor_of_somebody_else_is_refused(cursor):
    with pytest.raises(Invalid, match="no cursor of ours"):
        page((ANN,), RunsFilter(), cursor)


def test_cursor_counts_in_its_own_order_only():
    stored(made() for _ in range(PAGE + 1))
    cursor = page((ANN,), RunsFilter()).after
    assert cursor

    with pytest.raises(Invalid, match="another order"):
        page((ANN,), RunsFilter("name"), cursor)


def queries(wanted, cursor=""):
    with CaptureQueriesContext(connection) as done:
        found = page((ANN,), wanted, cursor)
    return found, [query["sql"] for query in done.captured_queries]


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("sort", "asked"), [("created", 1), ("name", 2)])
def test_page_takes_as_many_queries_for_one_run_as_for_thirty(rows, sort, asked):
    stored(made() for _ in range(rows))

    found, sql = queries(RunsFilter(sort))

    assert (len(found.runs), len(sql)) == (rows, asked)


def plan(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[-1] for row in cursor.fetchall()]


def steps(sql):
    """Instructions that SQLite's machine takes, in hundreds: the same every time."""
    taken = count()
    connection.connection.set_progress_handler(lambda: next(taken) and 0, 100)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.fetchall()
    connection.connection.set_progress_handler(None, 0)
    return next(taken)


@pytest.mark.slow
def test_ten_thousand_runs_are_paged_by_the_index_alone():
    """Page 200 takes the queries of page 1, which neither sort nor read over rows."""
    Run.objects.bulk_create(
        made(used_at=5.0, loss_cents=None if n % 2 else 7, name="", **gone)
        for gone in ({}, {"deleted_at": 5.0})
        for n in range(10_000)
    )

    for sort in mine.SORTS:
        pages_by_index(sort, RunsFilter(sort))
    pages_by_index("deleted", RunsFilter(deleted=True))


def pages_by_index(name, wanted):
    number = len(wanted.walks) - 1
    listed = Run.objects.filter(deleted_at__isnull=not wanted.deleted)
    deep = listed.order_by(*(f"-{by}" for by in wanted.walks[-1].by))[4900]
    cursor = mine._cursor(wanted, number, deep, back=False)

    _, first = queries(wanted)
    found, later = queries(wanted, cursor)

    assert len(found.runs) == PAGE
    for sql in (first[-1], later[0]):
        assert ("OFFSET" in sql, "COUNT(" in sql) == (False, False)
        walk, *parents = plan(sql)
        assert f"INDEX run_mine_{name} (owner=?" in walk
        assert ["(id=?) LEFT-JOIN" in step for step in parents] == [True]
    assert len(later) == 1
    assert max(steps(first[-1]), steps(later[0])) < 50  # reading over rows takes 500
