"""Intake: parent orders arrive, find a server, and meet the code it runs (SEC ¶15-19)."""

from simulator.clock import OPEN
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline
from simulator.state.arrays import (
    DONE,
    LOOP,
    NOW,
    ORDINARY,
    REJECTED,
    RLP,
    Servers,
    State,
)


@inline
def take_in(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Let the parent orders of this tick arrive."""
    work = scratch.work[0]
    parents, orders, servers = inputs.parents, state.orders, state.servers
    progress, now = state.progress[0], state.figures[NOW]
    while (
        progress.arrived < parents.tick.size and parents.tick[progress.arrived] <= tick
    ):
        parent = progress.arrived
        progress.arrived += 1
        server = find_server(parents.route[parent], tick, servers)
        stage = first_stage(server, tick, servers)
        orders.server[parent] = server
        orders.stage[parent] = stage
        if stage == REJECTED:
            if server >= 0:
                servers.emails[server] += 1  # "Power Peg disabled"
            continue
        if stage == LOOP:
            now.parents += 1
            work.changed = 1
        else:
            work.others += 1
        orders.active[progress.active] = parent
        progress.active += 1


@inline
def find_server(route: int, tick: int, servers: Servers) -> int:
    """Return the first server from `route` on that takes orders, -1 if none does."""
    count = servers.killed.size
    for step in range(count):
        server = (route + step) % count
        if servers.killed[server] == 0 and servers.back_at[server] <= tick:
            return server
    return -1


@inline
def first_stage(server: int, tick: int, servers: Servers) -> int:
    """Return what a flagged order becomes on the server."""
    if server < 0:
        return REJECTED
    if servers.flag[server] == 0:
        return ORDINARY
    if servers.old_code[server] == 0:
        return RLP
    return LOOP if tick >= OPEN else REJECTED


@inline
def drop_ended(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Keep the orders that are still at work; all but loops end when filled."""
    parents, orders, progress = inputs.parents, state.orders, state.progress[0]
    kept = others = 0
    for row in range(progress.active):
        parent = orders.active[row]
        worked = orders.stage[parent] == RLP or orders.stage[parent] == ORDINARY
        if worked and orders.filled[parent] >= parents.quantity[parent]:
            orders.stage[parent] = DONE
            worked = False
        if worked or orders.stage[parent] == LOOP:
            orders.active[kept] = parent
            kept += 1
            others += worked
    progress.active = kept
    scratch.work[0].others = others
