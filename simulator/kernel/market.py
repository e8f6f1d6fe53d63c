"""Market: prices and volumes that nothing at Knight influences."""

import math

from simulator.clock import CLOSE, OPEN
from simulator.kernel.checks import is_paused, is_pausing
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline, jit
from simulator.kernel.rng import COMMON, draw, fraction, sum_of_four, sum_of_two
from simulator.scenario import Floats
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
    params, guardrails = inputs.params, state.guardrails
    flow, quotes = scratch.flow, scratch.quotes
    fade(params.transient_decay, state.market.pressure)
    if scratch.work[0].loops == 0:
        return
    lot, capacity = params.lot, params.venue_capacity
    set_parts(capacity, lot, quotes.volume, flow.demand, quotes.fill)
    if is_pausing(guardrails):
        for i in range(quotes.fill.size):
            if is_paused(tick, i, guardrails):
                quotes.fill[i] = 0.0


@jit
def fade(left: float, pressure: Floats) -> None:
    """Leave a part of the pressure."""
    for i in range(pressure.size):
        pressure[i] *= left


@jit
def set_parts(
    share: float, lot: int, volume: Floats, demand: Floats, part: Floats
) -> None:
    """Set the part of the demand that executes, 1 where there is none."""
    for i in range(part.size):
        capacity = share * volume[i] / lot
        part[i] = capacity / (capacity + demand[i])
