"""Cells: what one loop did in one tick, kept only if somebody wants the tape."""

from simulator.kernel.inputs import Scratch
from simulator.kernel.jit import inline

# Columns of Cells.rows.
TICK, PARENT, SERVER, SENT, EXECUTIONS, SHARES, LOW, HIGHER = range(8)


@inline
def note_cells(tick: int, scratch: Scratch) -> None:
    """Write a row for each loop that sent something, with its price in two cents."""
    loops, fills, cells = scratch.loops, scratch.fills, scratch.cells
    for row in range(scratch.work[0].loops):
        if fills.sent[row] == 0:
            continue
        cell = cells.rows[cells.used[0]]
        cell[TICK], cell[PARENT] = tick, loops.parent[row]
        cell[SERVER] = loops.server[row]
        cell[SENT], cell[EXECUTIONS] = fills.sent[row], fills.executions[row]
        cell[SHARES], cell[LOW], cell[HIGHER] = (
            fills.shares[row],
            fills.low[row],
            fills.higher[row],
        )
        cells.used[0] += 1
