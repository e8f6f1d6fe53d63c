"""How fast the engine is: python -m benchmarks.engine prints a table.

Times are the processor's, the best of several runs in this process, and are asked as
ratios to another row, so that a slow machine is not taken for a slow program. The last
row is the same kernel, interpreted, in a process of its own, over a few ticks of the
worst minute.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import NamedTuple

import numpy as np

from simulator.clock import CLOSE, MINUTE, tick_of
from simulator.engine import run_figures, run_minute, run_until, simulate
from simulator.ensemble import run_ensemble
from simulator.frames import to_columns
from simulator.guardrails import NAMES
from simulator.interventions import parse_do
from simulator.scenario import Scenario, load_scenario
from simulator.schedule import Schedule, make_schedule
from simulator.state import State, new_state, pack, unpack
from simulator.warming import warm

SEED = 29
STOP = tick_of("10:15:00")
MORNINGS = 50  # seeds
WORST = 134  # the minute from 10:14
INTERPRETED_TICKS = 5


class Result(NamedTuple):
    """One row of the table."""

    what: str
    seconds: float
    floor: float  # seconds of the row that it is held against
    asked: float | None  # most times the floor


class Bench(NamedTuple):
    """The historical morning, stopped before its worst minute."""

    scenario: Scenario
    schedule: Schedule
    state: State


def prepare() -> Bench:
    scenario = load_scenario("sec-2013")
    schedule = make_schedule(scenario, [])
    start = new_state(scenario)
    state, _ = run_until(scenario, SEED, schedule, start, 0, WORST * MINUTE)
    return Bench(scenario, schedule, state)


def best(run: Callable[[], object], times: int) -> float:
    """Return the shortest of several runs, in seconds."""
    taken = []
    for _ in range(times):
        begun = process_time()
        run()
        taken.append(process_time() - begun)
    return min(taken)


def measure(bench: Bench) -> list[Result]:
    scenario, schedule, state = bench
    checkpoint = pack(state)
    _, frames = run_minute(scenario, SEED, schedule, state, WORST)

    shadows = [
        parse_do(f"08:00 arm {name} action=shadow", scenario.server_count)
        for name in NAMES
    ]

    def morning(until: int) -> Callable[[], object]:
        return lambda: simulate(scenario, SEED, until=until)

    def watched() -> object:
        return simulate(scenario, SEED, shadows, until=STOP)

    def minute() -> object:
        return run_minute(scenario, SEED, schedule, unpack(scenario, checkpoint), WORST)

    def kernel() -> None:
        run_figures(scenario, SEED, schedule, new_state(scenario), STOP)

    def seeds() -> object:
        return run_ensemble(scenario, range(MORNINGS), until=STOP, threads=2)

    floor, shown = best(kernel, 20), best(morning(STOP), 20)
    return [
        Result("08:00 to 10:15, figures alone", floor, floor, None),
        Result("the same with frames", shown, floor, 1.7),
        Result("the same, all guardrails armed", best(watched, 20), shown, 1.15),
        Result("one of many, on two threads", best(seeds, 3) / MORNINGS, floor, 1.15),
        Result("08:00 to 16:00", best(morning(CLOSE), 5), shown, 5.5),
        Result("10:14 from its checkpoint", best(minute, 200), floor, 0.12),
        Result("pack a checkpoint", best(lambda: pack(state), 200), floor, 0.06),
        Result(
            "unpack it", best(lambda: unpack(scenario, checkpoint), 200), floor, 0.06
        ),
        Result(
            "columns of a minute", best(lambda: to_columns(frames), 200), floor, 0.02
        ),
    ]


def tick_seconds(bench: Bench, ticks: int) -> float:
    """Return the time of one tick of the worst minute."""
    start = WORST * MINUTE
    scenario, schedule, state = bench

    def run() -> object:
        return run_until(scenario, SEED, schedule, state, start, start + ticks)

    return best(run, 3) / ticks


def interpreted_tick_seconds(bench: Bench) -> float:
    """Return the same, without the compiler; measured by another process."""
    done = subprocess.run(
        [sys.executable, __file__, "interpreted"],
        input=pack(bench.state),
        env=os.environ
        | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        check=True,
    )
    return float(done.stdout)


def print_interpreted() -> None:
    scenario = load_scenario("sec-2013")
    state = unpack(scenario, sys.stdin.buffer.read())
    bench = Bench(scenario, make_schedule(scenario, []), state)
    with np.errstate(over="ignore"):  # draws wrap around, as they do when compiled
        print(tick_seconds(bench, INTERPRETED_TICKS))


def print_table(results: list[Result], compiled: float, interpreted: float) -> None:
    print(f"{platform.node()}: {platform.processor() or platform.machine()},")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(f"{'what':32} {'ms':>9} {'ratio':>7} {'asked':>7}")
    for what, seconds, floor, asked in results:
        limit = f"{seconds / floor:7.2f} {asked:7.2f}" if asked else ""
        print(f"{what:32} {seconds * 1e3:9.3f} {limit}")
    print(f"{'one tick of 10:14':32} {compiled * 1e3:9.3f}")
    ratio = interpreted / compiled
    print(f"{'the same in plain Python':32} {interpreted * 1e3:9.3f} = {ratio:,.0f} x")


def main() -> None:
    print(f"compiled or loaded in {warm():.1f} s\n")
    bench = prepare()
    results = measure(bench)
    print_table(results, tick_seconds(bench, MINUTE), interpreted_tick_seconds(bench))


if __name__ == "__main__":
    if sys.argv[1:] == ["interpreted"]:
        print_interpreted()
    else:
        main()
