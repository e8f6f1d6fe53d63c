"""Ledger: executions are priced in whole cents and booked to positions and cash."""

import math

from simulator.kernel.inputs import Inputs, Quotes, Scratch
from simulator.kernel.jit import inline
from simulator.scenario import Symbols
from simulator.state.arrays import ACCUMULATE, UNWIND, Books, Record, State


@inline
def book_loops(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Book what the loops executed, after the customer has had what was ordered."""
    symbols, parents, lot = inputs.symbols, inputs.parents, inputs.params.lot
    orders, market, books = state.orders, state.market, state.books
    quotes, fills, cost = scratch.quotes, scratch.fills, state.costs[ACCUMULATE]
    for row in range(state.progress[0].active):
        executions, shares = fills.executions[row], fills.shares[row]
        if executions == 0:
            continue
        parent = orders.active[row]
        i, side = parents.symbol[parent], parents.side[parent]
        price = price_cents(i, side, symbols, quotes)
        low, notional = whole_cents(price, executions, shares, lot)
        owed = max(0, parents.quantity[parent] - orders.filled[parent])
        customers = min(shares, owed)
        ours, cents = shares - customers, notional - customers * low
        orders.filled[parent] += shares
        market.traded[i] += shares
        book(orders.server[parent], i, side * ours, side * cents, books)
        charge(i, side, ours, cents, symbols, quotes, cost)


@inline
def price_cents(i: int, side: int, symbols: Symbols, quotes: Quotes) -> float:
    """Return the mean price of the tick's executions on a side, at least one cent."""
    mid = 0.5 * (quotes.before[i] + quotes.after[i])
    price = mid * (1.0 + side * quotes.temporary[i]) + side * symbols.half_spread[i]
    cents: float = max(1.0, 100.0 * price)
    return cents


@inline
def whole_cents(
    price: float, executions: int, shares: int, lot: int
) -> tuple[int, int]:
    """Return the lower of two neighbouring prices, and all executions' cents together.

    As many executions as needed for the mean happen one cent higher. All are of a full
    lot but the last, which may be odd and is the last to be priced higher.
    """
    low, higher = neighbouring_cents(price, executions)
    notional = low * shares + lot * higher
    if higher == executions:
        notional -= lot * executions - shares
    return low, notional


@inline
def neighbouring_cents(price: float, executions: int) -> tuple[int, int]:
    """Return the price in whole cents, and how many executions pay one cent more."""
    low = math.floor(price)
    return low, math.floor((price - low) * executions + 0.5)


@inline
def book(row: int, i: int, shares: int, cents: int, books: Books) -> None:
    """Book signed shares against signed cents."""
    books.position[row, i] += shares
    books.total[i] += shares
    books.cash[row] -= cents


@inline
def charge(
    i: int,
    side: int,
    shares: int,
    cents: int,
    symbols: Symbols,
    quotes: Quotes,
    cost: Record,
) -> None:
    """Split what the shares cost beyond the price without Knight by cause, in $.

    Rounding is what whole cents add, the floor of one cent a share included.
    """
    mid = 0.5 * (quotes.before[i] + quotes.after[i])
    cost.spread += shares * symbols.half_spread[i]
    cost.temporary += shares * mid * quotes.temporary[i]
    cost.transient += side * shares * (mid - quotes.fair[i])
    cost.permanent += side * shares * (quotes.fair[i] - quotes.base[i])
    price = mid * (1.0 + side * quotes.temporary[i]) + side * symbols.half_spread[i]
    cost.rounding += side * (cents * 0.01 - shares * price)


@inline
def charge_drift(state: State, scratch: Scratch) -> None:
    """Charge what the market moved against the shares held into the tick, in $."""
    books, quotes = state.books, scratch.quotes
    gain = 0.0
    for i in range(books.total.size):
        gain += books.total[i] * (quotes.base[i] - quotes.last[i])
    phase = UNWIND if state.desk[0].working else ACCUMULATE
    state.costs[phase].drift -= gain
