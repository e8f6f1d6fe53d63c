"""The unwind desk: it sells what is left once the loops have ended."""

import math

from simulator.kernel.checks import is_paused, is_pausing
from simulator.kernel.impact import factor, permanent
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline
from simulator.kernel.ledger import book, charge, price_cents
from simulator.state.arrays import AT_ONCE, BY_RULE, UNWIND, State


@inline
def decide_desk(tick: int, loops: int, inputs: Inputs, state: State) -> None:
    """Set whether the desk works in this tick.

    It rests while a loop is live, on any server. The rule: it starts `unwind_wait` s
    after the last loop ended. People may start it at once or hold it.
    """
    wait, desk = inputs.params.unwind_wait, state.desk[0]
    if loops > 0:
        desk.idle_since = tick + 1
    waited = desk.idle_since >= 0 and tick >= desk.idle_since + wait
    wanted = desk.order == AT_ONCE or (desk.order == BY_RULE and waited)
    desk.working = wanted and loops == 0 and state.books.total.any()


@inline
def trade_desk(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Trade a part of the background volume against each position."""
    books, guardrails = state.books, state.guardrails
    flow, quotes = scratch.flow, scratch.quotes
    pausing = is_pausing(guardrails)
    for i in range(books.total.size):
        held = books.total[i]
        part = inputs.params.unwind_share * quotes.volume[i]
        shares = min(abs(held), math.floor(part + quotes.dither[i]))
        if pausing and is_paused(tick, i, guardrails):
            shares = 0
        flow.desk[i] = -shares if held > 0 else shares
        flow.net[i] += flow.desk[i]
        flow.gross[i] += shares


@inline
def book_desk(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Book what the desk traded."""
    symbols, books, cost = inputs.symbols, state.books, state.costs[UNWIND]
    flow, quotes = scratch.flow, scratch.quotes
    desk = books.cash.size - 1
    for i in range(books.total.size):
        shares = abs(flow.desk[i])
        if shares > 0:
            side = 1 if flow.desk[i] > 0 else -1
            price = price_cents(i, side, symbols, quotes)
            cents = math.floor(price * shares + 0.5)
            book(desk, i, side * shares, side * cents, books)
            charge(i, side, shares, cents, symbols, quotes, cost)


@inline
def sell_block(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Sell all that is left at a discount to its value once the push has faded."""
    books, quotes, cost = state.books, scratch.quotes, state.costs[UNWIND]
    desk = books.cash.size - 1
    for i in range(books.total.size):
        held = books.total[i]
        if held == 0:
            continue
        side, shares = (-1 if held > 0 else 1), abs(held)
        fair = quotes.base[i] * factor(permanent(i, inputs, state.market))
        discount = block_discount(i, shares, inputs)
        price = fair * (1.0 + side * discount)
        cents = math.floor(price * 100.0 * shares + 0.5)
        book(desk, i, side * shares, side * cents, books)
        cost.block += shares * fair * discount
        cost.permanent += side * shares * (fair - quotes.base[i])
        cost.rounding += side * (cents * 0.01 - shares * price)


@inline
def block_discount(i: int, shares: int, inputs: Inputs) -> float:
    """Return the discount at which a bidder takes the shares, as a fraction."""
    symbols = inputs.symbols
    size = math.sqrt(shares / symbols.volume[i])
    discount: float = inputs.params.block_discount * symbols.impact[i] * size
    return discount
