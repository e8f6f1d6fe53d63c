"""Demand: how many child orders the loops want to send, and can (SEC ¶16)."""

from simulator.kernel.inputs import Inputs, Load, Scratch
from simulator.kernel.jit import inline, jit
from simulator.state.arrays import LOOP, Books, State

GOLDEN = 0.6180339887498949  # its multiples modulo 1 spread one draw over many orders


@jit
def measure_demand(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """List the live loops, and set their rates and each symbol's demand."""
    flow, loops, load = scratch.flow, scratch.loops, scratch.load
    list_loops(inputs, state, scratch)
    rows = scratch.work[0].loops
    load.wanted[:] = 0.0
    load.loops[:] = 0
    for row in range(rows):
        load.wanted[loops.server[row]] += loops.rate[row]
        load.loops[loops.server[row]] += 1
        load.traded[loops.server[row]] = 1
    throttle_servers(inputs.params.server_cap, load)
    flow.demand[:] = 0.0
    for row in range(rows):
        loops.rate[row] *= load.throttle[loops.server[row]]
        flow.demand[loops.symbol[row]] += loops.rate[row]


@inline
def list_loops(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """List the live loops with what of them stays as it is, not yet throttled."""
    params, symbols, parents = inputs.params, inputs.symbols, inputs.parents
    orders, loops, work = state.orders, scratch.loops, scratch.work[0]
    rows = 0
    for place in range(state.progress[0].active):
        parent = orders.active[place]
        if orders.stage[parent] == LOOP:
            symbol = parents.symbol[parent]
            loops.parent[rows], loops.symbol[rows] = parent, symbol
            loops.side[rows] = parents.side[parent]
            loops.server[rows] = orders.server[parent]
            loops.turn[rows] = parent * GOLDEN
            loops.rate[rows] = params.loop_rate * symbols.loop_rate[symbol]
            rows += 1
    work.loops = rows
    work.changed = 0


@inline
def throttle_servers(cap: float, load: Load) -> None:
    """Share out what a server can send among its loops."""
    for server in range(load.wanted.size):
        wanted = load.wanted[server]
        load.throttle[server] = 1.0 if wanted <= cap else cap / wanted


@inline
def find_holders(books: Books, load: Load) -> None:
    """See which servers hold shares; only a loop can add to them."""
    for server in range(load.traded.size):
        load.traded[server] = 1 if books.position[server].any() else 0
