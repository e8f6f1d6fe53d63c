"""Sums and prices that would not fit where they are counted are refused everywhere."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.clock import MINUTE, OPEN
from simulator.engine import run_minute, run_until, simulate
from simulator.ensemble import run_ensemble
from simulator.params import ParamsError
from simulator.schedule import Schedule, make_schedule
from simulator.state import new_state
from simulator.tape import tapes, tapes_of

END = OPEN + 10 * MINUTE


def everywhere(price=None, volume=None, impact=None, half_spread=None, **params):
    """What changes a scenario's stocks, all alike, and its parameters."""
    stocks = {
        "price": price,
        "volume": volume,
        "impact": impact,
        "half_spread": half_spread,
    }

    def changed(scenario):
        like = scenario.symbols.price
        told = {key: np.full_like(like, v) for key, v in stocks.items() if v}
        symbols = scenario.symbols._replace(**told)
        return replace(
            scenario, symbols=symbols, params=replace(scenario.params, **params)
        )

    return changed


RICH = everywhere(price=100_000, volume=1e12, loop_rate=1000, server_cap=1e9, lot=1000)
STEEP = everywhere(
    price=100_000, volume=100, impact=1, transient_impact=100, permanent_impact=100
)
DEAR = everywhere(price=1000, impact=1, temporary_impact=100, half_spread=1000)

EXPOSURE = "parameters that keep exposure and P&L under $10 trillion"
PRICES = "parameters that keep prices under $21 million"


def minute_by_minute(scenario):
    schedule, state = make_schedule(scenario, []), new_state(scenario)
    for minute in range(END // MINUTE):
        state, _ = run_minute(scenario, 29, schedule, state, minute)


def until_end(scenario):
    run_until(scenario, 29, make_schedule(scenario, []), new_state(scenario), 0, END)


NOTHING = Schedule(())

ENTRIES = {
    "simulate": lambda scenario: simulate(scenario, 29, until=END),
    "hash": lambda scenario: simulate(scenario, 29, until=1).hash_at_1015,
    "run_until": until_end,
    "run_minute": minute_by_minute,
    "run_ensemble": lambda scenario: run_ensemble(scenario, [29, 30], until=END),
    "tapes": lambda scenario: list(tapes(scenario, 29, NOTHING, until=END)),
}


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(
    ("change", "allowed"), [(RICH, {EXPOSURE}), (STEEP, {EXPOSURE, PRICES})]
)
def test_morning_that_cannot_be_counted_is_refused(scenario, entry, change, allowed):
    with pytest.raises(ParamsError) as caught:
        ENTRIES[entry](change(scenario))

    assert (caught.value.argument, caught.value.value) == ("scenario", "sec-2013")
    assert caught.value.allowed in allowed


def test_price_that_a_tape_cannot_hold_is_refused_though_nothing_is_held(scenario):
    """The orders are for so many shares that all are the customers'."""
    parents = scenario.parents._replace(
        quantity=np.full_like(scenario.parents.quantity, 10_000_000)
    )
    steep = replace(STEEP(scenario), parents=parents)

    with pytest.raises(ParamsError) as caught:
        simulate(steep, 29, until=END)

    assert caught.value.allowed == PRICES


def test_part_of_a_loss_that_cannot_be_counted_is_refused(scenario):
    """All sell at a cent, where the impact would leave far less of the price."""
    thin = everywhere(
        price=200,
        volume=2.3e6,
        impact=1,
        temporary_impact=100,
        transient_impact=0,
        permanent_impact=0,
        block_discount=0,
        loop_rate=1000,
        server_cap=1e9,
        venue_capacity=10_000,
        lot=1000,
    )(scenario)
    fast = np.full_like(thin.symbols.loop_rate, 100)
    sold = replace(
        thin,
        symbols=thin.symbols._replace(loop_rate=fast),
        parents=thin.parents._replace(side=np.full_like(thin.parents.side, -1)),
    )

    with pytest.raises(ParamsError) as caught:
        until_end(sold)

    assert (
        caught.value.allowed == "parameters that keep turnover under $46,000 trillion"
    )


def test_dear_executions_are_on_the_tape_to_the_cent_as_they_are_booked(scenario):
    """Without customers all that a server's loops pay is the firm's."""
    nobody = np.zeros_like(scenario.parents.quantity)
    parents = scenario.parents._replace(quantity=nobody)
    run = simulate(
        replace(DEAR(scenario), parents=parents), 29, until=OPEN + 3 * MINUTE
    )

    paid = np.zeros(scenario.server_count, np.int64)
    highest = 0
    for rows in tapes_of(run):
        cents = rows.side * rows.quantity.astype(np.int64) * rows.price
        np.add.at(paid, rows.server - 1, cents)
        highest = max(highest, int(rows.price.max(initial=0)))

    assert paid.tolist() == (-run.state.books.cash[:-1]).tolist()
    assert highest > 10 * 100_000  # cents: far above the mid, and within 32 bits
