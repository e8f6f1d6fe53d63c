"""Market: prices and volumes that nothing at Knight influences."""

import math

from simulator.clock import CLOSE, OPEN
from simulator.kernel.checks import is_paused, is_pausing
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline
from simulator.kernel.rng import COMMON, draw, fraction, sum_of_four, sum_of_two
from simulator.state.arrays import State

SESSION = float(CLOSE - OPEN)  # s
LEAST_VOLUME = 1e-3  # shares/s


@inline
def move_market(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Move prices and trade the background volume of one second."""
    key, params, symbols = inputs.key, inputs.params, inputs.symbols
    market, quotes = state.market, scratch.quotes
    activity = inputs.volume[(tick - OPEN) // 60]
    scale = math.sqrt(activity / SESSION)
    common = sum_of_four(draw(key, tick, COMMON, 0)) * params.market_volatility * scale
    for i in range(symbols.price.size):
        bits = draw(key, tick, i, 1)
        own = sum_of_four(draw(key, tick, i, 0))
        quotes.last[i] = symbols.price[i] * (1.0 + market.drift[i])
        market.drift[i] += common + symbols.volatility[i] * scale * own
        quotes.base[i] = symbols.price[i] * (1.0 + market.drift[i])
        quotes.volume[i] = max(
            LEAST_VOLUME,
            symbols.volume[i]
            * (activity / SESSION)
            * (1.0 + params.volume_noise * sum_of_two(bits)),
        )
        market.background[i] += quotes.volume[i]
        quotes.dither[i] = fraction(bits, 2)
        quotes.odd[i] = fraction(bits, 3)


@inline
def absorb(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Let old pressure fade, and see what part of the demand finds a counterparty."""
    params, market, guardrails = inputs.params, state.market, state.guardrails
    flow, quotes = scratch.flow, scratch.quotes
    pausing = is_pausing(guardrails)
    for i in range(market.pressure.size):
        market.pressure[i] *= params.transient_decay
        quotes.fill[i] = 0.0
        if pausing and is_paused(tick, i, guardrails):
            continue
        if flow.demand[i] > 0.0:
            capacity = params.venue_capacity * quotes.volume[i] / params.lot
            quotes.fill[i] = capacity / (capacity + flow.demand[i])
