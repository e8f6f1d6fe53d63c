"""The tape of one second of a run: made anew from a checkpoint, never stored.

What is kept for a while is what each loop did in the last few minutes that were asked
for; the executions of a second are expanded from it each time.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from knightreplay.runs.build import this_build
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.frames import RunFrames
from knightreplay.runs.line import Stretch
from knightreplay.runs.models import Segment
from knightreplay.runs.segments.computing import inputs_of, state_before
from knightreplay.runs.selectors import View
from simulator.clock import MINUTE, time_of
from simulator.engine import log_minute
from simulator.kernel.cells import TICK
from simulator.kernel.expansion import SECOND, Tape
from simulator.kernel.inputs import Wholes
from simulator.scenario import Scenario, load_scenario
from simulator.tape import expand_cells

PAGE = 500  # executions answered at once, at most
KEPT = 6  # minutes; the largest has some 6 MB

Key = tuple[UUID, int, int]  # run, epoch, minute


class TapeFilter(NamedTuple):
    """Which executions of a second, and which page of them."""

    server: int | None = None  # from 1
    symbol: str | None = None  # a ticker
    after: int = 0  # the number of the last execution already known
    limit: int = 100


class Second(NamedTuple):
    """The executions of a second, by time."""

    scenario: Scenario
    epoch: int
    tick: int
    tape: Tape


class MinuteCache:
    """The minutes asked for last. One is made at a time, and once for all who wait."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._kept: OrderedDict[Key, Wholes] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Wholes]) -> Wholes:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
            return self._kept[key]


_minutes = MinuteCache(KEPT)


def read_second(view: View, tick: int, wanted: TapeFilter) -> dict[str, Any]:
    """A page of a second's executions, and totals of the whole second.

    Raises
    ------
    Conflict
        the second is not computed yet, may not be told yet, or is of a run made
        by another engine.
    Invalid
        there is no such server or stock.
    """
    _check_build(view)
    _check_wanted(load_scenario(view.run.scenario), wanted)
    second = _second(view, tick)
    rows = _matching(second, wanted)
    page = rows[rows >= wanted.after][: wanted.limit]
    more = page.size and page[-1] < rows[-1]
    return {
        "at": time_of(tick),
        "tick": tick,
        "epoch": second.epoch,
        "total": _total(second.tape),
        "servers": list(_by_server(second.tape)),
        "symbols": list(_by_symbol(second)),
        "matching": _total(_taken(second.tape, rows)),
        "executions": list(_executions(second, page)),
        "next": int(page[-1]) + 1 if more else None,
    }


def _second(view: View, tick: int) -> Second:
    minute = tick // MINUTE
    epoch = RunFrames(view).epoch(minute)
    _check_disclosed(view, tick)
    scenario = load_scenario(view.run.scenario)
    key = (view.run.id, epoch, minute)
    cells = _minutes.get(key, lambda: _cells(view, epoch, minute))
    return Second(
        scenario, epoch, tick, expand_cells(scenario, cells[cells[:, TICK] == tick])
    )


def _check_build(view: View) -> None:
    if not this_build().computes(**view.run.made_with):
        raise Conflict("This run was made by another version; its tape is gone.")


def _check_disclosed(view: View, tick: int) -> None:
    if view.until is not None and tick >= view.until:
        raise Conflict("The run keeps to its clock, which is not there yet.")
    if not RunFrames(view).has(tick // MINUTE):
        raise Conflict("That second is not computed yet; ask again.")


def _cells(view: View, epoch: int, minute: int) -> Wholes:
    """What each loop did in each second of a minute, from the checkpoint before it."""
    inputs = inputs_of(view.run, view.log, epoch)
    here = Stretch(epoch, minute, minute)
    try:
        state = state_before(view.run, view.cuts, here, inputs)
    except Segment.DoesNotExist as error:
        raise Conflict("That second is being computed anew; ask again.") from error
    return log_minute(*inputs, state, minute)[1].copy()


def _check_wanted(scenario: Scenario, wanted: TapeFilter) -> None:
    server, symbol, tickers = wanted.server, wanted.symbol, scenario.tickers
    if server is not None and not 1 <= server <= scenario.server_count:
        allowed = f"allowed: 1 to {scenario.server_count}"
        raise Invalid(f"server: {server} is not a server; {allowed}")
    if symbol is not None and symbol not in tickers:
        allowed = f"allowed: {tickers[0]} to {tickers[-1]}"
        raise Invalid(f"symbol: {symbol!r} is not a stock; {allowed}")


def _matching(second: Second, wanted: TapeFilter) -> npt.NDArray[np.int64]:
    """The places of the wanted executions in the second."""
    tape = second.tape
    chosen = np.ones(tape.time.size, bool)
    if wanted.server is not None:
        chosen &= tape.server == wanted.server
    if wanted.symbol is not None:
        chosen &= tape.symbol == second.scenario.tickers.index(wanted.symbol)
    return np.flatnonzero(chosen)


def _taken(tape: Tape, rows: npt.NDArray[np.int64]) -> Tape:
    return Tape._make(column[rows] for column in tape)


def _total(tape: Tape) -> dict[str, int]:
    quantity = tape.quantity.astype(np.int64)
    return {
        "executions": int(quantity.size),
        "shares": int(quantity.sum()),
        "cents": int((quantity * tape.price).sum()),
    }


def _by_server(tape: Tape) -> Iterator[dict[str, Any]]:
    for server in np.unique(tape.server).tolist():
        part = _taken(tape, np.flatnonzero(tape.server == server))
        yield {"server": server, **_total(part)}


def _by_symbol(second: Second) -> Iterator[dict[str, Any]]:
    tape = second.tape
    for symbol in np.unique(tape.symbol).tolist():
        part = _taken(tape, np.flatnonzero(tape.symbol == symbol))
        bought = int(part.quantity[part.side > 0].sum(dtype=np.int64))
        yield {
            "symbol": second.scenario.tickers[symbol],
            **_total(part),
            "bought": bought,
        }


def _executions(
    second: Second, rows: npt.NDArray[np.int64]
) -> Iterator[dict[str, Any]]:
    begins = time_of(second.tick)
    columns = (column.tolist() for column in _taken(second.tape, rows))
    for number, when, server, parent, symbol, side, quantity, price in zip(
        (rows + 1).tolist(), *columns, strict=True
    ):
        yield {
            "number": number,
            "time": f"{begins}.{when % SECOND:09}",
            "server": server,
            "parent": parent,
            "symbol": second.scenario.tickers[symbol],
            "side": "buy" if side > 0 else "sell",
            "quantity": quantity,
            "price": price,
        }
