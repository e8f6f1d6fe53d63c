"""What the cells of a minute say of orders and customers, to hold the tape against the books."""

from typing import NamedTuple

import numpy as np

from simulator.kernel.cells import EXECUTIONS, LOW, PARENT, SENT, SERVER, SHARES
from simulator.kernel.inputs import Wholes
from simulator.scenario import Ints, Parents, Scenario


class CustomersPart(NamedTuple):
    """What of the loops' executions is not Knight's: the first shares of each order."""

    position: Ints  # (servers, symbols) signed shares
    cash: Ints  # (servers,) cents, negative when they bought


def unexecuted(cells: Wholes, server_count: int) -> Ints:
    """Return the loops' child orders that were sent but not executed, by server."""
    counts = np.zeros(server_count, np.int64)
    np.add.at(counts, cells[:, SERVER], cells[:, SENT] - cells[:, EXECUTIONS])
    return counts


def customers_part(scenario: Scenario, cells: Wholes, filled: Ints) -> CustomersPart:
    """Return what of the cells is the customers', given what was filled before them.

    The customer gets the first shares, up to the order's quantity, at the lower of the
    two prices of that second.
    """
    owed = np.minimum(cells[:, SHARES], _owed(scenario.parents, cells, filled))
    servers, parents = cells[:, SERVER], cells[:, PARENT]
    signed = scenario.parents.side[parents] * owed
    position = np.zeros((scenario.server_count, scenario.symbol_count), np.int64)
    np.add.at(position, (servers, scenario.parents.symbol[parents]), signed)
    cash = np.zeros(scenario.server_count, np.int64)
    np.subtract.at(cash, servers, signed * cells[:, LOW])
    return CustomersPart(position, cash)


def _owed(parents: Parents, cells: Wholes, filled: Ints) -> Ints:
    """Return for each cell what its customer still wanted before it."""
    orders, shares = cells[:, PARENT], cells[:, SHARES].astype(np.int64)
    by_order = np.argsort(orders, kind="stable")
    before = np.zeros(len(cells), np.int64)
    running = np.cumsum(shares[by_order]) - shares[by_order]
    firsts = np.searchsorted(orders[by_order], orders[by_order])
    before[by_order] = running - running[firsts]
    owed: Ints = parents.quantity[orders] - filled[orders] - before
    return np.maximum(owed, 0)
