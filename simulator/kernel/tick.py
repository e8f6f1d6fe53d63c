"""The tick: the stages in their order."""

from simulator.clock import OPEN
from simulator.frames import Frames
from simulator.kernel.cells import note_cells
from simulator.kernel.checks import end_loops
from simulator.kernel.demand import add_up, measure_demand
from simulator.kernel.desk import book_desk, decide_desk, sell_block, trade_desk
from simulator.kernel.fills import fill_customers, fill_loops
from simulator.kernel.guardrails import act_on_trips, average_rates, watch
from simulator.kernel.impact import push_prices
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.intake import drop_ended, take_in
from simulator.kernel.jit import inline, jit
from simulator.kernel.ledger import book_loops, charge_drift
from simulator.kernel.market import absorb, move_market
from simulator.kernel.telemetry import (
    mark,
    note_stop,
    write_row,
    write_servers,
    write_stocks,
)
from simulator.state.arrays import ACCUMULATE, NOW, UNWIND, State


@jit
def run_ticks(
    start: int, end: int, inputs: Inputs, state: State, scratch: Scratch, frames: Frames
) -> None:
    """Change the state by the ticks from `start` up to but without `end`."""
    progress, guardrails = state.progress[0], state.guardrails
    for tick in range(start, end):
        if progress.due <= tick:
            act_on_trips(tick, state)
        route_orders(tick, inputs, state, scratch)
        if tick >= OPEN:
            trade(tick, inputs, state, scratch)
        average_rates(tick, inputs.params, scratch.load, state.servers, guardrails.rate)
        if tick >= OPEN and progress.armed > 0:
            watch(tick, inputs, state, scratch)
        observe(tick, state, scratch, frames)
    state.progress[0].tick = end
    write_stocks(
        end - 1, inputs.symbols, state.market, state.books, scratch.quotes, frames
    )


@inline
def route_orders(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Take in parent orders, measure what loops demand, work the customers' orders."""
    params, parents, orders = inputs.params, inputs.parents, state.orders
    progress, load = state.progress[0], scratch.load
    take_in(tick, parents, orders, state.servers, progress, state.figures[NOW])
    end_loops(tick, parents, orders, progress, state.guardrails)
    drop_ended(parents, orders, progress)
    loops = measure_demand(
        progress.active, params, inputs.symbols, parents, orders, load, scratch.fills
    )
    decide_desk(tick, loops, params, state.books, state.desk[0])
    fill_customers(progress.active, params, parents, orders, load)


@inline
def trade(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Move the market, execute, push prices, and book."""
    params, symbols, parents = inputs.params, inputs.symbols, inputs.parents
    orders, market, books, costs = state.orders, state.market, state.books, state.costs
    guardrails = state.guardrails
    flow, quotes, fills = scratch.flow, scratch.quotes, scratch.fills
    active, desk, now = state.progress[0].active, state.desk[0], state.figures[NOW]

    move_market(tick, inputs.key, params, symbols, inputs.volume, market, quotes)
    add_up(active, parents, orders, flow, fills)
    absorb(tick, params, market, guardrails, flow, quotes)
    executed = fill_loops(
        tick,
        active,
        params,
        parents,
        orders,
        guardrails,
        quotes,
        scratch.load,
        flow,
        fills,
        now,
    )
    if desk.working:
        trade_desk(tick, params, books, guardrails, quotes, flow)
    charge_drift(books, quotes, costs[UNWIND if desk.working else ACCUMULATE])
    push_prices(params, symbols, market, flow, quotes)
    book_loops(
        active,
        params.lot,
        symbols,
        parents,
        orders,
        market,
        books,
        quotes,
        fills,
        costs,
    )
    if scratch.cells.rows.shape[0] > 0:
        note_cells(tick, active, symbols, parents, orders, quotes, fills, scratch.cells)
    if desk.working:
        book_desk(symbols, books, quotes, flow, costs)
        if tick >= params.block_tick:
            sell_block(params, symbols, market, books, quotes, costs)
    mark(params, symbols, market, books, quotes, now)
    now.tick = tick
    if executed > 0:
        note_stop(state.figures, market)


@inline
def observe(tick: int, state: State, scratch: Scratch, frames: Frames) -> None:
    """Write the tick's row of the frames."""
    row = tick - frames.tick
    write_row(row, state.figures[NOW], state.books, state.desk[0].working, frames)
    write_servers(tick, row, scratch.load, state.servers, frames)
