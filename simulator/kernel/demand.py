"""Demand: how many child orders the loops want to send, and can (SEC ¶16)."""

from simulator.kernel.inputs import Fills, Flow, Load
from simulator.kernel.jit import jit
from simulator.params import ModelParams
from simulator.scenario import Parents, Symbols
from simulator.state.arrays import LOOP, Orders


@jit
def measure_demand(
    active: int,
    params: ModelParams,
    symbols: Symbols,
    parents: Parents,
    orders: Orders,
    load: Load,
    flow: Flow,
    fills: Fills,
) -> int:
    """Set each loop's rate and each symbol's demand; return the number of live loops."""
    clear(load, flow)
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
        parent = orders.active[row]
        fills.rate[row] *= load.throttle[orders.server[parent]]
        flow.demand[parents.symbol[parent]] += fills.rate[row]
    return load.loops.sum()


@jit
def clear(load: Load, flow: Flow) -> None:
    """Forget the tick before."""
    load.wanted[:] = 0.0
    load.loops[:] = 0
    load.sent[:] = 0
    flow.demand[:] = 0.0
    flow.net[:] = 0
    flow.gross[:] = 0
    flow.desk[:] = 0


@jit
def throttle_servers(cap: float, load: Load) -> None:
    """Share out what a server can send among its loops."""
    for server in range(load.wanted.size):
        wanted = load.wanted[server]
        load.throttle[server] = 1.0 if wanted <= cap else cap / wanted
