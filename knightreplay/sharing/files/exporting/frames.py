"""Frames, one row a tick, in the columns of `simulate --frames`: CSV, JSON and Parquet.

They are read from the stored segments, so a run of an earlier engine exports as well. All
three forms have the same SHA-256: that of the CSV's header row and rows.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import orjson

from knightreplay.sharing.files.exporting.context import Context, Minute
from simulator.clock import time_of

# The columns' names outside, and those of the segments.
COUNTS = {"exec_cum": "executions", "shares_cum": "shares", "active_pp": "loops"}
MONEY = {
    "gross_usd": "gross",
    "long_usd": "long",
    "short_usd": "short",
    "pnl_own_mid": "pnl_own",
    "pnl_fair": "pnl_fair",
    "pnl_block_now": "pnl_exit",
}
NAMES = ("tick", "time", *COUNTS, *MONEY, "emails")
GROUP = 60  # minutes of a row group

Row = tuple[Any, ...]


def write_csv(context: Context, sink: BinaryIO) -> None:
    for chunk in csv_chunks(context):
        sink.write(chunk)


def write_json(context: Context, sink: BinaryIO) -> None:
    for chunk in json_chunks(context):
        sink.write(chunk)


def write_parquet(context: Context, sink: BinaryIO) -> None:
    """Row groups of an hour; the file's metadata carry `knightreplay`, as JSON."""
    import pyarrow as pa  # noqa: PLC0415 -- 20 MB that only a worker needs
    from pyarrow import parquet  # noqa: PLC0415

    schema = pa.schema([(name, _type(pa, name)) for name in NAMES])
    about = orjson.dumps(context.about(sha256_of(context)))
    schema = schema.with_metadata({"knightreplay": about})
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for rows in _hours(context):
            columns = zip(*rows, strict=True)
            writer.write_table(pa.table([list(c) for c in columns], schema=schema))


def csv_chunks(context: Context) -> Iterator[bytes]:
    """Lines that begin with `# `, then the header row, then a row a tick."""
    for name, value in context.about(sha256_of(context)).items():
        yield b"# " + name.encode() + b": " + orjson.dumps(value) + b"\n"
    yield from _csv_data(context, begin=0.5)


def json_chunks(context: Context) -> Iterator[bytes]:
    """One object: `about`, `columns` (their names) and `rows`."""
    about = orjson.dumps(context.about(sha256_of(context)))
    yield b'{"about":' + about + b',"columns":' + orjson.dumps(NAMES) + b',"rows":[\n'
    comma = b""
    for rows in _minutes(context, begin=0.5):
        yield comma + b",\n".join(orjson.dumps(row) for row in rows)
        comma = b",\n"
    yield b"\n]}\n"


def sha256_of(context: Context) -> str:
    """The hash of the frames: the same for the same rows, whatever file they are in."""
    digest = hashlib.sha256()
    for chunk in _csv_data(context, begin=0.0):
        digest.update(chunk)
    return digest.hexdigest()


def rows_of(minute: Minute) -> list[Row]:
    """The rows of a minute; `time` is the end of the tick, dollars have two decimals."""
    counts = [minute.column(source) for source in COUNTS.values()]
    money = [
        [cents / 100 for cents in minute.column(source)] for source in MONEY.values()
    ]
    emails = minute.column("emails")
    ticks = range(minute.tick, minute.tick + len(emails))
    times = [time_of(tick + 1) for tick in ticks]
    return list(zip(ticks, times, *counts, *money, emails, strict=True))


def _csv_data(context: Context, *, begin: float) -> Iterator[bytes]:
    yield _csv_lines([NAMES])
    for rows in _minutes(context, begin=begin):
        yield _csv_lines(rows)


def _csv_lines(rows: list[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _minutes(context: Context, *, begin: float) -> Iterator[list[Row]]:
    """The rows minute by minute; one of the two passes tells half of the way."""
    ticks = context.end - context.first
    for minute in context.minutes():
        context.report(begin + (minute.tick - context.first) / ticks / 2)
        yield rows_of(minute)


def _hours(context: Context) -> Iterator[list[Row]]:
    gathered: list[list[Row]] = []
    for rows in _minutes(context, begin=0.5):
        gathered.append(rows)
        if len(gathered) == GROUP:
            yield list(chain.from_iterable(gathered))
            gathered = []
    if gathered:
        yield list(chain.from_iterable(gathered))


def _type(pa: Any, name: str) -> Any:
    if name == "time":
        return pa.string()
    return pa.float64() if name in MONEY else pa.int64()
