"""The loop that the model is about, three ways: python -m benchmarks.loops.

One parent order on the old code sends child orders without end. A plain-Python loop
and a SimPy process do it child by child, without market, prices or books; the kernel
does a whole morning of them, with all of that. The unit is one executed child order; all take
turns, and processor time counts.
"""

import random
from collections.abc import Callable, Generator
from typing import NamedTuple

import simpy

from benchmarks.figures.ratio import Ratio, report
from benchmarks.figures.timing import in_turn, kernel
from simulator.clock import tick_of
from simulator.engine import run_figures
from simulator.kernel.inputs import make_inputs
from simulator.scenario import load_scenario
from simulator.schedule import make_schedule
from simulator.state import new_state
from simulator.state.arrays import STOP

CHILDREN = 200_000  # child orders of each slow loop
RATE, FILL = 33.77, 0.63  # child orders/s; part of them that executes
SEED = 29
TURNS = 5


class Child(NamedTuple):
    """One executed child order."""

    time: float  # s
    side: int
    shares: int
    cents: int


def python_loop(children: int) -> list[Child]:
    """Send child orders one by one."""
    draws = random.Random(SEED)  # noqa: S311 -- its speed is what counts
    tape, time, price = [], 0.0, 2000.0
    for _ in range(children):
        time += 1.0 / RATE
        if draws.random() < FILL:
            price *= 1.000001
            tape.append(Child(time, 1, 100, int(price)))
    return tape


def simpy_loop(children: int) -> list[Child]:
    """Send the same child orders from a SimPy process."""
    environment = simpy.Environment()
    draws = random.Random(SEED)  # noqa: S311 -- its speed is what counts
    tape = []

    def loop() -> Generator[simpy.Event, None, None]:
        price = 2000.0
        for _ in range(children):
            yield environment.timeout(1.0 / RATE)
            if draws.random() < FILL:
                price *= 1.000001
                tape.append(Child(environment.now, 1, 100, int(price)))

    environment.process(loop())
    environment.run()
    return tape


def morning() -> tuple[Callable[[], object], int]:
    """Return what runs the morning to its stop, and its executions."""
    scenario, state = load_scenario("sec-2013"), new_state(load_scenario("sec-2013"))
    stop = tick_of("10:15")
    run_figures(
        scenario, make_inputs(scenario, SEED), make_schedule(scenario, []), state, stop
    )
    return kernel(scenario, SEED, stop), int(state.figures[STOP].executions)


def main() -> None:
    run, executions = morning()
    counts = {
        "kernel": executions,
        "plain Python": len(python_loop(CHILDREN)),
        "SimPy": len(simpy_loop(CHILDREN)),
    }
    spent = in_turn(
        {
            "kernel": run,
            "plain Python": lambda: python_loop(CHILDREN),
            "SimPy": lambda: simpy_loop(CHILDREN),
        },
        TURNS,
    )
    each = {name: spent[name] * 1e9 / count for name, count in counts.items()}
    report(
        "loops",
        [
            Ratio(f"{name} / kernel", each[name], each["kernel"], "ns, CPU")
            for name in ("plain Python", "SimPy")
        ],
    )


if __name__ == "__main__":
    main()
