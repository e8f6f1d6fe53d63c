"""Compiling the kernel, or loading it, before it is needed."""

from time import perf_counter

from simulator.engine import simulate
from simulator.kernel_cache import remove_others
from simulator.scenario import load_scenario, scenario_names
from simulator.tape import tapes_of


def warm() -> float:
    """Compile the kernel or load it, and remove those of older sources.

    Returns the seconds that it took.
    """
    begun = perf_counter()
    run = simulate(load_scenario(scenario_names()[0]), seed=0, until=1)
    list(tapes_of(run))
    remove_others()
    return perf_counter() - begun
