"""Scenarios: the market, the parent orders, the servers and what the preset does."""

import csv
import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.interventions import Intervention, parse_do
from simulator.params import ModelParams, ParamsError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LARGEST_SEED = 2**53 - 1  # the largest whole number that a browser reads exactly

_HERE = Path(__file__).parent


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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scenario:
    """Everything about a morning that neither the seed nor people change.

    Its arrays are made read-only, since one scenario serves many runs.
    """

    name: str
    title: str
    summary: str
    params: ModelParams
    tickers: tuple[str, ...]  # (symbols,)
    symbols: Symbols
    parents: Parents
    volume: Floats  # (390,) background volume by minute of the session, mean 1
    old_code: tuple[bool, ...]  # (servers,) whether it runs the old code at 08:00
    preset: tuple[Intervention, ...]
    data_hash: str  # SHA-256 of the files that were read, hexadecimal

    def __post_init__(self) -> None:
        for array in (*self.symbols, *self.parents, self.volume):
            array.flags.writeable = False

    @property
    def server_count(self) -> int:
        return len(self.old_code)

    @property
    def symbol_count(self) -> int:
        return len(self.tickers)


def scenario_names() -> tuple[str, ...]:
    """Return the names that `load_scenario` knows, sorted."""
    return tuple(sorted(path.stem for path in (_HERE / "scenarios").glob("*.toml")))


def check_seed(seed: object) -> int:
    """Return the seed.

    Raises
    ------
    ParamsError: not a whole number from 0 to 2**53 - 1.

    """
    whole = isinstance(seed, int) and not isinstance(seed, bool)
    if not whole or not 0 <= seed <= LARGEST_SEED:  # type: ignore[operator]
        raise ParamsError("seed", seed, f"a whole number from 0 to {LARGEST_SEED}")
    return seed  # type: ignore[return-value]


@lru_cache
def load_scenario(name: str) -> Scenario:
    """Load a scenario that ships with the package.

    Raises
    ------
    ParamsError: there is none of that name.

    """
    if name not in scenario_names():
        raise ParamsError("scenario", name, ", ".join(scenario_names()))
    return _Files().scenario(name)


class _Files:
    """Reads shipped files and keeps a hash over all that was read."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def _text(self, path: Path) -> str:
        content = path.read_bytes()
        self._hash.update(content)
        return content.decode()

    def _rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(self._text(_HERE / "data" / name).splitlines()))

    def scenario(self, name: str) -> Scenario:
        """Read the scenario's own file and those that it names."""
        told = tomllib.loads(self._text(_HERE / "scenarios" / f"{name}.toml"))
        files = told["files"]
        params = json.loads(self._text(_HERE / "data" / files["params"]))
        symbols = self._rows(files["symbols"])
        parents = self._rows(files["parents"])
        volume = self._rows(files["volume"])
        old_code = tuple(code == "old" for code in told["code"])
        return Scenario(
            name=name,
            title=told["title"],
            summary=told["summary"],
            params=ModelParams(**params),
            tickers=tuple(row["sym"] for row in symbols),
            symbols=_symbols(symbols),
            parents=_parents(parents),
            volume=_floats(volume, "relative_volume"),
            old_code=old_code,
            preset=tuple(parse_do(text, len(old_code)) for text in told["preset"]),
            data_hash=self._hash.hexdigest(),
        )


def _symbols(rows: list[dict[str, str]]) -> Symbols:
    return Symbols(
        price=_floats(rows, "P0_usd"),
        volume=_floats(rows, "ADV_sh"),
        volatility=_floats(rows, "sigma_daily"),
        impact=_floats(rows, "IMP=sigma*lambda"),
        half_spread=_floats(rows, "half_spread_usd"),
        loop_rate=_floats(rows, "loop_mult"),
    )


def _parents(rows: list[dict[str, str]]) -> Parents:
    return Parents(
        tick=_ints(rows, "tick"),
        symbol=_ints(rows, "sym"),
        side=_ints(rows, "side"),
        quantity=_ints(rows, "qty"),
        route=_ints(rows, "route_server_0based"),
    )


def _floats(rows: list[dict[str, str]], column: str) -> Floats:
    return np.array([float(row[column]) for row in rows])


def _ints(rows: list[dict[str, str]], column: str) -> Ints:
    return np.array([int(row[column]) for row in rows], np.int64)
