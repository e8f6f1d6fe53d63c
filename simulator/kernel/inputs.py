"""What the kernel reads and never changes, and the arrays it works in."""

from collections import namedtuple
from dataclasses import astuple, fields
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.kernel.rng import key_of
from simulator.params import ModelParams
from simulator.scenario import Floats, Ints, Parents, Scenario, Symbols

Wholes = npt.NDArray[np.int32]

CELL_COLUMNS = 8

# numba takes named tuples, not dataclasses: the same names, read the same way.
Constants = namedtuple(  # type: ignore[misc]
    "Constants", [field.name for field in fields(ModelParams)]
)


class Inputs(NamedTuple):
    """One morning's constants."""

    key: np.uint64  # of the draws
    params: ModelParams  # as Constants
    symbols: Symbols
    parents: Parents
    volume: Floats  # (390,) by minute of the session


class Load(NamedTuple):
    """The servers in one tick."""

    wanted: Floats  # (servers,) child orders/s that loops would send
    throttle: Floats  # (servers,) part of it that the server can send
    loops: Ints  # (servers,) live
    sent: Ints  # (servers,) child orders of every kind


class Flow(NamedTuple):
    """What Knight wants and does by symbol in one tick."""

    demand: Floats  # (symbols,) child orders/s of loops
    net: Ints  # (symbols,) signed shares executed
    gross: Ints  # (symbols,) shares executed
    desk: Ints  # (symbols,) signed shares that the unwind desk executes


class Quotes(NamedTuple):
    """The market in one tick."""

    last: Floats  # (symbols,) $, of the tick before, without Knight
    base: Floats  # (symbols,) $, without Knight, S
    volume: Floats  # (symbols,) shares/s of others, v
    fill: Floats  # (symbols,) part of the loops' child orders that execute
    dither: Floats  # (symbols,) 0 up to 1, u
    odd: Floats  # (symbols,) 0 up to 1, o
    lasting: Floats  # (symbols,) push that stays, as a fraction
    push: Floats  # (symbols,) that with what the market has not yet absorbed
    before: Floats  # (symbols,) $, mid before Knight's executions
    after: Floats  # (symbols,) $, mid after them
    fair: Floats  # (symbols,) $, with the permanent push only, mean over the tick
    worth: Floats  # (symbols,) $, the position once the transient push has faded
    discount: Floats  # (symbols,) $, what a bidder for it as a block takes off
    temporary: Floats  # (symbols,) what the executions pay on top, as a fraction


class Fills(NamedTuple):
    """The orders at work in one tick, by their row in `Orders.active`."""

    rate: Floats  # (rows,) child orders/s of a loop, throttled; 0 for other orders
    sent: Ints  # (rows,) child orders of a loop
    executions: Ints  # (rows,) of a loop
    shares: Ints  # (rows,) of a loop


class Cells(NamedTuple):
    """What each loop did in each tick; the tape is expanded from it."""

    rows: (
        Wholes  # (capacity, CELL_COLUMNS) as `kernel.cells` fills them; 0 rows: no log
    )
    used: Ints  # (1,) rows filled


class Scratch(NamedTuple):
    """Arrays that each tick fills anew."""

    load: Load
    flow: Flow
    quotes: Quotes
    fills: Fills
    cells: Cells
    value: Floats  # (servers,) $, P&L as the guardrail marks it


def make_inputs(scenario: Scenario, seed: int) -> Inputs:
    """Gather what a morning's kernel reads."""
    return Inputs(
        key=np.uint64(key_of(np.uint64(seed))),  # numba hands back a plain int
        params=_constants(scenario.params),
        symbols=scenario.symbols,
        parents=scenario.parents,
        volume=scenario.volume,
    )


def _constants(params: ModelParams) -> Any:
    return Constants(*astuple(params))


def make_scratch(scenario: Scenario, rows: int, *, logged: int = 0) -> Scratch:
    """Return arrays for as many as `rows` orders at work at once.

    What loops do is logged if there are `logged` ticks to log.
    """
    symbols, servers = scenario.symbol_count, scenario.server_count
    return Scratch(
        load=Load(
            np.zeros(servers),
            np.zeros(servers),
            np.zeros(servers, np.int64),
            np.zeros(servers, np.int64),
        ),
        flow=Flow(np.zeros(symbols), *np.zeros((3, symbols), np.int64)),
        quotes=Quotes(*np.zeros((len(Quotes._fields), symbols))),
        fills=Fills(np.zeros(rows), *np.zeros((3, rows), np.int64)),
        cells=Cells(
            np.zeros((logged * rows, CELL_COLUMNS), np.int32), np.zeros(1, np.int64)
        ),
        value=np.zeros(servers),
    )
