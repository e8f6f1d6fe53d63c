"""Closing: what a minute's frames keep of the state once, at the end of the last tick."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.state import State
from simulator.state.arrays import COSTS, TRIPS, Records

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CAUSES = tuple(COSTS.names or ())
ROUNDING = CAUSES.index("rounding")

NO_TRIPS: Records = np.zeros(0, TRIPS).view(np.recarray)


class StateAtEnd(NamedTuple):
    """What is kept of a state at the end of a tick, worked out when asked."""

    executed: Ints  # (symbols,) shares of loops since 09:30
    background: Floats  # (symbols,) shares of the others since 09:30
    total: Ints  # (symbols,) shares held
    cash: Ints  # (books,) cents
    costs: bytes  # (2, causes) float64 $ so far
    armed: Ints  # (guardrails,) 1 or 0
    trips: int  # so far


class Closing(NamedTuple):
    """What happened in the ticks of some frames, and where they left the state."""

    before: StateAtEnd
    after: StateAtEnd
    trips: Records  # (trips,) of TRIPS, of these ticks

    @property
    def executed(self) -> Ints:
        """(symbols,) shares that loops executed in these ticks."""
        return self.after.executed - self.before.executed

    @property
    def volume(self) -> Ints:
        """(symbols,) shares that anybody traded in them, the loops among them."""
        return _volume(self.after) - _volume(self.before)

    @property
    def split(self) -> Ints:
        """(2, causes) cents so far, accumulating and unwinding."""
        return _split(self.after)

    @property
    def armed(self) -> Ints:
        """(guardrails,) 1 or 0."""
        return self.after.armed


def moment(state: State) -> StateAtEnd:
    """Note where a state stands that will be changed."""
    market, books = state.market, state.books
    return StateAtEnd(
        executed=market.traded.copy(),
        background=market.background.copy(),
        total=books.total.copy(),
        cash=books.cash.copy(),
        costs=state.costs.tobytes(),
        armed=state.guardrails.settings["armed"].astype(np.int64),
        trips=int(state.progress["trips"][0]),
    )


def closing(state: State, before: StateAtEnd, after: StateAtEnd) -> Closing:
    """Return what happened between two moments of a state, which stays as it is."""
    if before.trips == after.trips:
        return Closing(before, after, NO_TRIPS)
    log = state.guardrails.log[before.trips : after.trips]
    return Closing(before, after, log.copy().view(np.recarray))


def loss_split(state: State) -> Ints:
    """Return (2, causes) cents that trading has cost so far, by cause.

    Against the prices as they would be without Knight: with the cash, the shares held
    valued at those add up to nothing. Getting out of them is not in it before it is
    done. Once nothing is held the parts are the loss to the cent: the rounding of
    executions to whole cents takes up that of the parts as well.
    """
    return _split(moment(state))


def _split(moment: StateAtEnd) -> Ints:
    dollars = np.frombuffer(moment.costs).reshape(2, len(CAUSES))
    split = np.rint(dollars * 100).astype(np.int64)
    if not moment.total.any():
        split[0, ROUNDING] -= int(moment.cash.sum()) + int(split.sum())
    return split


def _volume(moment: StateAtEnd) -> Ints:
    return np.rint(moment.background + moment.executed).astype(np.int64)
