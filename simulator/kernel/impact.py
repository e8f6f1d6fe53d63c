"""Impact: how Knight's executions push prices, and what of it stays.

The transient push follows a square-root law on the shares not yet absorbed, the
permanent one is linear in the net shares ever bought (after Almgren et al. 2005).
"""

import math

from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline
from simulator.state.arrays import Market, State


@inline
def factor(push: float) -> float:
    """Turn a push into a price factor that is symmetric and never negative."""
    return 1.0 + push if push >= 0.0 else 1.0 / (1.0 - push)


@inline
def transient(i: int, inputs: Inputs, market: Market) -> float:
    """Return the push of the shares that the market has not yet absorbed."""
    symbols, pressure = inputs.symbols, market.pressure[i]
    push: float = (
        inputs.params.transient_impact
        * symbols.impact[i]
        * math.sqrt(abs(pressure) / symbols.volume[i])
    )
    return -push if pressure < 0 else push


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
    symbols, market = inputs.symbols, state.market
    flow, quotes = scratch.flow, scratch.quotes
    for i in range(symbols.price.size):
        base = quotes.base[i]
        lasting = permanent(i, inputs, market)
        quotes.before[i] = base * factor(transient(i, inputs, market) + lasting)
        quotes.after[i] = quotes.before[i]
        quotes.fair[i] = base * factor(lasting)
        quotes.temporary[i] = 0.0
        if flow.gross[i] != 0:
            push_price(i, inputs, state, scratch)
        move = abs(quotes.after[i] / symbols.price[i] - 1.0)
        market.peak_move[i] = max(market.peak_move[i], move)


@inline
def push_price(i: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Push one symbol's price by what was executed in it."""
    params, symbols, market = inputs.params, inputs.symbols, state.market
    flow, quotes = scratch.flow, scratch.quotes
    market.pressure[i] += flow.net[i]
    market.bought[i] += flow.net[i]
    base = quotes.base[i]
    lasting = permanent(i, inputs, market)
    quotes.after[i] = base * factor(transient(i, inputs, market) + lasting)
    quotes.fair[i] = 0.5 * (quotes.fair[i] + base * factor(lasting))
    part = flow.gross[i] / quotes.volume[i]
    quotes.temporary[i] = params.temporary_impact * symbols.impact[i] * math.sqrt(part)
