"""The tape of a second over HTTP."""

import pytest
from django.test import Client

from knightreplay.runs.models import Run
from knightreplay.runs.segments import computing
from simulator.clock import time_of
from simulator.engine import run_until
from simulator.kernel.expansion import SECOND
from simulator.scenario import load_scenario
from simulator.schedule import make_schedule
from simulator.state import new_state
from simulator.tape import START, tape

pytestmark = pytest.mark.django_db

UNKNOWN = "00000000-0000-4000-8000-000000000000"
TICK = 6300  # 09:45:00


@pytest.fixture
def morning(run, compute):
    return compute(run)


def read(run, at="09:45:00", **query):
    return Client().get(f"/api/v1/runs/{run.id}/tape", {"at": at, **query})


def by_simulator(tick):
    """The second's executions in the form of the API."""
    scenario = load_scenario("sec-2013")
    schedule = make_schedule(scenario, [])
    minute = tick // 60
    state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, minute * 60)
    columns = (c.tolist() for c in tape(scenario, 29, schedule, state, minute))
    begins = START // SECOND + tick
    second = [row for row in zip(*columns, strict=True) if row[0] // SECOND == begins]
    return [
        {
            "number": number,
            "time": f"{time_of(tick)}.{when % SECOND:09}",
            "server": server,
            "parent": parent,
            "symbol": scenario.tickers[symbol],
            "side": {1: "buy", -1: "sell"}[side],
            "quantity": quantity,
            "price": price,
        }
        for number, (when, server, parent, symbol, side, quantity, price) in enumerate(
            second, 1
        )
    ]


def total(rows):
    return {
        "executions": len(rows),
        "shares": sum(row["quantity"] for row in rows),
        "cents": sum(row["quantity"] * row["price"] for row in rows),
    }


def test_tape_is_that_of_the_simulator_page_by_page(morning):
    expected = by_simulator(TICK)

    page = read(morning, limit=300).json()
    pages = [page]
    while page["next"]:
        page = read(morning, limit=300, after=page["next"]).json()
        pages.append(page)

    assert [len(page["executions"]) for page in pages[:-1]] == [300] * (len(pages) - 1)
    assert [row for page in pages for row in page["executions"]] == expected
    assert (page["at"], page["tick"], page["epoch"]) == ("09:45:00", TICK, 0)
    assert page["total"] == page["matching"] == total(expected)
    beyond = read(morning, after=10**9).json()
    assert (beyond["executions"], beyond["next"]) == ([], None)
    assert beyond["total"] == total(expected)


def test_totals_are_of_the_whole_second_whatever_is_asked_for(morning):
    rows = by_simulator(7200)
    of_server = [row for row in rows if row["server"] == 3]
    ticker = rows[0]["symbol"]
    of_stock = [row for row in rows if row["symbol"] == ticker]

    server = read(morning, at="10:00:00", server=3, limit=500).json()
    stock = read(morning, at="10:00:00", symbol=ticker, limit=500).json()

    assert (server["executions"], stock["executions"]) == (of_server, of_stock)
    assert (server["matching"], stock["matching"]) == (
        total(of_server),
        total(of_stock),
    )
    assert server["total"] == stock["total"] == total(rows)
    assert server["servers"] == [
        {"server": n, **total([row for row in rows if row["server"] == n])}
        for n in sorted({row["server"] for row in rows})
    ]
    (own,) = [own for own in server["symbols"] if own["symbol"] == ticker]
    bought = sum(row["quantity"] for row in of_stock if row["side"] == "buy")
    assert own == {"symbol": ticker, **total(of_stock), "bought": bought}


def test_tape_follows_the_newest_epoch(run, compute, act):
    compute(run)
    before = read(run, at="09:45:30").json()
    act(run, TICK, "kill", "all")
    compute(run)

    after = read(run, at="09:45:30").json()

    assert before["total"]["executions"] > 0
    assert (after["epoch"], after["executions"], after["next"]) == (1, [], None)
    assert (after["servers"], after["symbols"]) == ([], [])
    assert after["total"] == {"executions": 0, "shares": 0, "cents": 0}
    assert read(run, at="09:44:59").json()["total"] == total(by_simulator(TICK - 1))


def test_tape_waits_until_the_second_is_computed(run):
    answer = read(run)

    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert "computed" in answer.json()["detail"]


def test_tape_of_a_paced_run_ends_at_its_clock(run):
    computing.advance(run.id)
    Run.objects.filter(id=run.id).update(paced=True, clock_sim=10.0)

    shown, still_to_come = read(run, at="08:00:09"), read(run, at="08:00:30")

    assert (shown.status_code, still_to_come.status_code) == (200, 409)
    assert "clock" in still_to_come.json()["detail"]


def test_run_of_another_engine_has_no_tape(run):
    Run.objects.filter(id=run.id).update(engine_version="0.1.0")

    answer = read(run)

    assert (answer.status_code, answer.json()["status"]) == (409, 409)
    assert "version" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ({"at": "25:00"}, "25:00"),
        ({"at": "16:00:00"}, "at: "),
        ({"at": ""}, "at: "),
        ({"server": 9}, "server: 9"),
        ({"server": 0}, "server: 0"),
        ({"server": "eight"}, "server: "),
        ({"symbol": "KCG"}, "'KCG'"),
        ({"symbol": "K" * 13}, "symbol: "),
        ({"limit": 501}, "limit: "),
        ({"limit": 0}, "limit: "),
        ({"after": -1}, "after: "),
    ],
)
def test_tape_refuses_with_one_problem(run, query, detail):
    answer = read(run, **query)

    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (422, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert detail in problem["detail"]


def test_tape_without_a_time_or_a_run_is_refused(run):
    without = Client().get(f"/api/v1/runs/{run.id}/tape")
    nowhere = Client().get(f"/api/v1/runs/{UNKNOWN}/tape", {"at": "09:45"})

    assert (without.status_code, nowhere.status_code) == (422, 404)
    assert without.json()["detail"].startswith("at: ")
    assert nowhere.json()["detail"] == "There is no such run here."
