"""The lists a scenario is made of: stocks, parent orders, volumes; read and checked."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.clock import CLOSE, MINUTE, OPEN
from simulator.documents import FileError, check_known
from simulator.params import ModelParams, ParamsError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_SERVERS = 64
MOST_SYMBOLS = 200  # draws of index 200 are the market's
MOST_PARENTS = 100_000


class Symbols(NamedTuple):
    """The stocks. Synthetic: prices and volumes are drawn, not those of 2012."""

    price: Floats  # (symbols,) $ at 09:30, P0
    volume: Floats  # (symbols,) shares a day, ADV
    volatility: Floats  # (symbols,) daily, as a fraction
    impact: Floats  # (symbols,) volatility times the symbol's impact multiplier
    half_spread: Floats  # (symbols,) $
    loop_rate: Floats  # (symbols,) multiplier of a loop's rate, mean 1


class Parents(NamedTuple):
    """The flagged parent orders, by arrival."""

    tick: Ints  # (parents,) of arrival
    symbol: Ints  # (parents,) index into Symbols
    side: Ints  # (parents,) 1 buys, -1 sells
    quantity: Ints  # (parents,) shares that the customer wants
    route: Ints  # (parents,) the server it is meant for, 0-based


class CsvRow(NamedTuple):
    """A line of a CSV file."""

    line: int
    values: Mapping[str, str]


class Table(NamedTuple):
    """A CSV file."""

    name: str
    rows: list[CsvRow]

    def floats(self, column: str, lowest: float, highest: float) -> Floats:
        """Return a column of finite numbers within bounds; FileError if one is not."""
        return np.array([self._number(r, column, lowest, highest) for r in self.rows])

    def ints(self, column: str, lowest: int, highest: int) -> Ints:
        """Return a column of whole numbers within bounds; FileError if one is not."""
        numbers = [
            self._number(r, column, lowest, highest, whole=True) for r in self.rows
        ]
        return np.array(numbers, np.int64)

    def texts(self, column: str) -> tuple[str, ...]:
        """Return a column of short words, each once."""
        words = tuple(self._text(row, column) for row in self.rows)
        for row, word in zip(self.rows, words, strict=True):
            if not word.isalnum() or len(word) > 12 or words.count(word) > 1:
                raise self._error(row, column, "letters and digits, each ticker once")
        return words

    def _number(
        self,
        row: CsvRow,
        column: str,
        lowest: float,
        highest: float,
        *,
        whole: bool = False,
    ) -> float:
        text = self._text(row, column)
        try:
            number = int(text) if whole else float(text)
        except ValueError:
            number = float("nan")
        if not lowest <= number <= highest:
            what = "a whole number" if whole else "a number"
            allowed = f"{what} from {lowest:.15g} to {highest:.15g}"
            raise self._error(row, column, allowed)
        return number

    def _text(self, row: CsvRow, column: str) -> str:
        if row.values.get(column) is None:
            raise FileError(self.name, row.line, column, None, "a value in each row")
        return row.values[column]

    def _error(self, row: CsvRow, column: str, allowed: str) -> FileError:
        value = row.values[column]
        return FileError(self.name, row.line, column, value, allowed)


def read_table(name: str, text: str, fewest: int, most: int) -> Table:
    """Read a CSV file; FileError if it is none, or has another number of rows."""
    reader = csv.DictReader(text.splitlines())
    rows: list[CsvRow] = []
    try:
        for values in reader:
            rows.append(CsvRow(reader.line_num, values))
            if len(rows) > most:
                allowed = f"{fewest} to {most}"
                raise FileError(name, reader.line_num, "rows", len(rows), allowed)
    except csv.Error as error:
        raise FileError(
            name, reader.line_num, "file", None, f"CSV ({error})"
        ) from error
    if len(rows) < fewest or not reader.fieldnames:
        raise FileError(name, 1, "rows", len(rows), f"a header and {fewest} to {most}")
    return Table(name, rows)


def read_symbols(table: Table) -> Symbols:
    """Return the stocks; FileError for a value that is not allowed."""
    return Symbols(
        price=table.floats("P0_usd", 0.01, 100_000),
        volume=table.floats("ADV_sh", 1, 1e12),
        volatility=table.floats("sigma_daily", 0, 0.15),
        impact=table.floats("IMP=sigma*lambda", 0, 1),
        half_spread=table.floats("half_spread_usd", 0, 1000),
        loop_rate=table.floats("loop_mult", 0, 100),
    )


def read_parents(table: Table, symbols: int, servers: int) -> Parents:
    """Return the parent orders; FileError for a value that is not allowed."""
    ticks = table.ints("tick", 0, CLOSE - 1)
    sides = table.ints("side", -1, 1)
    for row, later, side in zip(
        table.rows, np.diff(ticks, prepend=0), sides, strict=True
    ):
        if later < 0:
            tick = row.values["tick"]
            raise FileError(table.name, row.line, "tick", tick, "rows in order of time")
        if side == 0:
            raise FileError(table.name, row.line, "side", "0", "1 or -1")
    return Parents(
        tick=ticks,
        symbol=table.ints("sym", 0, symbols - 1),
        side=sides,
        quantity=table.ints("qty", 1, 10_000_000),
        route=table.ints("route_server_0based", 0, servers - 1),
    )


def read_volume(table: Table) -> Floats:
    """Return the volume by minute of the session; FileError if minutes are missing."""
    minutes = (CLOSE - OPEN) // MINUTE
    if len(table.rows) != minutes:
        last = table.rows[-1].line
        raise FileError(table.name, last, "rows", len(table.rows), f"{minutes}")
    return table.floats("relative_volume", 1e-6, 1000)


def read_params(name: str, text: str, overrides: Mapping[str, object]) -> ModelParams:
    """Return the parameters of a JSON file with some replaced.

    Raises
    ------
    FileError: the file is no JSON object with exactly the known names, or one of its
        values is not allowed.
    ParamsError: a replaced value is not allowed.

    """
    try:
        told = json.loads(text)
    except RecursionError as error:
        raise FileError(name, 1, "file", None, "values nested less deeply") from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise FileError(name, line, "file", None, f"JSON ({error})") from error
    if not isinstance(told, dict):
        raise FileError(name, 1, "file", told, "an object")
    known = fields(ModelParams)
    required = [field.name for field in known if field.default is MISSING]
    check_known(name, 1, told, [field.name for field in known], required)
    try:
        return ModelParams(**{**told, **overrides})
    except ParamsError as error:
        if error.argument in overrides:
            raise
        line = _json_line(text, error.argument)
        raise FileError(
            name, line, error.argument, error.value, error.allowed
        ) from error


def _json_line(text: str, key: str) -> int:
    lines: Sequence[str] = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if f'"{key}"' in line), 1)
