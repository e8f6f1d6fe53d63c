"""What the kernel reads and never changes, and the arrays it works in."""

from collections import namedtuple
from dataclasses import astuple, fields
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.kernel.rng import STRIDE, key_of
from simulator.params import ModelParams
from simulator.scenario import Floats, Ints, Parents, Scenario, Symbols
from simulator.state.arrays import Records, State

Bits = npt.NDArray[np.uint64]
Wholes = npt.NDArray[np.int32]

CELL_COLUMNS = 8

# numba takes named tuples, not dataclasses: the same names, read the same way.
Constants = namedtuple(  # type: ignore[misc]
    "Constants", [field.name for field in fields(ModelParams)]
)


class Inputs(NamedTuple):
    """One morning's constants."""

    seed: int
    key: np.uint64  # of the seed's draws
    params: ModelParams  # as Constants
    symbols: Symbols
    place: Bits  # (symbols,) of each stock's draws, from where a tick's start
    parents: Parents
    volume: Floats  # (390,) by minute of the session


WORK = np.dtype(
    [
        ("changed", np.int64),  # 1 if the loops have to be listed anew
        ("loops", np.int64),  # live: rows of Loops
        ("others", np.int64),  # orders at work that are no loops
        ("ranged", np.int64),  # 1 if there is a range of prices to turn into moves
        ("largest", np.float64),  # $, gross exposure or P&L, whichever way marked
        ("dearest", np.float64),  # cents, price of an execution
    ]
)


class Load(NamedTuple):
    """The servers in one tick."""

    wanted: Floats  # (servers,) child orders/s that loops would send
    throttle: Floats  # (servers,) part of it that the server can send
    loops: Ints  # (servers,) live
    sent: Ints  # (servers,) child orders of every kind
    traded: Ints  # (servers,) 1 if it may hold shares, 0 if it holds none


class Flow(NamedTuple):
    """What Knight wants and does by symbol in one tick."""

    demand: Floats  # (symbols,) child orders/s of loops
    net: Ints  # (symbols,) signed shares executed
    gross: Ints  # (symbols,) shares executed
    desk: Ints  # (symbols,) signed shares that the unwind desk executes
    cents: Ints  # (symbols,) that it pays for them, negative what it gets


class Quotes(NamedTuple):
    """The market in one tick."""

    last: Floats  # (symbols,) $, of the tick before, without Knight
    base: Floats  # (symbols,) $, without Knight, S
    volume: Floats  # (symbols,) shares/s of others, v
    fill: Floats  # (symbols,) part of the loops' child orders that execute
    dither: Floats  # (symbols,) 0 up to 1, u
    odd: Floats  # (symbols,) 0 up to 1, o
    lasting: Floats  # (symbols,) push that stays, as a fraction
    kept: Floats  # (symbols,) price factor of that push
    push: Floats  # (symbols,) that with what the market has not yet absorbed
    before: Floats  # (symbols,) $, mid before Knight's executions
    after: Floats  # (symbols,) $, mid after them
    low: Floats  # (symbols,) $, lowest mid after of the ticks whose moves are not noted
    high: Floats  # (symbols,) $, the highest
    fair: Floats  # (symbols,) $, with the permanent push only, mean over the tick
    long: Floats  # (symbols,) $, the position at the mid after, 0 if it is short
    short: Floats  # (symbols,) $, that, 0 if it is long
    worth: Floats  # (symbols,) $, the position once the transient push has faded
    discount: Floats  # (symbols,) $, what a bidder for it as a block takes off
    temporary: Floats  # (symbols,) what the executions pay on top, as a fraction
    mid: Floats  # (symbols,) $, mean of the mids before and after the executions
    buy: Floats  # (symbols,) $, mean price of what buys in the tick
    sell: Floats  # (symbols,) $, of what sells


class Causes(NamedTuple):
    """What a tick costs by cause while the unwind desk works, in $."""

    drift: Floats  # (symbols,)
    spread: Floats  # (symbols,)
    temporary: Floats  # (symbols,)
    transient: Floats  # (symbols,)
    permanent: Floats  # (symbols,)
    rounding: Floats  # (symbols,)


class Stakes(NamedTuple):
    """What one server holds, as a guardrail values it."""

    value: Floats  # (symbols,) $
    discount: Floats  # (symbols,) $, what a bidder for it takes off


class Loops(NamedTuple):
    """The live loops, by when they came; listed anew when one comes or ends."""

    parent: Ints  # (rows,)
    symbol: Ints  # (rows,)
    side: Ints  # (rows,) 1 buys, -1 sells
    server: Ints  # (rows,)
    turn: Floats  # (rows,) by which the loop's own numbers differ from its symbol's
    rate: Floats  # (rows,) child orders/s, throttled


class Fills(NamedTuple):
    """What each of the loops does in one tick, by its row in Loops."""

    part: Floats  # (rows,) of the child orders that execute
    dither: Floats  # (rows,) 0 up to 1
    odd: Floats  # (rows,) 0 up to 1
    sent: Ints  # (rows,) child orders
    executions: Ints  # (rows,)
    shares: Ints  # (rows,)
    paid: Floats  # (rows,) $, mean of the executions
    price: Floats  # (rows,) cents, that, at least one
    low: Ints  # (rows,) cents, the lower of the two prices that they are at
    higher: Ints  # (rows,) executions at one cent more


class Cells(NamedTuple):
    """What each loop did in each tick; the tape is expanded from it."""

    rows: (
        Wholes  # (capacity, CELL_COLUMNS) as `kernel.cells` fills them; 0 rows: no log
    )
    used: Ints  # (1,) rows filled


class Scratch(NamedTuple):
    """Arrays that each tick fills anew, or keeps for the ticks that follow."""

    work: Records  # (1,) of WORK
    load: Load
    flow: Flow
    quotes: Quotes
    causes: Causes
    stakes: Stakes
    loops: Loops
    fills: Fills
    cells: Cells
    value: Floats  # (servers,) $, P&L as the guardrail marks it


def make_inputs(scenario: Scenario, seed: int) -> Inputs:
    """Gather what a morning's kernel reads."""
    return Inputs(
        seed=seed,
        key=np.uint64(key_of(np.uint64(seed))),  # numba hands back a plain int
        params=_constants(scenario.params),
        symbols=scenario.symbols,
        place=np.arange(scenario.symbol_count, dtype=np.uint64) * STRIDE,
        parents=scenario.parents,
        volume=scenario.volume,
    )


def _constants(params: ModelParams) -> Any:
    return Constants(*astuple(params))


def make_scratch(state: State, rows: int, *, logged: int = 0) -> Scratch:
    """Return arrays for the stocks and servers of a state.

    They have room for as many as `rows` orders at work at once. What loops do is logged if there are `logged` ticks to log.
    """
    symbols, servers = state.market.drift.size, state.servers.flag.size
    return Scratch(
        work=np.zeros(1, WORK).view(np.recarray),
        load=Load(
            np.zeros(servers),
            np.zeros(servers),
            *np.zeros((3, servers), np.int64),
        ),
        flow=Flow(np.zeros(symbols), *np.zeros((4, symbols), np.int64)),
        quotes=Quotes(*np.zeros((len(Quotes._fields), symbols))),
        causes=Causes(*np.zeros((len(Causes._fields), symbols))),
        stakes=Stakes(*np.zeros((2, symbols))),
        loops=Loops(*np.zeros((4, rows), np.int64), *np.zeros((2, rows))),
        fills=_new_fills(rows),
        cells=Cells(
            np.zeros((logged * rows, CELL_COLUMNS), np.int32), np.zeros(1, np.int64)
        ),
        value=np.zeros(servers),
    )


def _new_fills(rows: int) -> Fills:
    floats = ("part", "dither", "odd", "paid", "price")
    return Fills._make(
        np.zeros(rows, np.float64 if name in floats else np.int64)
        for name in Fills._fields
    )
