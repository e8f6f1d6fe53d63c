"""Impact: how Knight's executions push prices, and what of it stays.

The transient push follows a square-root law on the shares not yet absorbed, the
permanent one is linear in the net shares ever bought (after Almgren et al. 2005).

Each pass over the stocks is without a branch: so it runs for several at once.
"""

import math

from simulator.kernel.inputs import Inputs, Quotes, Scratch
from simulator.kernel.jit import inline, jit
from simulator.scenario import Floats
from simulator.state.arrays import Market, State


@inline
def factor(push: float) -> float:
    """Turn a push into a price factor that is symmetric and never negative."""
    up, down = (1.0 + push, 1.0) if push >= 0.0 else (1.0, 1.0 - push)
    return up / down


@inline
def permanent(scale: float, i: int, inputs: Inputs, market: Market) -> float:
    """Return the push that stays."""
    symbols = inputs.symbols
    push: float = scale * symbols.impact[i] * market.bought[i] / symbols.volume[i]
    return push


@inline
def transient(scale: float, i: int, pressure: float, inputs: Inputs) -> float:
    """Return the push of shares that the market has not yet absorbed."""
    symbols = inputs.symbols
    part = abs(pressure) / symbols.volume[i]
    size: float = scale * symbols.impact[i] * math.sqrt(part)
    return -size if pressure < 0 else size


@inline
def keep_lasting(inputs: Inputs, market: Market, scratch: Scratch) -> None:
    """Set the push that stays, and its price factor, until Knight trades again."""
    scale, quotes = inputs.params.permanent_impact, scratch.quotes
    for i in range(quotes.lasting.size):
        lasting = permanent(scale, i, inputs, market)
        quotes.lasting[i], quotes.kept[i] = lasting, factor(lasting)


@inline
def push_prices(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Set the mids after the tick's executions."""
    market, quotes = state.market, scratch.quotes
    if scratch.flow.gross.any():
        push_mids(inputs, market, scratch)
    else:
        leave_prices(quotes.before, quotes.after)


@inline
def push_mids(inputs: Inputs, market: Market, scratch: Scratch) -> None:
    """Push prices by what was executed; those of other stocks stay to the bit."""
    lasting_scale = inputs.params.permanent_impact
    fading_scale = inputs.params.transient_impact
    net, quotes = scratch.flow.net, scratch.quotes
    for i in range(net.size):
        pressure = market.pressure[i] + net[i]
        market.pressure[i] = pressure
        market.bought[i] += net[i]
        lasting = permanent(lasting_scale, i, inputs, market)
        kept, base = factor(lasting), quotes.base[i]
        push = transient(fading_scale, i, pressure, inputs) + lasting
        quotes.after[i] = base * factor(push)
        quotes.fair[i] = 0.5 * (quotes.fair[i] + base * kept)
        quotes.lasting[i], quotes.kept[i] = lasting, kept


@inline
def price_sides(inputs: Inputs, scratch: Scratch) -> None:
    """Set the mean price of each stock's executions on each side."""
    scale, symbols = inputs.params.temporary_impact, inputs.symbols
    gross, quotes = scratch.flow.gross, scratch.quotes
    for i in range(gross.size):
        part = gross[i] / quotes.volume[i]
        temporary = scale * symbols.impact[i] * math.sqrt(part)
        mid = 0.5 * (quotes.before[i] + quotes.after[i])
        half = symbols.half_spread[i]
        quotes.buy[i] = mid * (1.0 + temporary) + half
        quotes.sell[i] = mid * (1.0 - temporary) - half
        quotes.temporary[i], quotes.mid[i] = temporary, mid


@jit
def leave_prices(before: Floats, after: Floats) -> None:
    """Leave prices as they were."""
    for i in range(after.size):
        after[i] = before[i]


@jit
def note_moves(price: Floats, first: Floats, peak: Floats) -> None:
    """Keep each stock's largest move since the open."""
    for i in range(price.size):
        peak[i] = max(peak[i], abs(price[i] / first[i] - 1.0))


@inline
def begin_range(first: Floats, quotes: Quotes) -> None:
    """Begin to keep the range of prices at those at 09:30, which have not moved."""
    for i in range(first.size):
        quotes.low[i] = quotes.high[i] = first[i]


@jit
def note_range(price: Floats, low: Floats, high: Floats) -> None:
    """Keep the range of prices; it needs no division, and nobody asks for moves yet."""
    for i in range(price.size):
        low[i] = min(low[i], price[i])
        high[i] = max(high[i], price[i])


@inline
def end_range(inputs: Inputs, market: Market, scratch: Scratch) -> None:
    """Turn the range into moves: no price within it has moved further than its ends."""
    quotes, work, first = scratch.quotes, scratch.work[0], inputs.symbols.price
    if work.ranged == 1:
        note_moves(quotes.low, first, market.peak_move)
        note_moves(quotes.high, first, market.peak_move)
        begin_range(first, quotes)
        work.ranged = 0
