"""One run's day as one file, from which the static page and the Panel page are drawn."""

import json
from pathlib import Path
from typing import TypedDict

import numpy as np

from simulator.clock import MINUTE, OPEN, tick_of
from simulator.engine import Run, simulate
from simulator.scenario import load_scenario

SEED = 29
END = tick_of("10:15:00")
FIRST = OPEN // MINUTE  # the minute from which stocks move


class Stocks(TypedDict):
    """Each stock, and its move at the end of each minute since the open."""

    names: list[str]
    sizes: list[int]  # shares executed until the end
    moves: list[list[int]]  # basis points, by minute


class Day(TypedDict):
    """The curves by second, in thousands of dollars; orders by server and minute."""

    loss: dict[str, list[int]]
    positions: dict[str, list[int]]
    servers: list[list[int]]
    first: int
    stocks: Stocks


def day() -> Day:
    return day_of(simulate(load_scenario("sec-2013"), SEED, until=END))


def day_of(run: Run) -> Day:
    return {
        "loss": {name: _curve(run, f"pnl_{name}") for name in ("exit", "fair", "own")},
        "positions": {name: _curve(run, name) for name in ("long", "short")},
        "servers": np.array(
            [f.servers.sent.sum(axis=0) for f in run.frames]
        ).T.tolist(),
        "first": FIRST,
        "stocks": {
            "names": list(run.scenario.tickers),
            "sizes": np.sum([f.closing.executed for f in run.frames], axis=0).tolist(),
            "moves": [
                np.rint(f.stocks.move * 10_000).astype(int).tolist()
                for f in run.frames[FIRST:]
            ],
        },
    }


def _curve(run: Run, column: str) -> list[int]:
    cents = np.concatenate([getattr(frames, column) for frames in run.frames])
    found: list[int] = np.rint(cents / 100_000).astype(int).tolist()
    return found


def write_day(file: Path) -> None:
    file.write_text(json.dumps(day(), separators=(",", ":")))
