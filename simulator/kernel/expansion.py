"""Expansion: every execution out of the cells, on demand."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.kernel.cells import (
    EXECUTIONS,
    HIGHER,
    LOW,
    PARENT,
    SERVER,
    SHARES,
    TICK,
)
from simulator.kernel.inputs import Wholes
from simulator.kernel.jit import inline, jit, jit_allocating
from simulator.scenario import Ints, Parents

SECOND = 1_000_000_000  # ns
LARGEST_JITTER = 200_000  # ns by which executions of different orders miss each other
BUCKET_BITS = 17  # 131 µs: few executions of one second share a bucket
BUCKETS = (SECOND >> BUCKET_BITS) + 1


class Tape(NamedTuple):
    """Executions of loops, one a row."""

    time: Ints  # (rows,) ns since 1970-01-01 00:00 UTC
    server: npt.NDArray[np.uint8]  # (rows,) from 1
    parent: Wholes  # (rows,) index into Parents
    symbol: npt.NDArray[np.uint8]  # (rows,) index into Symbols
    side: npt.NDArray[np.int8]  # (rows,) 1 buys, -1 sells
    quantity: npt.NDArray[np.uint16]  # (rows,) shares
    price: Wholes  # (rows,) cents


@jit
def expand(
    cells: Wholes, lot: int, parents: Parents, start: int, places: Ints, tape: Tape
) -> None:
    """Fill the tape; tick 0 is `start` ns, execution n goes to row `places[n]`.

    Without places the rows come by cell: by second, then by order.
    """
    n = 0
    for cell in cells:
        order, executions = cell[PARENT], cell[EXECUTIONS]
        second = start + cell[TICK] * SECOND
        for k in range(executions):
            row = places[n] if places.size > 0 else n
            tape.time[row] = second + moment(k, executions, order)
            tape.server[row] = cell[SERVER] + 1
            tape.parent[row] = order
            tape.symbol[row] = parents.symbol[order]
            tape.side[row] = parents.side[order]
            tape.price[row] = cell[LOW] + (k < cell[HIGHER])
            last = k == executions - 1
            odd = lot * executions - cell[SHARES] if last else 0
            tape.quantity[row] = lot - odd
            n += 1


@inline
def moment(k: int, executions: int, order: int) -> int:
    """Return when in its second the k-th of a loop's executions happens, in ns.

    They are evenly spaced; a jitter, the order's own, keeps two loops of one rate
    from meeting. It is drawn from no seed.
    """
    half = SECOND // (2 * executions)
    jitter = (order * 7919 + k * 104_729) % max(1, min(LARGEST_JITTER, half))
    return (2 * k + 1) * (SECOND // 2) // executions + jitter


@jit_allocating
def sort_by_time(cells: Wholes, places: Ints) -> None:
    """Set the row of each execution in the order of time: buckets, then neighbours."""
    counts = np.zeros(BUCKETS + 1, np.int64)
    moments, rows = np.zeros_like(places), np.zeros_like(places)
    first = begun = 0
    while first < len(cells):
        last = end_of_second(cells, first)
        counts[:] = 0
        count_buckets(cells, first, last, counts)
        done = fill_buckets(cells, first, last, begun, counts, moments, rows)
        sort_neighbours(begun, done, moments, rows)
        for place in range(begun, done):
            places[rows[place]] = place
        first, begun = last, done


@inline
def end_of_second(cells: Wholes, first: int) -> int:
    """Return the row after the last cell of the same tick."""
    last = first
    while last < len(cells) and cells[last, TICK] == cells[first, TICK]:
        last += 1
    return last


@inline
def count_buckets(cells: Wholes, first: int, last: int, counts: Ints) -> None:
    """Set where each bucket's executions begin, counted from the second's first."""
    for row in range(first, last):
        executions = cells[row, EXECUTIONS]
        for k in range(executions):
            bucket = moment(k, executions, cells[row, PARENT]) >> BUCKET_BITS
            counts[bucket + 1] += 1
    for bucket in range(BUCKETS):
        counts[bucket + 1] += counts[bucket]


@inline
def fill_buckets(
    cells: Wholes,
    first: int,
    last: int,
    begun: int,
    counts: Ints,
    moments: Ints,
    rows: Ints,
) -> int:
    """Put a second's executions into their buckets; return where the next begins."""
    n = begun
    for row in range(first, last):
        executions = cells[row, EXECUTIONS]
        for k in range(executions):
            when = moment(k, executions, cells[row, PARENT])
            place = begun + counts[when >> BUCKET_BITS]
            counts[when >> BUCKET_BITS] += 1
            moments[place], rows[place] = when, n
            n += 1
    return n


@inline
def sort_neighbours(begun: int, done: int, moments: Ints, rows: Ints) -> None:
    """Sort what is almost sorted; executions of one moment stay as they are."""
    for place in range(begun + 1, done):
        when, n = moments[place], rows[place]
        before = place - 1
        while before >= begun and moments[before] > when:
            moments[before + 1], rows[before + 1] = moments[before], rows[before]
            before -= 1
        moments[before + 1], rows[before + 1] = when, n
