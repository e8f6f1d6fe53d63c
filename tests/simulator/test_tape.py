"""The tape against the books: the same shares, cents and counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from simulator.clock import MINUTE, tick_of
from simulator.engine import log_minute, run_until, simulate
from simulator.export import write_tape
from simulator.interventions import parse_do
from simulator.kernel.cells import EXECUTIONS, TICK
from simulator.kernel.expansion import SECOND, Tape
from simulator.schedule import make_schedule
from simulator.state import new_state, state_hash
from simulator.tape import (
    START,
    expand_cells,
    tape,
    tapes_of,
)
from tests.simulator.cells import customers_part, unexecuted

WORST = 134  # the minute from 10:14


@pytest.fixture(scope="module")
def schedule(scenario):
    return make_schedule(scenario, [])


@pytest.fixture(scope="module")
def stopped(scenario):
    return simulate(scenario, 29, until=tick_of("10:15"))


@pytest.fixture(scope="module")
def whole(stopped):
    """Every execution of the historical morning."""
    return Tape._make(map(np.concatenate, zip(*tapes_of(stopped), strict=True)))


@pytest.fixture(scope="module")
def worst(scenario, schedule):
    """The state before the worst minute, that after it, and the cells between."""
    before, _ = run_until(
        scenario, 29, schedule, new_state(scenario), 0, WORST * MINUTE
    )
    after, cells = log_minute(scenario, 29, schedule, before, WORST)
    return before, after, cells


def positions(scenario, executions):
    signed = np.zeros((scenario.server_count, scenario.symbol_count), np.int64)
    shares = executions.quantity.astype(np.int64) * executions.side
    np.add.at(signed, (executions.server - 1, executions.symbol), shares)
    return signed


def cash(scenario, executions):
    cents = np.zeros(scenario.server_count, np.int64)
    shares = executions.quantity.astype(np.int64) * executions.side
    np.subtract.at(cents, executions.server - 1, shares * executions.price)
    return cents


@pytest.mark.slow
def test_whole_tape_has_the_counts(stopped, whole):
    figures = stopped.summary()

    assert len(whole.time) == figures["executions"] == 4071398
    assert whole.quantity.sum() == figures["shares"]
    assert np.unique(whole.symbol).size == figures["symbols"]
    assert np.unique(whole.parent).size == figures["parents"]


@pytest.mark.slow
def test_whole_tape_is_in_order_and_within_the_session(whole):
    assert np.all(np.diff(whole.time) >= 0)
    assert whole.time[0] >= START + tick_of("09:30") * SECOND
    assert whole.time[-1] < START + tick_of("10:15") * SECOND
    assert whole.price.min() > 0
    assert set(np.unique(whole.quantity)) <= set(range(1, 101))


def test_tapes_cash_differs_from_the_ledger_by_the_customers_part(
    scenario, stopped, whole
):
    off = cash(scenario, whole) - stopped.state.books.cash[:-1]

    assert off.sum() == -3855199  # $38,552


def test_minute_agrees_with_the_books(scenario, worst):
    before, after, cells = worst
    executions = expand_cells(scenario, cells)
    customers = customers_part(scenario, cells, before.orders.filled)

    held = after.books.position[:-1] - before.books.position[:-1]
    spent = after.books.cash[:-1] - before.books.cash[:-1]
    assert np.array_equal(positions(scenario, executions) - customers.position, held)
    assert np.array_equal(cash(scenario, executions) - customers.cash, spent)


def test_minute_is_the_same_without_a_log(scenario, schedule, worst):
    before, after, _ = worst

    plain, _ = run_until(
        scenario, 29, schedule, before, WORST * MINUTE, (WORST + 1) * MINUTE
    )

    assert state_hash(plain) == state_hash(after)


def test_tape_of_a_minute_is_its_part_of_the_whole(scenario, schedule, worst, whole):
    executions = tape(scenario, 29, schedule, worst[0], WORST)

    first = len(whole.time) - len(executions.time)
    for name in Tape._fields:
        part = getattr(whole, name)[first:]
        assert np.array_equal(getattr(executions, name), part)


def test_order_by_time_moves_rows_only(scenario, worst):
    cells = worst[2]
    by_time = expand_cells(scenario, cells)
    by_cell = expand_cells(scenario, cells, by_time=False)

    order = np.argsort(by_cell.time, kind="stable")
    for name in Tape._fields:
        assert np.array_equal(getattr(by_time, name), getattr(by_cell, name)[order])


def test_executions_of_a_loop_keep_to_their_second_and_order(scenario, worst):
    cells = worst[2]
    executions = expand_cells(scenario, cells, by_time=False)
    counts = cells[:, EXECUTIONS]

    ticks = np.repeat(cells[:, TICK], counts)
    assert np.array_equal((executions.time - START) // SECOND, ticks)
    rising = np.diff(executions.time) > 0
    inside = np.diff(np.repeat(np.arange(len(counts)), counts)) == 0
    assert np.all(rising[inside])


def test_child_orders_not_executed_are_counted_by_server(scenario, worst):
    before, after, cells = worst
    lost = unexecuted(cells, scenario.server_count)

    now, then = after.figures[0], before.figures[0]
    sent = now.child_orders - then.child_orders
    assert lost.sum() == sent - (now.executions - then.executions)
    assert lost.min() > 0


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 2**53 - 1),
    minute=st.integers(88, 112),
    server=st.integers(1, 8),
)
def test_any_minute_agrees_with_the_books(scenario, seed, minute, server):
    acts = [parse_do(f"09:35 rollback {server}", 8), parse_do("09:40 kill 2", 8)]
    schedule = make_schedule(scenario, acts)
    before, _ = run_until(
        scenario, seed, schedule, new_state(scenario), 0, minute * MINUTE
    )

    after, cells = log_minute(scenario, seed, schedule, before, minute)

    executions = expand_cells(scenario, cells)
    customers = customers_part(scenario, cells, before.orders.filled)
    held = after.books.position[:-1] - before.books.position[:-1]
    spent = after.books.cash[:-1] - before.books.cash[:-1]
    assert np.array_equal(positions(scenario, executions) - customers.position, held)
    assert np.array_equal(cash(scenario, executions) - customers.cash, spent)


def test_parquet_reads_back(scenario, worst, tmp_path):
    executions = expand_cells(scenario, worst[2])
    path = tmp_path / "tape.parquet"

    write_tape([executions, executions], scenario.tickers, path)

    table = parquet.read_table(path)
    assert table.num_rows == 2 * len(executions.time)
    assert str(table["time"].type) == "timestamp[ns, tz=America/New_York]"
    assert table["time"][0].value == executions.time[0]
    assert table["symbol"][0].as_py() == scenario.tickers[executions.symbol[0]]
    assert table["price_cents"].to_numpy()[0] == executions.price[0]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.slow
def test_whole_tape_is_small_as_parquet(scenario, whole, tmp_path):
    path = tmp_path / "tape.parquet"

    write_tape([whole], scenario.tickers, path)

    assert path.stat().st_size < 30_000_000
