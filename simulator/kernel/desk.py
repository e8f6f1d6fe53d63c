"""The unwind desk: it sells what is left once the loops have ended."""

import math

from simulator.kernel.checks import is_paused, is_pausing
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline, jit
from simulator.scenario import Floats, Ints
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
    part = inputs.params.unwind_share
    set_desk(part, quotes.volume, quotes.dither, books.total, flow.desk)
    if is_pausing(guardrails):
        for i in range(flow.desk.size):
            if is_paused(tick, i, guardrails):
                flow.desk[i] = 0
    add_desk(flow.desk, flow.net, flow.gross)


@jit
def set_desk(
    part: float, volume: Floats, dither: Floats, held: Ints, desk: Ints
) -> None:
    """Set the signed shares that the desk trades of each stock."""
    for i in range(desk.size):
        shares = min(abs(held[i]), math.floor(part * volume[i] + dither[i]))
        desk[i] = -shares if held[i] > 0 else shares


@jit
def add_desk(desk: Ints, net: Ints, gross: Ints) -> None:
    """Add what the desk trades to what is executed."""
    for i in range(desk.size):
        net[i] += desk[i]
        gross[i] += abs(desk[i])


@inline
def book_desk(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Book what the desk traded, and charge what the market moved against the shares.

    What it traded of other stocks is nothing, and costs nothing. All sums are taken in
    one pass: each waits for its own last addition only.
    """
    books, cost, causes = state.books, state.costs[UNWIND], scratch.causes
    split_desk(inputs, books.total, scratch)
    row = books.cash.size - 1
    books.cash[row] -= move_shares(
        scratch.flow.desk, scratch.flow.cents, books.position[row], books.total
    )
    spread, temporary, rounding = cost.spread, cost.temporary, cost.rounding
    transient, permanent = cost.transient, cost.permanent
    drift = 0.0
    for i in range(books.total.size):
        drift += causes.drift[i]
        spread += causes.spread[i]
        temporary += causes.temporary[i]
        transient += causes.transient[i]
        permanent += causes.permanent[i]
        rounding += causes.rounding[i]
    cost.spread, cost.temporary, cost.rounding = spread, temporary, rounding
    cost.transient, cost.permanent = transient, permanent
    cost.drift += drift


@inline
def split_desk(inputs: Inputs, total: Ints, scratch: Scratch) -> None:
    """Price what the desk trades of each stock, and split what it costs by cause."""
    scale, symbols = inputs.params.temporary_impact, inputs.symbols
    quotes, causes, flow = scratch.quotes, scratch.causes, scratch.flow
    for i in range(flow.desk.size):
        signed, fair, half = flow.desk[i], quotes.fair[i], symbols.half_spread[i]
        shares, buys = abs(signed), signed > 0
        temporary = scale * symbols.impact[i] * math.sqrt(shares / quotes.volume[i])
        mid = 0.5 * (quotes.before[i] + quotes.after[i])
        price = (
            mid * (1.0 + temporary) + half if buys else mid * (1.0 - temporary) - half
        )
        cents = math.floor(max(1.0, 100.0 * price) * shares + 0.5)
        beyond = cents * 0.01 - shares * price
        flow.cents[i] = cents if buys else -cents
        causes.drift[i] = total[i] * (quotes.last[i] - quotes.base[i])
        causes.spread[i] = shares * half
        causes.temporary[i] = shares * mid * temporary
        causes.transient[i] = signed * (mid - fair)
        causes.permanent[i] = signed * (fair - quotes.base[i])
        causes.rounding[i] = beyond if buys else -beyond


@jit
def move_shares(desk: Ints, cents: Ints, position: Ints, total: Ints) -> int:
    """Book signed shares of each stock; return the signed cents of all."""
    paid = 0
    for i in range(desk.size):
        position[i] += desk[i]
        total[i] += desk[i]
        paid += cents[i]
    return paid


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
        fair = quotes.base[i] * quotes.kept[i]
        discount = block_discount(i, shares, inputs)
        price = fair * (1.0 + side * discount)
        cents = math.floor(price * 100.0 * shares + 0.5)
        books.position[desk, i] -= held
        books.total[i] = 0
        books.cash[desk] -= side * cents
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
