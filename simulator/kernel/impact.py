"""Impact: how Knight's executions push prices, and what of it stays.

The transient push follows a square-root law on the shares not yet absorbed, the
permanent one is linear in the net shares ever bought (after Almgren et al. 2005).

Each pass over the stocks fills one array without a branch: so it runs for several at once.
"""

import math

from simulator.kernel.inputs import Inputs, Quotes, Scratch
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
    set_push(inputs, market, quotes)
    set_prices(quotes.base, quotes.push, quotes.before)
    set_products(quotes.base, quotes.kept, quotes.fair)
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
    add_net(flow.net, market.pressure, market.bought)
    keep_lasting(inputs, market, quotes)
    set_push(inputs, market, quotes)
    set_prices(quotes.base, quotes.push, quotes.after)
    average_prices(quotes.base, quotes.kept, quotes.fair)
    scale = inputs.params.temporary_impact
    for i in range(symbols.price.size):
        part = flow.gross[i] / quotes.volume[i]
        quotes.temporary[i] = scale * symbols.impact[i] * math.sqrt(part)


@inline
def keep_lasting(inputs: Inputs, market: Market, quotes: Quotes) -> None:
    """Set the push that stays, and its price factor, until Knight trades again."""
    scale, symbols = inputs.params.permanent_impact, inputs.symbols
    set_lasting(scale, symbols.impact, market.bought, symbols.volume, quotes.lasting)
    set_factors(quotes.lasting, quotes.kept)


@inline
def set_push(inputs: Inputs, market: Market, quotes: Quotes) -> None:
    """Set the push that stays together with that of the shares not yet absorbed."""
    scale, symbols = inputs.params.transient_impact, inputs.symbols
    set_transient(scale, symbols.impact, market.pressure, symbols.volume, quotes.push)
    add_lasting(quotes.lasting, quotes.push)


@jit
def add_net(net: Ints, pressure: Floats, bought: Ints) -> None:
    """Add the shares that were executed to those not yet absorbed, and to all."""
    for i in range(net.size):
        pressure[i] += net[i]
        bought[i] += net[i]


@jit
def set_lasting(
    scale: float, impact: Floats, bought: Ints, volume: Floats, lasting: Floats
) -> None:
    """Set each stock's push that stays."""
    for i in range(lasting.size):
        lasting[i] = scale * impact[i] * bought[i] / volume[i]


@jit
def set_factors(push: Floats, factors: Floats) -> None:
    """Set what pushes multiply prices by."""
    for i in range(factors.size):
        factors[i] = factor(push[i])


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
def set_products(base: Floats, factors: Floats, price: Floats) -> None:
    """Set prices times factors."""
    for i in range(price.size):
        price[i] = base[i] * factors[i]


@jit
def average_prices(base: Floats, factors: Floats, price: Floats) -> None:
    """Set the mean of prices and what factors make of the base."""
    for i in range(price.size):
        price[i] = 0.5 * (price[i] + base[i] * factors[i])


@jit
def set_half_sum(first: Floats, second: Floats, mean: Floats) -> None:
    """Set the mean of two prices."""
    for i in range(mean.size):
        mean[i] = 0.5 * (first[i] + second[i])


@jit
def note_moves(price: Floats, first: Floats, peak: Floats) -> None:
    """Keep each stock's largest move since the open."""
    for i in range(price.size):
        peak[i] = max(peak[i], abs(price[i] / first[i] - 1.0))
