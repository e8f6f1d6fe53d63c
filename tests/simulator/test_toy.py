"""A market small enough to work out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.clock import OPEN
from simulator.engine import simulate
from simulator.scenario import Parents, Scenario, Symbols

QUANTITY = 300


@pytest.fixture
def toy(scenario: Scenario) -> Scenario:
    """One loop of 10 child orders/s in a stock so deep that each executes at $20."""
    return replace(
        scenario,
        name="toy",
        params=replace(
            scenario.params,
            loop_rate=5.0,
            market_volatility=1e-12,
            volume_noise=1e-12,
            transient_impact=1e-12,
            permanent_impact=1e-12,
            temporary_impact=1e-12,
        ),
        tickers=("A", "B"),
        symbols=Symbols(
            price=np.array([20.0, 30.0]),
            volume=np.array([1e12, 1e12]),
            volatility=np.array([1e-12, 1e-12]),
            impact=np.array([1e-12, 1e-12]),
            half_spread=np.array([0.01, 0.01]),
            loop_rate=np.array([2.0, 1.0]),
        ),
        parents=Parents(
            tick=np.array([100, OPEN]),
            symbol=np.array([1, 0]),
            side=np.array([1, -1]),
            quantity=np.array([500, QUANTITY]),
            route=np.array([0, 1]),
        ),
        old_code=(False, True, False),
        preset=(),
    )


def test_loop_sends_its_rate(toy):
    run = simulate(toy, 1, until=OPEN + 60)
    frames = run.frames[-1]

    assert np.all(np.abs(np.diff(frames.child_orders, prepend=0) - 10) <= 0)
    assert frames.servers.sent[:, 1].tolist() == [10] * 60
    assert frames.loops.tolist() == [1] * 60
    assert frames.executions[-1] in range(600 - 60, 601)


def test_knight_is_short_what_the_customer_did_not_want(toy):
    run = simulate(toy, 1, until=OPEN + 60)
    frames, books = run.frames[-1], run.state.books
    surplus = frames.shares[-1] - QUANTITY

    assert books.total.tolist() == [-surplus, 0]
    assert books.position.tolist() == [[0, 0], [-surplus, 0], [0, 0], [0, 0]]
    assert books.cash.tolist() == [0, surplus * 1999, 0, 0]


def test_proper_order_is_worked_at_200_shares_a_second_and_stops(toy):
    run = simulate(toy, 1, until=180)
    sent = np.concatenate([frames.servers.sent for frames in run.frames])

    assert sent[99:105, 0].tolist() == [0, 2, 2, 1, 0, 0]
    assert run.state.orders.filled[0] == 500
