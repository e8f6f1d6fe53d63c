"""Cells: what one loop did in one tick, kept only if somebody wants the tape."""

from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline
from simulator.kernel.ledger import neighbouring_cents, price_cents
from simulator.state.arrays import State

# Columns of Cells.rows.
TICK, PARENT, SERVER, SENT, EXECUTIONS, SHARES, LOW, HIGHER = range(8)


@inline
def note_cells(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """Write a row for each loop that sent something, with its price in two cents."""
    symbols, parents, orders = inputs.symbols, inputs.parents, state.orders
    quotes, fills, cells = scratch.quotes, scratch.fills, scratch.cells
    for row in range(state.progress[0].active):
        if fills.sent[row] == 0:
            continue
        parent = orders.active[row]
        price = price_cents(
            parents.symbol[parent], parents.side[parent], symbols, quotes
        )
        low, higher = neighbouring_cents(price, fills.executions[row])
        cell = cells.rows[cells.used[0]]
        cell[TICK], cell[PARENT], cell[SERVER] = tick, parent, orders.server[parent]
        cell[SENT], cell[EXECUTIONS] = fills.sent[row], fills.executions[row]
        cell[SHARES], cell[LOW], cell[HIGHER] = fills.shares[row], low, higher
        cells.used[0] += 1
