"""Impact: how Knight's executions push prices, and what of it stays.

The transient push follows a square-root law on the shares not yet absorbed, the
permanent one is linear in the net shares ever bought (after Almgren et al. 2005).

Each pass over the stocks fills one array without a branch: so it runs for several at once.
"""

import math

from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline, jit
from simulator.scenario import Floats, Ints
from simulator.state.arrays import Market, State


@inline
def factor(push: float) -> float:
    """Turn a push into a price factor that is symmetric and never negative."""
    up, down = (1.0 + push, 1.0) if push >= 0.0 else (1.0, 1.0 - push)
    return up / down


@inline
def permanent(i: int, inputs: Inputs, market: Market) -> float:
    """Return the push that stays."""
    symbols = inputs.symbols
    push: float = (
        inputs.params.permanent_impact
        * symbols.impact[i]
        * market.bought[i]
        / symbols.volume[i]
    )
    return push


@inline
def push_prices(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Set the mids before and after the tick's executions."""
    market, flow, quotes = state.market, scratch.flow, scratch.quotes
    set_pushes(inputs, market, scratch)
    set_prices(quotes.base, quotes.push, quotes.before)
    set_prices(quotes.base, quotes.lasting, quotes.fair)
    if flow.gross.any():
        push_by_executions(inputs, state, scratch)
    else:
        for i in range(quotes.after.size):
            quotes.after[i] = quotes.before[i]
            quotes.temporary[i] = 0.0
    note_moves(quotes.after, inputs.symbols.price, market.peak_move)


@inline
def push_by_executions(inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Push prices by what was executed; those of other stocks stay to the bit."""
    symbols, market = inputs.symbols, state.market
    flow, quotes = scratch.flow, scratch.quotes
    for i in range(flow.net.size):
        market.pressure[i] += flow.net[i]
        market.bought[i] += flow.net[i]
    set_pushes(inputs, market, scratch)
    set_prices(quotes.base, quotes.push, quotes.after)
    average_prices(quotes.base, quotes.lasting, quotes.fair)
    scale = inputs.params.temporary_impact
    for i in range(symbols.price.size):
        part = flow.gross[i] / quotes.volume[i]
        quotes.temporary[i] = scale * symbols.impact[i] * math.sqrt(part)


@inline
def set_pushes(inputs: Inputs, market: Market, scratch: Scratch) -> None:
    """Set the push that stays, and that with the shares not yet absorbed."""
    symbols, params, quotes = inputs.symbols, inputs.params, scratch.quotes
    scale, volume = params.permanent_impact, symbols.volume
    set_lasting(scale, symbols.impact, market.bought, volume, quotes.lasting)
    scale = params.transient_impact
    set_transient(scale, symbols.impact, market.pressure, volume, quotes.push)
    add_lasting(quotes.lasting, quotes.push)


@jit
def set_lasting(
    scale: float, impact: Floats, bought: Ints, volume: Floats, lasting: Floats
) -> None:
    """Set each stock's push that stays."""
    for i in range(lasting.size):
        lasting[i] = scale * impact[i] * bought[i] / volume[i]


@jit
def set_transient(
    scale: float, impact: Floats, pressure: Floats, volume: Floats, push: Floats
) -> None:
    """Set the push of the shares that the market has not yet absorbed."""
    for i in range(push.size):
        size = scale * impact[i] * math.sqrt(abs(pressure[i]) / volume[i])
        push[i] = -size if pressure[i] < 0 else size


@jit
def add_lasting(lasting: Floats, push: Floats) -> None:
    """Add the push that stays."""
    for i in range(push.size):
        push[i] += lasting[i]


@jit
def set_prices(base: Floats, push: Floats, price: Floats) -> None:
    """Set what pushes make of prices."""
    for i in range(price.size):
        price[i] = base[i] * factor(push[i])


@jit
def average_prices(base: Floats, push: Floats, price: Floats) -> None:
    """Set the mean of prices and what pushes make of them."""
    for i in range(price.size):
        price[i] = 0.5 * (price[i] + base[i] * factor(push[i]))


@jit
def note_moves(price: Floats, first: Floats, peak: Floats) -> None:
    """Keep each stock's largest move since the open."""
    for i in range(price.size):
        peak[i] = max(peak[i], abs(price[i] / first[i] - 1.0))
