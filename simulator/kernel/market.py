"""Market: prices and volumes that nothing at Knight influences."""

import math

from simulator.clock import CLOSE, OPEN
from simulator.kernel.checks import is_paused, is_pausing
from simulator.kernel.impact import factor, transient
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline, jit
from simulator.kernel.rng import (
    COMMON,
    draw,
    fraction,
    mix64,
    start_of,
    sum_of_four,
    sum_of_two,
)
from simulator.scenario import Floats
from simulator.state.arrays import State

SESSION = float(CLOSE - OPEN)  # s
LEAST_VOLUME = 1e-3  # shares/s


@inline
def move_market(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Move prices, trade the background volume of one second, absorb what is pressing.

    Sets the mids before Knight's executions in the same pass: a processor draws for one
    stock while it divides for another.
    """
    key, params, symbols = inputs.key, inputs.params, inputs.symbols
    market, quotes = state.market, scratch.quotes
    activity = inputs.volume[(tick - OPEN) // 60] / SESSION
    scale = math.sqrt(activity)
    common = sum_of_four(draw(key, tick, COMMON, 0)) * params.market_volatility * scale
    prices, volumes = start_of(key, tick, 0), start_of(key, tick, 1)
    noise, left = params.volume_noise, params.transient_decay
    for i in range(symbols.price.size):
        bits = mix64(volumes + inputs.place[i])
        own = sum_of_four(mix64(prices + inputs.place[i]))
        quotes.last[i] = symbols.price[i] * (1.0 + market.drift[i])
        drift = market.drift[i] + (common + symbols.volatility[i] * scale * own)
        base = symbols.price[i] * (1.0 + drift)
        usual = symbols.volume[i] * activity
        volume = max(LEAST_VOLUME, usual * (1.0 + noise * sum_of_two(bits)))
        market.drift[i], quotes.base[i] = drift, base
        quotes.volume[i] = volume
        market.background[i] += volume
        quotes.dither[i], quotes.odd[i] = fraction(bits, 2), fraction(bits, 3)
        pressure = market.pressure[i] * left
        market.pressure[i] = pressure
        fading = transient(params.transient_impact, i, pressure, inputs)
        quotes.before[i] = base * factor(fading + quotes.lasting[i])
        quotes.fair[i] = base * quotes.kept[i]


@inline
def meet_demand(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Set what part of the demand finds a counterparty."""
    lot, capacity, guardrails = (
        inputs.params.lot,
        inputs.params.venue_capacity,
        state.guardrails,
    )
    quotes = scratch.quotes
    set_parts(capacity, lot, quotes.volume, scratch.flow.demand, quotes.fill)
    if is_pausing(guardrails):
        for i in range(quotes.fill.size):
            if is_paused(tick, i, guardrails):
                quotes.fill[i] = 0.0


@jit
def set_parts(
    share: float, lot: int, volume: Floats, demand: Floats, part: Floats
) -> None:
    """Set the part of the demand that executes, 1 where there is none."""
    for i in range(part.size):
        capacity = share * volume[i] / lot
        part[i] = capacity / (capacity + demand[i])
