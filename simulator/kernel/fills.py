"""Fills: child orders sent, and what of them executes.

Each pass over the loops fills one array without a branch: so it runs for several at once.
"""

import math

import numpy as np

from simulator.guardrails import Guardrail
from simulator.kernel.checks import UNLIMITED, is_enforced, most_orders
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline, jit
from simulator.scenario import Floats, Ints
from simulator.state.arrays import LOOP, NOW, State


@inline
def fill_loops(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> int:
    """Send and execute the child orders of loops; return the executions."""
    settings, fills = state.guardrails.settings, scratch.fills
    loops, rows = scratch.loops, scratch.work[0].loops
    if rows == 0:
        return 0
    spread_draws(rows, scratch)
    set_sent(rows, loops.rate, fills.dither, fills.sent)
    most = most_orders(tick, settings[Guardrail.CHILD_CAP])
    if most != UNLIMITED:
        cap_orders(rows, most, state, scratch)
    set_executions(rows, loops.rate, fills.part, fills.dither, fills.executions)
    limit_executions(rows, fills.sent, fills.executions)
    set_shares(rows, inputs.params.lot, fills.executions, fills.odd, fills.shares)
    if is_enforced(tick, settings[Guardrail.CUMULATIVE_QUANTITY]):
        limit_shares(rows, inputs, state, scratch)
    return note_fills(rows, state, scratch)


@inline
def spread_draws(rows: int, scratch: Scratch) -> None:
    """Give each loop its symbol's part that executes, and numbers of its own."""
    loops, fills, quotes = scratch.loops, scratch.fills, scratch.quotes
    for row in range(rows):
        i = loops.symbol[row]
        fills.part[row] = quotes.fill[i]
        fills.dither[row] = quotes.dither[i] + loops.turn[row]
        fills.odd[row] = quotes.odd[i] + loops.turn[row]
    keep_fraction(rows, fills.dither)
    keep_fraction(rows, fills.odd)


@jit
def keep_fraction(rows: int, numbers: Floats) -> None:
    """Leave what is behind the point."""
    for row in range(rows):
        numbers[row] -= np.floor(numbers[row])


@jit
def set_sent(rows: int, rate: Floats, dither: Floats, sent: Ints) -> None:
    """Set how many child orders each loop sends."""
    for row in range(rows):
        sent[row] = math.floor(rate[row] + dither[row])


@inline
def cap_orders(rows: int, most: int, state: State, scratch: Scratch) -> None:
    """Let no loop send more than `most` in all."""
    loops, fills = scratch.loops, scratch.fills
    for row in range(rows):
        left = max(0, most - state.orders.sent[loops.parent[row]])
        fills.sent[row] = min(fills.sent[row], left)


@jit
def set_executions(
    rows: int, rate: Floats, part: Floats, dither: Floats, executions: Ints
) -> None:
    """Set how many child orders of each loop find a counterparty."""
    for row in range(rows):
        executions[row] = math.floor(rate[row] * part[row] + dither[row])


@jit
def limit_executions(rows: int, sent: Ints, executions: Ints) -> None:
    """Let no more execute than was sent."""
    for row in range(rows):
        executions[row] = min(executions[row], sent[row])


@jit
def set_shares(
    rows: int, lot: int, executions: Ints, odd: Floats, shares: Ints
) -> None:
    """Set the shares executed: full lots, but for an odd one if there is any."""
    for row in range(rows):
        count = executions[row]
        shares[row] = lot * count - (math.floor(odd[row] * lot) if count > 0 else 0)


@inline
def limit_shares(rows: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Let no loop execute more shares than its order wants."""
    parents, lot, orders = inputs.parents, inputs.params.lot, state.orders
    loops, fills = scratch.loops, scratch.fills
    for row in range(rows):
        parent = loops.parent[row]
        left = max(0, parents.quantity[parent] - orders.filled[parent])
        fills.shares[row] = min(fills.shares[row], left)
        fills.executions[row] = (fills.shares[row] + lot - 1) // lot


@inline
def note_fills(rows: int, state: State, scratch: Scratch) -> int:
    """Add up what the loops sent and executed; return the executions."""
    orders, now = state.orders, state.figures[NOW]
    loops, fills = scratch.loops, scratch.fills
    flow, load = scratch.flow, scratch.load
    sent = executions = shares = 0
    for row in range(rows):
        i = loops.symbol[row]
        orders.sent[loops.parent[row]] += fills.sent[row]
        load.sent[loops.server[row]] += fills.sent[row]
        flow.net[i] += loops.side[row] * fills.shares[row]
        flow.gross[i] += fills.shares[row]
        sent += fills.sent[row]
        executions += fills.executions[row]
        shares += fills.shares[row]
    now.child_orders += sent
    now.executions += executions
    now.shares += shares
    return executions


@inline
def fill_customers(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Work the orders that stop when filled; they trade on customers' accounts."""
    params, parents = inputs.params, inputs.parents
    orders, load = state.orders, scratch.load
    for row in range(state.progress[0].active):
        parent = orders.active[row]
        if orders.stage[parent] == LOOP:
            continue
        remaining = parents.quantity[parent] - orders.filled[parent]
        shares = min(remaining, params.lot * params.customer_lots)
        orders.filled[parent] += shares
        load.sent[orders.server[parent]] += (shares + params.lot - 1) // params.lot
