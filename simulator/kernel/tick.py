"""The tick: the stages in their order."""

from simulator.clock import MINUTE, OPEN
from simulator.frames import Ends, Frames
from simulator.kernel.cells import note_cells
from simulator.kernel.checks import end_loops
from simulator.kernel.demand import find_holders, measure_demand
from simulator.kernel.desk import book_desk, decide_desk, sell_block, trade_desk
from simulator.kernel.fills import fill_customers, fill_loops
from simulator.kernel.guardrails import act_on_trips, average_rates, watch
from simulator.kernel.impact import (
    begin_range,
    end_range,
    keep_lasting,
    note_moves,
    note_range,
    price_sides,
    push_prices,
)
from simulator.kernel.inputs import Flow, Inputs, Scratch
from simulator.kernel.intake import drop_ended, take_in
from simulator.kernel.jit import inline, jit
from simulator.kernel.ledger import (
    book_loops,
    charge_drift,
    price_loops,
)
from simulator.kernel.market import meet_demand, move_market
from simulator.kernel.telemetry import (
    mark,
    note_stop,
    write_end,
    write_row,
    write_servers,
)
from simulator.state.arrays import NOW, State


@jit
def run_ticks(
    start: int,
    end: int,
    inputs: Inputs,
    state: State,
    scratch: Scratch,
    frames: Frames,
    ends: Ends,
) -> None:
    """Change the state by the ticks from `start` up to but without `end`.

    Frames without rows are not filled, and the book is then valued only where the state
    or a guardrail needs it.
    """
    progress, observed = state.progress[0], frames.executions.size > 0
    first = frames.tick // MINUTE
    scratch.work[0].changed = 1
    keep_lasting(inputs, state.market, scratch)
    find_holders(state.books, scratch.load)
    begin_range(inputs.symbols.price, scratch.quotes)
    scratch.work[0].ranged = 0
    for tick in range(start, end):
        if progress.due <= tick:
            act_on_trips(tick, state)
            scratch.work[0].changed = 1
        route_orders(tick, inputs, state, scratch)
        if tick >= OPEN:
            read = observed or tick + 1 == end or progress.armed > 0
            trade(tick, read, inputs, state, scratch)
        average_rates(tick, inputs, state, scratch)
        if tick >= OPEN and progress.armed > 0:
            watch(tick, inputs, state, scratch)
        if observed:
            observe(tick, state, scratch, frames)
        if observed and (tick + 1 == end or (tick + 1) % MINUTE == 0):
            row, after = tick // MINUTE - first, scratch.quotes.after
            write_end(tick, row, inputs.symbols.price, after, state, ends)
    end_range(inputs, state.market, scratch)
    progress.tick = end


@inline
def route_orders(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Take in parent orders, measure what loops demand, work the customers' orders."""
    work = scratch.work[0]
    take_in(tick, inputs, state, scratch)
    end_loops(tick, inputs, state, scratch)
    if work.changed == 1 or work.others > 0:
        drop_ended(inputs, state, scratch)
    if work.changed == 1:
        measure_demand(inputs, state, scratch)
    decide_desk(tick, work.loops, inputs, state)
    scratch.load.sent[:] = 0
    if work.others > 0:
        fill_customers(inputs, state, scratch)


@inline
def trade(
    tick: int, read: bool, inputs: Inputs, state: State, scratch: Scratch
) -> None:
    """Move the market, execute, push prices, and book; value the book if that is read."""
    desk = state.desk[0]
    move_market(tick, inputs, state, scratch)
    forget(scratch.flow)
    if scratch.work[0].loops > 0:
        meet_demand(tick, inputs, state, scratch)
    executed = fill_loops(tick, inputs, state, scratch)
    if desk.working:
        trade_desk(tick, inputs, state, scratch)
    else:
        charge_drift(state, scratch)
    push_prices(inputs, state, scratch)
    logged = scratch.cells.rows.shape[0] > 0
    if executed > 0 or logged:
        price_sides(inputs, scratch)
        price_loops(scratch)
    if executed > 0:
        end_range(inputs, state.market, scratch)
        note_moves(scratch.quotes.after, inputs.symbols.price, state.market.peak_move)
        book_loops(inputs, state, scratch)
    else:
        note_range(scratch.quotes.after, scratch.quotes.low, scratch.quotes.high)
        scratch.work[0].ranged = 1
    if logged:
        note_cells(tick, scratch)
    if desk.working:
        book_desk(inputs, state, scratch)
        if tick >= inputs.params.block_tick:
            sell_block(inputs, state, scratch)
    if read or executed > 0:
        mark(inputs, state, scratch)
    state.figures[NOW].tick = tick
    if executed > 0:
        note_stop(state)


@inline
def forget(flow: Flow) -> None:
    """Forget what was traded in the tick before."""
    flow.net[:] = 0
    flow.gross[:] = 0


@inline
def observe(tick: int, state: State, scratch: Scratch, frames: Frames) -> None:
    """Write the tick's row of the frames."""
    row = tick - frames.tick
    write_row(row, state, frames)
    write_servers(tick, row, scratch.load, state.servers, frames)
