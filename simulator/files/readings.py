"""Readings: when the 212 parent orders came, which the SEC's order leaves open.

¶21 says that they were received before the open, ¶27 that the rollback made
additional incoming orders call Power Peg. Each reading keeps the orders and their
sides, and moves when and where they arrive; docs/model.md has what that changes.
"""

from typing import Literal, get_args

import numpy as np

from simulator.clock import OPEN, tick_of
from simulator.dataset import Ints, Parents

Reading = Literal["keep-coming", "at-the-open", "woken-by-the-rollback"]
READINGS: tuple[str, ...] = get_args(Reading)

EIGHTH = 7  # the server that the new code did not reach
ROLLBACK = tick_of("09:54:16")  # inferred; server j's turn comes 30 s x j later
BACK_AFTER = 31  # s after a server's turn, when it takes orders again


def read_as(reading: str, parents: Parents, historical: Ints) -> Parents:
    """Return the orders as one reads the SEC's order.

    `historical` is 1 for the 212 that ran in the default reading. The others after
    the open are left out, but for the default reading.
    """
    if reading == "keep-coming":
        return parents
    kept = np.flatnonzero((parents.tick < OPEN) | (historical == 1))
    chosen = Parents._make(array[kept] for array in parents)
    theirs = np.flatnonzero(historical[kept] == 1)
    route = chosen.route.copy()
    tick = chosen.tick.copy()
    if reading == "at-the-open":
        route[theirs], tick[theirs] = EIGHTH, OPEN
    else:
        servers = (np.arange(len(theirs)) + EIGHTH) % 8
        woken = ROLLBACK + 30 * servers + BACK_AFTER
        route[theirs], tick[theirs] = servers, np.where(servers == EIGHTH, OPEN, woken)
    moved = chosen._replace(route=route, tick=tick)
    by_time = np.argsort(tick, kind="stable")
    return Parents._make(array[by_time] for array in moved)
