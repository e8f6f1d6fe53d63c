"""Closing: what a minute's frames keep of the state once, at the end of the last tick."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.state import State
from simulator.state.arrays import COSTS, STOCK_BREAKER, TRIPS, Records

Ints = npt.NDArray[np.int64]

CAUSES = tuple(COSTS.names or ())
ROUNDING = CAUSES.index("rounding")

NO_TRIPS: Records = np.zeros(0, TRIPS).view(np.recarray)


class Opening(NamedTuple):
    """Where a state stood before the ticks of some frames."""

    executed: Ints  # (symbols,) shares of loops since 09:30
    volume: Ints  # (symbols,) shares of everybody since 09:30
    trips: int


class Closing(NamedTuple):
    """What happened to it in them, and where it stands after them."""

    executed: Ints  # (symbols,) shares that loops executed in these ticks
    volume: Ints  # (symbols,) shares that anybody traded in them, the loops among them
    split: Ints  # (2, causes) cents so far, accumulating and unwinding
    trips: Records  # (trips,) of TRIPS, of these ticks
    armed: Ints  # (guardrails,) 1 or 0


@lru_cache(maxsize=8)
def nothing_closed(symbols: int) -> Closing:
    """Return what frames have that are still to be filled. It is not written to."""
    return Closing(
        executed=np.zeros(symbols, np.int64),
        volume=np.zeros(symbols, np.int64),
        split=np.zeros((2, len(CAUSES)), np.int64),
        trips=NO_TRIPS,
        armed=np.zeros(STOCK_BREAKER + 1, np.int64),
    )


def opening(state: State) -> Opening:
    """Note where a state stands that is about to be changed."""
    trips = int(state.progress["trips"][0])
    return Opening(state.market.traded.copy(), _volume(state), trips)


def closing(state: State, since: Opening) -> Closing:
    """Return what has happened to a state, which stays as it is."""
    return Closing(
        executed=state.market.traded - since.executed,
        volume=_volume(state) - since.volume,
        split=loss_split(state),
        trips=_trips(state, since.trips),
        armed=np.array(state.guardrails.settings["armed"]),
    )


def loss_split(state: State) -> Ints:
    """Return (2, causes) cents that trading has cost so far, by cause.

    Against the prices as they would be without Knight: with the cash, the shares held
    valued at those add up to nothing. Getting out of them is not in it before it is
    done. Once nothing is held the parts are the loss to the cent: the rounding of
    executions to whole cents takes up that of the parts as well.
    """
    split = np.rint(_dollars(state) * 100).astype(np.int64)
    if not state.books.total.any():
        split[0, ROUNDING] -= int(state.books.cash.sum()) + int(split.sum())
    return split


def _dollars(state: State) -> npt.NDArray[np.float64]:
    costs = state.costs.view(np.float64, np.ndarray)
    return costs.reshape(2, len(CAUSES))


def _trips(state: State, first: int) -> Records:
    end = int(state.progress["trips"][0])
    if first == end:
        return NO_TRIPS
    return state.guardrails.log[first:end].copy().view(np.recarray)


def _volume(state: State) -> Ints:
    market = state.market
    return np.rint(market.background + market.traded).astype(np.int64)
