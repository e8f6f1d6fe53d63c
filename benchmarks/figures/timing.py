"""How long a thing takes in this process, and the kernel that does nothing but the model."""

from collections.abc import Callable
from time import perf_counter

from simulator.engine import run_figures
from simulator.scenario import Scenario
from simulator.schedule import make_schedule
from simulator.state import new_state


def best(run: Callable[[], object], times: int) -> float:
    """Return the shortest of several runs, in seconds."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        run()
        taken.append(perf_counter() - begun)
    return min(taken)


def kernel_seconds(scenario: Scenario, seed: int, until: int, times: int = 20) -> float:
    """Return the best time of the kernel alone, which keeps figures and no frames."""
    schedule, found = make_schedule(scenario, []), float("inf")
    for _ in range(times):
        state, begun = new_state(scenario), perf_counter()
        run_figures(scenario, seed, schedule, state, until)
        found = min(found, perf_counter() - begun)
    return found
