"""Fills: child orders sent, and what of them executes."""

import math

from simulator.guardrails import Guardrail
from simulator.kernel.checks import is_enforced, most_orders
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline
from simulator.state.arrays import LOOP, NOW, State

GOLDEN = 0.6180339887498949  # its multiples modulo 1 spread one draw over many orders


@inline
def fill_loops(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> int:
    """Send and execute the child orders of loops; return the executions."""
    parents, lot, orders = inputs.parents, inputs.params.lot, state.orders
    load, flow, fills = scratch.load, scratch.flow, scratch.fills
    quotes, now, guardrails = scratch.quotes, state.figures[NOW], state.guardrails
    total = 0
    most = most_orders(tick, guardrails.settings[Guardrail.CHILD_CAP])
    counted = is_enforced(tick, guardrails.settings[Guardrail.CUMULATIVE_QUANTITY])
    for row in range(state.progress[0].active):
        fills.sent[row] = 0
        fills.executions[row] = 0
        fills.shares[row] = 0
        parent = orders.active[row]
        if orders.stage[parent] != LOOP:
            continue
        i = parents.symbol[parent]
        dither = rotated(quotes.dither[i], parent)
        sent = math.floor(fills.rate[row] + dither)
        sent = min(sent, max(0, most - orders.sent[parent]))
        executions = math.floor(fills.rate[row] * quotes.fill[i] + dither)
        executions = min(executions, sent)
        fills.sent[row] = sent
        load.sent[orders.server[parent]] += sent
        orders.sent[parent] += sent
        now.child_orders += sent
        if executions > 0:
            odd = math.floor(rotated(quotes.odd[i], parent) * lot)
            shares = lot * executions - odd
            if counted:
                left = max(0, parents.quantity[parent] - orders.filled[parent])
                shares = min(shares, left)
                executions = (shares + lot - 1) // lot
            fills.executions[row] = executions
            fills.shares[row] = shares
            flow.net[i] += parents.side[parent] * shares
            flow.gross[i] += shares
            now.executions += executions
            now.shares += shares
            total += executions
    return total


@inline
def rotated(draw: float, parent: int) -> float:
    """Return the parent order's own number from 0 up to 1 out of its symbol's."""
    turned = draw + parent * GOLDEN
    return turned - math.floor(turned)


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
