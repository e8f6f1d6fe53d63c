"""How fast tapes, files and ensembles are: python -m benchmarks.whole prints a table.

The ensembles run a part of their 1,000 mornings, and are scaled up. The floor is the kernel
alone, in the same run.
"""

import os
import platform
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.figures.ratio import Ratio, report
from benchmarks.figures.timing import best, kernel
from simulator.clock import CLOSE, tick_of
from simulator.engine import log_minute, simulate
from simulator.ensemble import run_ensemble
from simulator.export import write_tape
from simulator.scenario import Scenario, load_scenario
from simulator.schedule import make_schedule
from simulator.state import new_state
from simulator.tape import expand_cells, tapes_of
from simulator.warming import warm

SEED = 29
STOP = tick_of("10:15")
MORNINGS = 1000


def expansion(scenario: Scenario) -> float:
    """Return the time of all executions of the morning as arrays, out of its cells."""
    schedule, state, minutes = make_schedule(scenario, []), new_state(scenario), []
    for minute in range(STOP // 60):
        state, cells = log_minute(scenario, SEED, schedule, state, minute)
        minutes.append(cells)
    every = np.concatenate(minutes)
    return best(lambda: expand_cells(scenario, every, by_time=False), 10)


def parquet(scenario: Scenario) -> tuple[float, float]:
    """Return the time and the MB of the tape as a file, its minutes simulated again."""
    run = simulate(scenario, SEED, until=STOP)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tape.parquet"
        seconds = best(lambda: write_tape(tapes_of(run), scenario.tickers, path), 3)
        return seconds, path.stat().st_size / 1e6


def ensemble(scenario: Scenario, until: int, mornings: int) -> float:
    """Return the time of 1,000 mornings, from that of fewer."""
    run = best(lambda: run_ensemble(scenario, range(mornings), until=until), 2)
    return run * MORNINGS / mornings


def main() -> None:
    warm()
    scenario = load_scenario("sec-2013")
    seconds, size = parquet(scenario)
    rows = [
        ("tape as arrays, ms", expansion(scenario) * 1e3, 30.0),
        ("tape as Parquet, ms", seconds * 1e3, 500.0),
        ("tape as Parquet, MB", size, 30.0),
        ("1,000 mornings to 10:15, s", ensemble(scenario, STOP, 200), 8.0),
        ("1,000 days with unwind, s", ensemble(scenario, CLOSE, 40), 45.0),
    ]
    print(f"{platform.node()}: {os.cpu_count()} cores\n")
    print(f"{'what':28} {'here':>8} {'asked':>7} {'part':>6}")
    for what, here, asked in rows:
        print(f"{what:28} {here:8.1f} {asked:7.1f} {here / asked:6.2f}")
    report("whole", ratios(scenario, *(here for _, here, _ in rows)))


def ratios(
    scenario: Scenario,
    arrays: float,
    parquet: float,
    size: float,
    mornings: float,
    days: float,
) -> list[Ratio]:
    """Of the rows of the table, as they are printed; of the size there is no floor."""
    morning, day = (best(kernel(scenario, SEED, until), 20) for until in (STOP, CLOSE))
    return [
        Ratio("tape as arrays / kernel", arrays, morning * 1e3, "ms"),
        Ratio("tape as Parquet / kernel", parquet, morning * 1e3, "ms"),
        Ratio("1,000 mornings / 1,000 kernels", mornings, morning * MORNINGS, "s"),
        Ratio("1,000 days / 1,000 kernels", days, day * MORNINGS, "s"),
    ]


if __name__ == "__main__":
    main()
