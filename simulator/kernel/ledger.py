"""Ledger: executions are priced in whole cents and booked to positions and cash.

What all executions of a stock on one side have in common is worked out once for it.
"""

import math

from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline, jit
from simulator.scenario import Floats, Ints
from simulator.state.arrays import ACCUMULATE, State


@inline
def price_loops(scratch: Scratch) -> None:
    """Set the two neighbouring prices at which each loop executes, and how often each."""
    loops, fills, quotes = scratch.loops, scratch.fills, scratch.quotes
    rows = scratch.work[0].loops
    for row in range(rows):
        i = loops.symbol[row]
        fills.paid[row] = quotes.buy[i] if loops.side[row] > 0 else quotes.sell[i]
    set_cents(rows, fills.paid, fills.price)
    set_low(rows, fills.price, fills.low)
    set_higher(rows, fills.price, fills.low, fills.executions, fills.higher)


@jit
def set_cents(rows: int, paid: Floats, price: Floats) -> None:
    """Turn $ into cents, at least one."""
    for row in range(rows):
        price[row] = max(1.0, 100.0 * paid[row])


@jit
def set_low(rows: int, price: Floats, low: Ints) -> None:
    """Set the prices in whole cents."""
    for row in range(rows):
        low[row] = math.floor(price[row])


@jit
def set_higher(
    rows: int, price: Floats, low: Ints, executions: Ints, higher: Ints
) -> None:
    """Set how many executions pay one cent more, as many as the mean price needs."""
    for row in range(rows):
        part = (price[row] - low[row]) * executions[row]
        higher[row] = math.floor(part + 0.5)


@inline
def whole_cents(row: int, lot: int, scratch: Scratch) -> int:
    """Return all executions' cents together.

    All are of a full lot but the last, which may be odd and is the last to be priced
    higher.
    """
    fills = scratch.fills
    executions, shares = fills.executions[row], fills.shares[row]
    notional = fills.low[row] * shares + lot * fills.higher[row]
    if fills.higher[row] == executions:
        notional -= lot * executions - shares
    return int(notional)


@inline
def book_loops(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Book what the loops executed, after the customer has had what was ordered.

    What the shares cost beyond the price without Knight is split by cause, in $.
    Rounding is what whole cents add, the floor of one cent a share included.
    """
    half, quantity, lot = (
        inputs.symbols.half_spread,
        inputs.parents.quantity,
        inputs.params.lot,
    )
    filled, books, cost = state.orders.filled, state.books, state.costs[ACCUMULATE]
    quotes, loops, fills = scratch.quotes, scratch.loops, scratch.fills
    spread, temporary, rounding = cost.spread, cost.temporary, cost.rounding
    transient, permanent = cost.transient, cost.permanent
    dearest = scratch.work[0].dearest
    for row in range(scratch.work[0].loops):
        parent, i, side = loops.parent[row], loops.symbol[row], loops.side[row]
        server, shares = loops.server[row], fills.shares[row]
        customers = min(shares, max(0, quantity[parent] - filled[parent]))
        filled[parent] += shares
        ours = shares - customers
        cents = whole_cents(row, lot, scratch) - customers * fills.low[row]
        signed = side * ours
        books.position[server, i] += signed
        books.total[i] += signed
        books.cash[server] -= side * cents
        spread += ours * half[i]
        temporary += ours * quotes.mid[i] * quotes.temporary[i]
        transient += signed * (quotes.mid[i] - quotes.fair[i])
        permanent += signed * (quotes.fair[i] - quotes.base[i])
        rounding += side * (cents * 0.01 - ours * fills.paid[row])
        dearest = max(dearest, fills.price[row])
    cost.spread, cost.temporary, cost.rounding = spread, temporary, rounding
    cost.transient, cost.permanent = transient, permanent
    scratch.work[0].dearest = dearest
    add_traded(scratch.flow.gross, state.market.traded)


@jit
def add_traded(gross: Ints, traded: Ints) -> None:
    """Add what was executed to what loops have traded."""
    for i in range(traded.size):
        traded[i] += gross[i]


@inline
def charge_drift(state: State, scratch: Scratch) -> None:
    """Charge what the market moved against the shares held into the tick, in $.

    While the unwind desk works, `book_desk` does.
    """
    books, quotes = state.books, scratch.quotes
    gain = 0.0
    for i in range(books.total.size):
        gain += books.total[i] * (quotes.base[i] - quotes.last[i])
    state.costs[ACCUMULATE].drift -= gain
