"""Files: frames, one row a tick, CSV or Parquet; the tape, one row an execution."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from simulator.clock import time_of
from simulator.frames import Frames
from simulator.kernel.expansion import Tape

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
    "pnl_own_mid": "pnl_own",
    "pnl_fair": "pnl_fair",
    "pnl_block_now": "pnl_exit",
}


TAPE_SCHEMA = pa.schema(
    [
        ("time", pa.timestamp("ns", tz="America/New_York")),
        ("server", pa.uint8()),  # from 1
        ("parent", pa.int32()),  # number of the parent order, from 0
        ("symbol", pa.dictionary(pa.uint8(), pa.string())),
        ("side", pa.int8()),  # 1 buys, -1 sells
        ("quantity", pa.uint16()),  # shares
        ("price_cents", pa.int32()),
    ]
)
ROWS_OF_A_GROUP = 500_000

Writer = Callable[[Path], None]


def write_files(writers: Mapping[Path, Writer]) -> None:
    """Write the files, all of them or none.

    Raises
    ------
    OSError: a file or its neighbour, in which it is prepared, cannot be written.

    """
    with ExitStack() as parts:
        for path, write in writers.items():
            write(parts.enter_context(_part_of(path)))


def frames_writer(frames: Sequence[Frames], suffix: str) -> Writer:
    """Return what writes the frames to a file of this ending."""
    columns = frame_columns(frames)
    write = _write_parquet if suffix == ".parquet" else _write_csv
    return lambda part: write(columns, part)


def write_tape(tapes: Iterable[Tape], tickers: Sequence[str], path: Path) -> None:
    """Write executions as Parquet; OSError, see `write_files`."""
    write_files({path: tape_writer(tapes, tickers)})


def tape_writer(tapes: Iterable[Tape], tickers: Sequence[str]) -> Writer:
    """Return what writes the executions to a Parquet file."""
    return lambda part: write_executions(tapes, tickers, part)


def write_executions(
    tapes: Iterable[Tape],
    tickers: Sequence[str],
    where: Path | BinaryIO,
    *,
    about: Callable[[], Mapping[str, str | bytes]] = dict,
) -> None:
    """Write executions as Parquet; `about` is asked at the end, for the file's metadata."""
    with parquet.ParquetWriter(
        where,
        TAPE_SCHEMA,
        compression="zstd",
        compression_level=1,
        use_dictionary=["server", "parent", "symbol", "side", "quantity"],
        column_encoding=dict.fromkeys(("time", "price_cents"), "DELTA_BINARY_PACKED"),
    ) as writer:
        names = pa.array(tickers)
        for group in _grouped(tapes):
            writer.write_table(pa.concat_tables(_tape_table(t, names) for t in group))
        if told := about():
            writer.add_key_value_metadata(dict(told))


def frame_columns(frames: Sequence[Frames]) -> dict[str, list[Any]]:
    """Return the columns: `time` is the end of the tick, dollars have two decimals."""
    ticks = [minute.tick + row for minute in frames for row in range(len(minute.loops))]
    return {
        "tick": ticks,
        "time": [time_of(tick + 1) for tick in ticks],
        **{name: _joined(frames, source) for name, source in _COUNTS.items()},
        **{
            name: [cents / 100 for cents in _joined(frames, source)]
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


def _grouped(tapes: Iterable[Tape]) -> Iterator[list[Tape]]:
    """Gather minutes until they make a row group."""
    group: list[Tape] = []
    for tape in tapes:
        group.append(tape)
        if sum(len(minute.time) for minute in group) >= ROWS_OF_A_GROUP:
            yield group
            group = []
    if group:
        yield group


def _tape_table(tape: Tape, tickers: pa.Array) -> pa.Table:
    symbols = pa.DictionaryArray.from_arrays(pa.array(tape.symbol), tickers)
    columns = tape._replace(time=pa.array(tape.time), symbol=symbols)
    return pa.Table.from_arrays(
        [
            pa.array(c).cast(field.type)
            for c, field in zip(columns, TAPE_SCHEMA, strict=True)
        ],
        schema=TAPE_SCHEMA,
    )


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """Give a file beside the target, then rename it: no half file has its name."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
