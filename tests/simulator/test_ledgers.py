import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.clock import CLOSE, OPEN, tick_of
from simulator.engine import run_until, simulate
from simulator.frames import frames_of, new_blocks
from simulator.interventions import parse_do
from simulator.ledgers import (
    PMON_DELAY,
    PMON_RATE,
    account_33,
    customers,
    ordinary_revenue,
    pmon,
)
from simulator.scenario import Scenario
from simulator.schedule import make_schedule
from simulator.state import State, new_state

CENT = 0.01
FIXTURE = json.loads((Path(__file__).parents[1] / "fixtures/ledgers.json").read_text())


def residual(scenario: Scenario, state: State) -> float:
    """Return cash + positions without Knight's own push + all costs, $: always 0.

    The loss decomposition as an identity, whether the book is flat or not.
    """
    base = scenario.symbols.price * (1.0 + state.market.drift)
    value = state.books.cash.sum() / 100 + float(state.books.total @ base)
    costs = sum(
        float(costs[name]) for costs in state.costs for name in costs.dtype.names
    )
    return float(value + costs)


@pytest.mark.parametrize("time", ["09:30", "09:31", "09:54", "10:15", "12:00", "16:00"])
def test_costs_explain_the_whole_loss(scenario, time):
    schedule = make_schedule(scenario, [])

    state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, tick_of(time))

    assert abs(residual(scenario, state)) < CENT


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 2**53 - 1),
    kill=st.integers(OPEN, tick_of("10:30")),
    server=st.integers(1, 8),
)
def test_costs_explain_any_loss(scenario, seed, kill, server):
    time = f"{8 + kill // 3600:02}:{kill // 60 % 60:02}:{kill % 60:02}"
    acts = [parse_do(f"{time} kill {server}", 8), parse_do(f"{time} unwind", 8)]

    run = simulate(scenario, seed, acts, until=tick_of("10:40"))

    assert abs(residual(scenario, run.state)) < CENT


def test_loss_split_of_the_day_adds_up_to_the_cent(history):
    summary = history.summary()

    parts = [
        round(usd * 100)
        for causes in summary["loss_split"].values()
        for usd in causes.values()
    ]
    assert sum(parts) == round(summary["loss_usd"] * 100)
    counted = sum(float(c[name]) for c in history.state.costs for name in c.dtype.names)
    assert abs(counted - summary["loss_usd"]) < CENT


def test_account_33_passes_its_limit_in_seconds(history):
    ledger = account_33(history.frames)

    assert ledger.crossed == tick_of("09:30:16")
    assert ledger.gross[ledger.crossed] > 2_000_000 >= ledger.gross[ledger.crossed - 1]
    assert round(ledger.peak) == 3333


def test_account_33_stays_below_its_limit_without_loops(scenario):
    acts = [parse_do("09:00 deploy 8", 8), parse_do("09:30 take-over", 8)]

    ledger = account_33(simulate(scenario, 29, acts, until=OPEN + 600).frames)

    assert (ledger.crossed, ledger.crossed_at, ledger.peak) == (None, None, 0.0)


def test_pmon_is_late_under_load_and_catches_up(history):
    screen = pmon(history.frames)
    executed = np.concatenate([frames.executions for frames in history.frames])

    assert screen.delay[OPEN + 60] == PMON_DELAY
    assert screen.delay[tick_of("10:14:59")] == 515
    assert screen.delay[-1] == PMON_DELAY
    assert np.all(np.diff(screen.shown) >= 0)
    # It never shows more than it can have booked since the open.
    ticks = np.arange(CLOSE)
    assert np.all(executed[screen.shown] <= PMON_RATE * np.maximum(ticks - OPEN + 1, 0))


def test_pmon_shows_what_the_books_were(history):
    screen = pmon(history.frames)
    gross = np.concatenate([frames.dollars.gross for frames in history.frames])

    assert np.array_equal(screen.gross, gross[screen.shown])
    assert screen.gross[tick_of("10:14:59")] < 0.65 * gross[tick_of("10:14:59")]


def test_ledgers_of_a_made_up_minute_are_those_that_the_page_tells(scenario):
    frames = frames_of(scenario, 0, new_blocks(scenario, 60))
    frames.executions[:] = FIXTURE["executions"]
    frames.dollars.gross[:] = np.array(FIXTURE["gross_cents"]) / 100

    screen, ledger = pmon([frames]), account_33([frames])

    shown = {"shown": screen.shown.tolist(), "delay": screen.delay.tolist()}
    assert shown == FIXTURE["pmon"]
    assert {"crossed": ledger.crossed, "peak": ledger.peak} == FIXTURE["account"]


def test_customers_part_is_kept_apart(scenario, history):
    """What the market saw bought is Knight's and the customers' of the loops."""
    schedule = make_schedule(scenario, [])
    stop = tick_of("10:15")
    state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, stop)

    part = customers(scenario, state)

    assert np.array_equal(state.market.bought - state.books.total, part.loops)
    assert np.abs(part.others).sum() > 0


def test_ordinary_revenue_is_earned_by_servers_that_run(history):
    earned = ordinary_revenue(history.frames)

    assert earned[OPEN - 1] == 0
    assert earned[tick_of("09:40") - 1] == pytest.approx(120_000)
    assert earned[-1] == earned[tick_of("10:15")]
