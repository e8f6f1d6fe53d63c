"""How fast tapes, files and ensembles are: python -m benchmarks.whole prints a table.

All take turns, and processor time counts. The ensembles run a part of their 1,000 mornings,
and are scaled up. The floor is the kernel alone; that of 45 kill minutes is as many runs of it.
"""

import os
import platform
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.figures.ratio import Ratio, report
from benchmarks.figures.timing import in_turn, kernel
from simulator.clock import CLOSE, MINUTE, OPEN, tick_of
from simulator.engine import log_minute, simulate
from simulator.ensemble import run_ensemble
from simulator.export import write_tape
from simulator.interventions import Intervention
from simulator.scenario import Scenario, load_scenario
from simulator.schedule import make_schedule
from simulator.state import new_state
from simulator.tape import expand_cells, tapes_of
from simulator.warming import warm

SEED = 29
STOP = tick_of("10:15")
MORNINGS = 1000
TURNS = 5
MORNINGS_RUN, DAYS_RUN = 40, 10

Runs = dict[str, Callable[[], object]]


def expansion(scenario: Scenario) -> Callable[[], object]:
    """What makes all executions of the morning as arrays, out of its cells."""
    schedule, state, minutes = make_schedule(scenario, []), new_state(scenario), []
    for minute in range(STOP // MINUTE):
        state, cells = log_minute(scenario, SEED, schedule, state, minute)
        minutes.append(cells)
    every = np.concatenate(minutes)
    return lambda: expand_cells(scenario, every, by_time=False)


def parquet(scenario: Scenario, path: Path) -> Callable[[], object]:
    """What writes the tape as a file, its minutes simulated again."""
    run = simulate(scenario, SEED, until=STOP)
    return lambda: write_tape(tapes_of(run), scenario.tickers, path)


def kill_minutes(scenario: Scenario) -> dict[str, Sequence[Intervention]]:
    """All servers killed, at each minute from 09:31 to 10:15."""
    every = tuple(range(scenario.server_count))
    ticks = range(OPEN + MINUTE, STOP + 1, MINUTE)
    return {
        str(tick): [Intervention(tick=tick, op="kill", servers=every)] for tick in ticks
    }


def ensembles(scenario: Scenario) -> Runs:
    minutes = kill_minutes(scenario)
    alone = [kernel(scenario, SEED, CLOSE, acts) for acts in minutes.values()]
    return {
        "mornings": lambda: run_ensemble(scenario, range(MORNINGS_RUN), until=STOP),
        "days": lambda: run_ensemble(scenario, range(DAYS_RUN)),
        "kill minutes": lambda: run_ensemble(scenario, [SEED], minutes),
        "kill minutes alone": lambda: [run() for run in alone],
    }


def measure(scenario: Scenario) -> tuple[dict[str, float], float]:
    """Return the least processor time of each, in seconds, and the MB of the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tape.parquet"
        runs: Runs = {
            "kernel": kernel(scenario, SEED, STOP),
            "kernel of a day": kernel(scenario, SEED, CLOSE),
            "arrays": expansion(scenario),
            "Parquet": parquet(scenario, path),
            **ensembles(scenario),
        }
        return in_turn(runs, TURNS), path.stat().st_size / 1e6


def ratios(spent: dict[str, float]) -> list[Ratio]:
    """Of the file's size there is no floor."""
    milliseconds = {name: seconds * 1e3 for name, seconds in spent.items()}
    morning, day = spent["kernel"] * MORNINGS, spent["kernel of a day"] * MORNINGS
    mornings = spent["mornings"] * MORNINGS / MORNINGS_RUN
    days = spent["days"] * MORNINGS / DAYS_RUN
    minutes, alone = spent["kill minutes"], spent["kill minutes alone"]
    return [
        *(
            Ratio(
                f"tape as {form} / kernel",
                milliseconds[form],
                milliseconds["kernel"],
                "ms, CPU",
            )
            for form in ("arrays", "Parquet")
        ),
        Ratio("1,000 mornings / 1,000 kernels", mornings, morning, "s, CPU"),
        Ratio("1,000 days / 1,000 kernels", days, day, "s, CPU"),
        Ratio("45 kill minutes of a seed / 45 runs", minutes, alone, "s, CPU"),
    ]


def main() -> None:
    warm()
    spent, size = measure(load_scenario("sec-2013"))
    print(f"{platform.node()}: {os.cpu_count()} cores")
    print(f"tape as Parquet: {size:.1f} MB\n")
    report("whole", ratios(spent))


if __name__ == "__main__":
    main()
