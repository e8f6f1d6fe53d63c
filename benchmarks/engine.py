"""How fast the engine is: python -m benchmarks.engine prints a table.

Times are the least processor time of several runs in this process; the last row is the same
kernel, interpreted, in a process of its own, over a few ticks of the worst minute. The floor
is the kernel alone, which keeps no frames.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.figures.ratio import Ratio, report
from benchmarks.figures.timing import best, in_turn, kernel
from simulator.clock import CLOSE, MINUTE, tick_of
from simulator.engine import run_minute, run_until, simulate
from simulator.frames import to_columns
from simulator.guardrails import NAMES
from simulator.interventions import Intervention, parse_do
from simulator.scenario import Scenario, load_scenario
from simulator.schedule import Schedule, make_schedule
from simulator.state import State, new_state, pack, unpack
from simulator.warming import warm

SEED = 29
STOP = tick_of("10:15:00")
WORST = 134  # the minute from 10:14
INTERPRETED_TICKS = 5
TURNS = 30  # with fewer the least of mornings with guardrails and without is not steady


class Result(NamedTuple):
    """One row of the table."""

    what: str
    seconds: float  # of processor time


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


def shadows(scenario: Scenario) -> list[Intervention]:
    """Every guardrail armed, to mark and not to stop."""
    return [
        parse_do(f"08:00 arm {name} action=shadow", scenario.server_count)
        for name in NAMES
    ]


def measure(bench: Bench) -> list[Result]:
    scenario, schedule, state = bench
    checkpoint = pack(state)
    _, frames = run_minute(scenario, SEED, schedule, state, WORST)

    def morning(until: int) -> Callable[[], object]:
        return lambda: simulate(scenario, SEED, until=until)

    def watched() -> object:
        return simulate(scenario, SEED, shadows(scenario), until=STOP)

    def minute() -> object:
        return run_minute(scenario, SEED, schedule, unpack(scenario, checkpoint), WORST)

    return [
        Result("08:00 to 10:15, once compiled", best(morning(STOP), 20)),
        Result("the same, all guardrails armed", best(watched, 20)),
        Result("10:14 from its checkpoint", best(minute, 200)),
        Result("08:00 to 16:00", best(morning(CLOSE), 5)),
        Result("pack a checkpoint", best(lambda: pack(state), 200)),
        Result("unpack it", best(lambda: unpack(scenario, checkpoint), 200)),
        Result("columns of a minute", best(lambda: to_columns(frames), 200)),
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
    print(f"{'what':32} {'ms':>9}")
    for what, seconds in results:
        print(f"{what:32} {seconds * 1e3:9.3f}")
    print(f"{'one tick of 10:14':32} {compiled * 1e3:9.3f}")
    ratio = interpreted / compiled
    print(f"{'the same in plain Python':32} {interpreted * 1e3:9.3f} = {ratio:,.0f} x")


def ratios(bench: Bench, compiled: float, interpreted: float) -> list[Ratio]:
    scenario, schedule, state = bench
    armed = shadows(scenario)

    def morning(until: int, watching: Sequence[Intervention] = ()) -> object:
        return simulate(scenario, SEED, watching, until=until)

    spent = in_turn(
        {
            "morning": lambda: morning(STOP),
            "morning, guardrails armed": lambda: morning(STOP, armed),
            "day": lambda: morning(CLOSE),
            "kernel": kernel(scenario, SEED, STOP),
            "kernel of a day": kernel(scenario, SEED, CLOSE),
            "minute": lambda: run_minute(scenario, SEED, schedule, state, WORST),
        },
        TURNS,
    )
    floors = {
        "morning": "kernel",
        "day": "kernel of a day",
        "morning, guardrails armed": "morning",
    }
    return [
        *(
            Ratio(f"{what} / {floor}", spent[what] * 1e3, spent[floor] * 1e3, "ms, CPU")
            for what, floor in floors.items()
        ),
        Ratio(
            "minute / 60 ticks",
            spent["minute"] * 1e3,
            compiled * MINUTE * 1e3,
            "ms, CPU",
        ),
        Ratio(
            "tick in plain Python / compiled",
            interpreted * 1e3,
            compiled * 1e3,
            "ms, CPU",
        ),
    ]


def main() -> None:
    print(f"compiled or loaded in {warm():.1f} s\n")
    bench = prepare()
    results = measure(bench)
    compiled, interpreted = tick_seconds(bench, MINUTE), interpreted_tick_seconds(bench)
    print_table(results, compiled, interpreted)
    report("engine", ratios(bench, compiled, interpreted))


if __name__ == "__main__":
    if sys.argv[1:] == ["interpreted"]:
        print_interpreted()
    else:
        main()
