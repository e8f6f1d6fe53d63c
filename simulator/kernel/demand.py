"""Demand: how many child orders the loops want to send, and can (SEC ¶16)."""

from simulator.kernel.inputs import Inputs, Load, Scratch
from simulator.kernel.jit import inline
from simulator.state.arrays import LOOP, State


@inline
def measure_demand(inputs: Inputs, state: State, scratch: Scratch) -> int:
    """Set each loop's rate; return the number of live loops."""
    params, symbols, parents = inputs.params, inputs.symbols, inputs.parents
    orders, load, fills = state.orders, scratch.load, scratch.fills
    active = state.progress[0].active
    clear(load)
    for row in range(active):
        parent = orders.active[row]
        fills.rate[row] = 0.0
        if orders.stage[parent] == LOOP:
            rate = params.loop_rate * symbols.loop_rate[parents.symbol[parent]]
            fills.rate[row] = rate
            load.wanted[orders.server[parent]] += rate
            load.loops[orders.server[parent]] += 1
    throttle_servers(params.server_cap, load)
    for row in range(active):
        fills.rate[row] *= load.throttle[orders.server[orders.active[row]]]
    loops: int = load.loops.sum()
    return loops


@inline
def add_up(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Set each symbol's demand, and forget what was traded in the tick before."""
    parents, orders = inputs.parents, state.orders
    flow, fills = scratch.flow, scratch.fills
    flow.demand[:] = 0.0
    flow.net[:] = 0
    flow.gross[:] = 0
    flow.desk[:] = 0
    for row in range(state.progress[0].active):
        flow.demand[parents.symbol[orders.active[row]]] += fills.rate[row]


@inline
def clear(load: Load) -> None:
    """Forget what the servers did in the tick before."""
    load.wanted[:] = 0.0
    load.loops[:] = 0
    load.sent[:] = 0


@inline
def throttle_servers(cap: float, load: Load) -> None:
    """Share out what a server can send among its loops."""
    for server in range(load.wanted.size):
        wanted = load.wanted[server]
        load.throttle[server] = 1.0 if wanted <= cap else cap / wanted
