"""Ledgers: what a run's frames say about accounts and screens, apart from the books."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from simulator.clock import MINUTE, OPEN, time_of
from simulator.dataset import Floats, Ints, Parents
from simulator.frames import KILLED, RESTARTING, Frames
from simulator.scenario import Scenario
from simulator.state import State
from simulator.state.arrays import DONE, LOOP, LOST, ORDINARY, RLP, STOPPED

LIMIT_33 = 2_000_000.0  # $, the 33 Account's gross limit (¶23); nothing enforced it

# Assumptions: ¶25 says that PMON was delayed and inaccurate at high volume, without
# figures. It is taken to book so many executions a second, first come first served,
# and to need a time of its own for each.
PMON_RATE = 1_000  # executions/s
PMON_DELAY = 5  # s

ORDINARY_REVENUE = 12_000.0  # $ a minute for the fleet, an assumption


class Account33(NamedTuple):
    """The account that took what no parent order had asked for (¶23-24)."""

    gross: Floats  # (ticks,) $ at the last mid prices
    limit: float  # $
    crossed: int | None  # first tick at whose end the gross exceeds the limit
    peak: float  # times the limit

    @property
    def crossed_at(self) -> str | None:
        """The Eastern time of that tick."""
        return None if self.crossed is None else time_of(self.crossed)


class Pmon(NamedTuple):
    """Knight's position screen: late under load, and without limits (¶25)."""

    shown: Ints  # (ticks,) the tick whose end the screen shows
    delay: Ints  # (ticks,) s
    gross: Floats  # (ticks,) $ on the screen
    pnl: Floats  # (ticks,) $ on the screen, at the last mid prices


class Customers(NamedTuple):
    """What was executed for customers; no part of Knight's books."""

    loops: Ints  # (symbols,) signed shares, the first ones of each loop
    others: Ints  # (symbols,) signed shares of orders that stopped as they should


def account_33(frames: Sequence[Frames]) -> Account33:
    """Return the 33 Account tick by tick: all that Knight holds in this model."""
    gross = joined(frames, "gross")
    over = np.flatnonzero(gross > LIMIT_33)
    first = int(frames[0].tick + over[0]) if over.size else None
    return Account33(gross, LIMIT_33, first, float(gross.max()) / LIMIT_33)


def pmon(frames: Sequence[Frames]) -> Pmon:
    """Return what the screen showed at the end of each tick, by an assumed queue."""
    executed = np.concatenate([minute.executions for minute in frames])
    booked = _booked(executed)
    ticks = np.arange(len(executed))
    # The last tick all of whose executions are booked, and never one still to come.
    complete = np.searchsorted(executed, booked, side="right") - 1
    shown = np.clip(np.minimum(complete, ticks - PMON_DELAY), 0, None)
    gross, own = joined(frames, "gross"), joined(frames, "own")
    return Pmon(frames[0].tick + shown, ticks - shown, gross[shown], own[shown])


def _booked(executed: Ints) -> Ints:
    """Return the executions booked so far by a queue that books PMON_RATE a second."""
    line = PMON_RATE * np.arange(1, len(executed) + 1)
    free: Ints = np.minimum(np.minimum.accumulate(executed - line), 0)
    return line + free


def customers(scenario: Scenario, state: State) -> Customers:
    """Return the shares that customers got."""
    parents, stage = scenario.parents, state.orders.stage
    for_them = np.minimum(state.orders.filled, parents.quantity)
    loops = np.isin(stage, (LOOP, STOPPED))
    others = np.isin(stage, (RLP, ORDINARY, DONE, LOST))
    return Customers(
        _by_symbol(scenario, parents, for_them * loops),
        _by_symbol(scenario, parents, for_them * others),
    )


def _by_symbol(scenario: Scenario, parents: Parents, shares: Ints) -> Ints:
    signed = np.zeros(scenario.symbol_count, np.int64)
    np.add.at(signed, parents.symbol, parents.side * shares)
    return signed


def ordinary_revenue(frames: Sequence[Frames]) -> Floats:
    """Return what Knight would have earned besides, $ so far; no part of any P&L.

    An assumed $12,000 a minute for the fleet from 09:30, less for servers away.
    """
    states = np.concatenate([minute.servers.state for minute in frames])
    up = ((states & (KILLED | RESTARTING)) == 0).mean(axis=1)
    open_ = np.arange(len(up)) + frames[0].tick >= OPEN
    earned: Floats = np.cumsum(up * open_) * (ORDINARY_REVENUE / MINUTE)
    return earned


def joined(frames: Sequence[Frames], column: str) -> Floats:
    """Return a money column over all the frames, $."""
    return np.concatenate([getattr(minute.dollars, column) for minute in frames])
