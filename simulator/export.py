"""Frames as a file: one row a tick, CSV or Parquet."""

import csv
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from simulator.clock import time_of
from simulator.frames import Dollars, Frames

# The columns' names outside, and where they come from.
_COUNTS = {
    "exec_cum": "executions",
    "shares_cum": "shares",
    "active_pp": "loops",
}
_MONEY = {
    "gross_usd": "gross",
    "long_usd": "long",
    "short_usd": "short",
    "pnl_own_mid": "own",
    "pnl_fair": "fair",
    "pnl_block_now": "exit",
}


def write_frames(frames: Sequence[Frames], path: Path) -> None:
    """Write the frames, the format by the file's ending; whole or not at all.

    Raises
    ------
    OSError: the file or its neighbour, in which it is prepared, cannot be written.

    """
    columns = frame_columns(frames)
    write = _write_parquet if path.suffix == ".parquet" else _write_csv
    _replace(path, lambda part: write(columns, part))


def frame_columns(frames: Sequence[Frames]) -> dict[str, list[Any]]:
    """Return the columns: `time` is the end of the tick, dollars have two decimals."""
    ticks = [minute.tick + row for minute in frames for row in range(len(minute.loops))]
    dollars = Dollars(
        *map(np.concatenate, zip(*(f.dollars for f in frames), strict=True))
    )
    return {
        "tick": ticks,
        "time": [time_of(tick + 1) for tick in ticks],
        **{name: _joined(frames, source) for name, source in _COUNTS.items()},
        **{
            name: [round(usd, 2) for usd in getattr(dollars, source).tolist()]
            for name, source in _MONEY.items()
        },
        "emails": _joined(frames, "emails"),
    }


def _joined(frames: Sequence[Frames], column: str) -> list[int]:
    joined: list[int] = np.concatenate([getattr(f, column) for f in frames]).tolist()
    return joined


def _write_csv(columns: dict[str, list[Any]], path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


def _write_parquet(columns: dict[str, list[Any]], path: Path) -> None:
    parquet.write_table(pa.table(columns), path, compression="zstd")


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside the target, then rename, so that no half file ever has its name."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
