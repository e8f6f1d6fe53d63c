"""Frames: what the charts show, one row a tick, for one minute."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from simulator.clock import MINUTE
from simulator.closing import CAUSES, Closing, StateAtEnd, closing
from simulator.guardrails import ACTIONS, NAMES
from simulator.scenario import Scenario
from simulator.state.arrays import COSTS, Record, Records, State

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Number = TypeVar("Number", int, float)  # cents or $

# Bits of ServerFrames.state.
OLD_CODE, FLAG_ON, KILLED, RESTARTING = 1, 2, 4, 8


class Dollars(NamedTuple):
    """The money columns before they were rounded to cents."""

    gross: Floats  # (ticks,) $
    long: Floats  # (ticks,) $
    short: Floats  # (ticks,) $
    own: Floats  # (ticks,) $
    fair: Floats  # (ticks,) $
    exit: Floats  # (ticks,) $


class ServerFrames(NamedTuple):
    """Each server by tick."""

    sent: Ints  # (ticks, servers) child orders of every kind sent in the tick
    loops: Ints  # (ticks, servers) live
    emails: Ints  # (ticks, servers) so far
    state: Ints  # (ticks, servers) OLD_CODE, FLAG_ON, KILLED, RESTARTING


class Stocks(NamedTuple):
    """Each stock at the end of the last tick."""

    position: Ints  # (symbols,) shares
    move: Floats  # (symbols,) mid / price at 09:30 - 1
    participation: Floats  # (symbols,) loops' part of the volume since 09:30


class Ends(NamedTuple):
    """Where each minute that the kernel runs through leaves the state."""

    executed: Ints  # (minutes, symbols) as in StateAtEnd, and so on
    background: Floats  # (minutes, symbols)
    total: Ints  # (minutes, symbols)
    cash: Ints  # (minutes, books)
    costs: Records  # (minutes, 2) of COSTS
    armed: Ints  # (minutes, guardrails)
    trips: Ints  # (minutes,)
    move: Floats  # (minutes, symbols) as in Stocks
    participation: Floats  # (minutes, symbols)


class Frames(NamedTuple):
    """One minute; row k is the end of its tick k. Zeros where the session is not open.

    A clock that shows 09:31:00 shows the row of tick 5459. The kernel fills those of
    some minutes together; `minutes_of` cuts them.
    """

    tick: int  # of row 0
    executions: Ints  # (ticks,) of loops, so far
    child_orders: Ints  # (ticks,) sent by loops, so far
    shares: Ints  # (ticks,) executed by loops, so far
    loops: Ints  # (ticks,) live
    emails: Ints  # (ticks,) so far
    gross: Ints  # (ticks,) cents
    long: Ints  # (ticks,) cents
    short: Ints  # (ticks,) cents, positive
    pnl_own: Ints  # (ticks,) cents, at the last mid prices
    pnl_fair: Ints  # (ticks,) cents, once the transient push has faded
    pnl_exit: Ints  # (ticks,) cents, if everything were sold as a block now
    cash: Ints  # (ticks,) cents
    names_long: Ints  # (ticks,) stocks
    names_short: Ints  # (ticks,) stocks
    held: Ints  # (ticks,) shares, long and short added
    desk: Ints  # (ticks,) 1 while the unwind desk works
    dollars: Dollars
    servers: ServerFrames
    stocks: Stocks
    closed: Closing | None = None  # none while the kernel fills the rest

    @property
    def closing(self) -> Closing:
        """What happened in these ticks as a whole."""
        if self.closed is None:
            raise ValueError("these ticks have not been run")
        return self.closed


COLUMNS = Frames._fields[1 : Frames._fields.index("dollars")]


class Blocks(NamedTuple):
    """The rows of some minutes, a column beside the other, so that all are cut at once."""

    columns: Ints  # (COLUMNS, ticks)
    dollars: Floats  # (Dollars, ticks) $
    servers: Ints  # (ServerFrames, ticks, servers)


class Span(NamedTuple):
    """What the kernel has run through at once, not yet cut into minutes."""

    tick: int  # the first
    blocks: Blocks
    ends: Ends

    @property
    def stop(self) -> int:
        """The tick after the last."""
        return self.tick + len(self.blocks.columns[0])

    @property
    def dollars(self) -> Dollars:
        """The money columns of all its ticks."""
        return Dollars._make(self.blocks.dollars)


def new_blocks(scenario: Scenario, ticks: int) -> Blocks:
    """Return blocks for so many ticks; the kernel fills every row."""
    servers = (len(ServerFrames._fields), ticks, scenario.server_count)
    return Blocks(
        columns=np.empty((len(COLUMNS), ticks), np.int64),
        dollars=np.empty((len(Dollars._fields), ticks)),
        servers=np.empty(servers, np.int64),
    )


def frames_of(scenario: Scenario, tick: int, blocks: Blocks) -> Frames:
    """Return the frames that the kernel fills, from a tick on."""
    symbols = scenario.symbol_count
    stocks = Stocks(np.zeros(symbols, np.int64), np.zeros(symbols), np.zeros(symbols))
    return _frames(tick, blocks, stocks, None)


def _frames(
    tick: int, blocks: Blocks, stocks: Stocks, closed: Closing | None
) -> Frames:
    dollars, servers = Dollars._make(blocks.dollars), ServerFrames._make(blocks.servers)
    return Frames._make([tick, *blocks.columns, dollars, servers, stocks, closed])


def new_ends(scenario: Scenario, minutes: int) -> Ends:
    """Return empty ends for so many minutes."""
    by_stock = (minutes, scenario.symbol_count)
    return Ends(
        executed=np.zeros(by_stock, np.int64),
        background=np.zeros(by_stock),
        total=np.zeros(by_stock, np.int64),
        cash=np.zeros((minutes, scenario.server_count + 1), np.int64),
        costs=np.zeros((minutes, 2), COSTS).view(np.recarray),
        armed=np.zeros((minutes, len(NAMES)), np.int64),
        trips=np.zeros(minutes, np.int64),
        move=np.zeros(by_stock),
        participation=np.zeros(by_stock),
    )


def minutes_of(
    spans: Iterable[Span], before: StateAtEnd, state: State
) -> Iterator[Frames]:
    """Yield the frames of each minute or part of one; `before` is where they begin."""
    for start, blocks, ends in spans:
        stop = start + blocks.columns.shape[1]
        minutes = range(start // MINUTE * MINUTE, stop, MINUTE)
        stocks = map(Stocks, ends.total, ends.move, ends.participation)
        for minute, held, after in zip(minutes, stocks, _moments(ends), strict=True):
            begin, end = max(start, minute), min(stop, minute + MINUTE)
            rows = _cut(blocks, begin - start, end - start)
            yield _frames(begin, rows, held, closing(state, before, after))
            before = after


def _cut(blocks: Blocks, begin: int, end: int) -> Blocks:
    """Return some rows; they are views."""
    return Blocks._make([block[:, begin:end] for block in blocks])


def _moments(ends: Ends) -> Iterator[StateAtEnd]:
    """Yield where each minute ends; they are views."""
    costs: Any = np.asarray(ends.costs)  # records are slow to index
    return map(
        StateAtEnd,
        ends.executed,
        ends.background,
        ends.total,
        ends.cash,
        [row.tobytes() for row in costs],
        ends.armed,
        ends.trips.tolist(),
    )


def to_columns(frames: Frames) -> dict[str, Any]:
    """Return one minute as plain lists, ready for JSON; docs/protocol.md has the shape.

    Money is in cents, moves in basis points, participation in percent.
    """
    servers, stocks, closed = frames.servers, frames.stocks, frames.closing
    return {
        "minute": frames.tick // MINUTE,
        "columns": {name: getattr(frames, name).tolist() for name in COLUMNS},
        "servers": [
            dict(zip(ServerFrames._fields, columns, strict=True))
            for columns in zip(*(array.T.tolist() for array in servers), strict=True)
        ],
        "stocks": {
            "position": stocks.position.tolist(),
            "move_bp": _whole(stocks.move, 10_000),
            "participation_pct": _whole(stocks.participation, 100),
            "executed": closed.executed.tolist(),
            "volume": closed.volume.tolist(),
        },
        "split": split_by_cause(closed.split.tolist()),
        "trips": [_trip(trip) for trip in closed.trips],
        "armed": [NAMES[number] for number in np.flatnonzero(closed.armed)],
    }


def split_by_cause(split: list[list[Number]]) -> dict[str, dict[str, Number]]:
    """Name the parts of a loss; the desk alone sells blocks."""
    accumulate, unwind = (dict(zip(CAUSES, parts, strict=True)) for parts in split)
    del accumulate["block"]
    return {"accumulate": accumulate, "unwind": unwind}


def _trip(trip: Record) -> dict[str, Any]:
    return {
        "tick": int(trip.tick),
        "guardrail": NAMES[trip.guardrail],
        "server": int(trip.server) + 1 if trip.server >= 0 else None,
        "stock": int(trip.symbol) if trip.symbol >= 0 else None,
        "action": ACTIONS[trip.action],
        "acts_at": int(trip.acts_at),
    }


def _whole(fractions: Floats, units: int) -> list[int]:
    whole: list[int] = np.rint(fractions * units).astype(np.int64).tolist()
    return whole
