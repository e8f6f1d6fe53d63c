"""What a team's morning cost: the loss, and the customers' orders that were turned away.

A score of the loss alone has a trivial winner: stop everything at 08:00. So a server that
takes no orders costs something as well. **All of the numbers here are assumed**; no source
gives any of them for Knight. They are shown on the podium and in docs/rooms.md.

The model sends a killed server's orders to the next live one; here the live ones take over
what they have room for, and the rest is turned away.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knightreplay.rooms.bodies import Assumed, PodiumRow
from simulator.clock import CLOSE, OPEN
from simulator.frames import KILLED, RESTARTING

ORDERS = 310 / 60  # assumed, as in simulator/params.py: orders a second and server
SPARE = 0.1  # assumed: the part of its usual flow that a live server can take besides
WORTH = 1000  # assumed: cents for each order turned away
OUT = KILLED | RESTARTING  # a server in either takes no orders


class TeamScore(NamedTuple):
    """One team's."""

    loss: int  # cents, at 16:00
    turned_away: int  # customers' orders

    @property
    def cost(self) -> int:
        """Cents; the least wins."""
        return self.loss + self.turned_away * WORTH


def turned_away(states: npt.NDArray[np.int64]) -> float:
    """Orders turned away in some ticks of the session.

    Parameters
    ----------
    states: (ticks, servers), bits as in simulator.frames.ServerFrames.state
    """
    out = ((states & OUT) != 0).sum(axis=1)
    live = states.shape[1] - out
    return float(np.maximum(0.0, out - SPARE * live).sum()) * ORDERS


def in_session(first: int, ticks: int) -> slice:
    """Which of the `ticks` from `first` on lie between 09:30 and 16:00."""
    return slice(max(0, min(ticks, OPEN - first)), max(0, min(ticks, CLOSE - first)))


def places(costs: Sequence[int]) -> list[int]:
    """The place of each; who cost the same shares one, and the next is left out."""
    return [1 + sum(other < cost for other in costs) for cost in costs]


def assumptions() -> Assumed:
    """The constants as the podium shows them."""
    return {
        "orders_a_minute": round(ORDERS * 60),
        "spare_pct": round(SPARE * 100),
        "cents_an_order": WORTH,
    }


def podium(scores: Iterable[tuple[int, str, TeamScore]]) -> list[PodiumRow]:
    """(number, name, score) of teams as places, the best first."""
    rows = list(scores)
    placed = places([score.cost for _, _, score in rows])
    found: list[PodiumRow] = [
        {
            "place": place,
            "number": number,
            "name": name,
            "loss": score.loss,
            "turned_away": score.turned_away,
            "cost": score.cost,
        }
        for place, (number, name, score) in zip(placed, rows, strict=True)
    ]
    return sorted(found, key=lambda row: (row["place"], row["number"]))
