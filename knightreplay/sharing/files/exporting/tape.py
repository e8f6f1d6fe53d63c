"""The tape: every execution of the loops, made anew minute by minute from checkpoints.

Its SHA-256 is over the rows alone, so it can be checked from the file with any reader:
each row as 21 bytes, little-endian, in the order of the columns (docs/exports.md).
"""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import orjson

from knightreplay.runs.build import require_build
from knightreplay.runs.errors import Conflict
from knightreplay.runs.line import Stretch, line
from knightreplay.runs.models import Segment
from knightreplay.runs.segments.computing import inputs_of, state_before
from knightreplay.sharing.files.exporting.context import GONE, Context
from simulator.clock import MINUTE
from simulator.engine import log_minute
from simulator.kernel.cells import TICK
from simulator.kernel.expansion import Tape
from simulator.tape import expand_cells

ROW = np.dtype(
    [
        ("time", "<i8"),  # ns since 1970
        ("server", "u1"),
        ("parent", "<i4"),
        ("symbol", "u1"),  # place in the list of tickers, from 0
        ("side", "i1"),
        ("quantity", "<u2"),
        ("price_cents", "<i4"),
    ]
)


def write_tape(context: Context, sink: BinaryIO) -> None:
    """Parquet; the file's metadata carry `knightreplay`, as JSON.

    Raises
    ------
    Conflict
        the run is of another engine or other data, or is being computed anew.
    """
    from simulator.export import write_executions  # noqa: PLC0415 -- 20 MB of pyarrow

    require_build(**context.view.run.made_with)
    digest = hashlib.sha256()

    def hashed() -> Iterator[Tape]:
        for tape in _tapes(context):
            digest.update(packed(tape).tobytes())
            yield tape

    def about() -> dict[str, bytes]:
        return {"knightreplay": orjson.dumps(context.about(digest.hexdigest()))}

    write_executions(hashed(), context.scenario.tickers, sink, about=about)


def packed(tape: Tape) -> npt.NDArray[np.void]:
    """The rows as they are hashed."""
    rows = np.empty(len(tape.time), ROW)
    for name, column in zip(ROW.names or (), tape, strict=True):
        rows[name] = column
    return rows


def _tapes(context: Context) -> Iterator[Tape]:
    """The tape of the range, minute by minute."""
    for stretch in line(context.view.cuts):
        first = max(stretch.first, context.first // MINUTE)
        last = min(stretch.last, -(-context.end // MINUTE) - 1)
        if first <= last:
            yield from _stretch(context, Stretch(stretch.epoch, first, last))


def _stretch(context: Context, stretch: Stretch) -> Iterator[Tape]:
    view, scenario = context.view, context.scenario
    inputs = inputs_of(view.run, view.log, stretch.epoch)
    try:
        state = state_before(view.run, view.cuts, stretch, inputs)
    except Segment.DoesNotExist as error:
        raise Conflict(GONE) from error
    for minute in range(stretch.first, stretch.last + 1):
        done = (minute * MINUTE - context.first) / (context.end - context.first)
        context.report(max(0.0, done))
        state, cells = log_minute(*inputs, state, minute)
        ticks = cells[:, TICK]
        wanted = (context.first <= ticks) & (ticks < context.end)
        yield expand_cells(scenario, cells[wanted])
