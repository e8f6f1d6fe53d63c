"""How long a thing takes in this process, and the kernel that does nothing but the model."""

from collections.abc import Callable, Mapping, Sequence
from time import process_time

from simulator.engine import run_figures
from simulator.interventions import Intervention
from simulator.kernel.inputs import make_inputs
from simulator.scenario import Scenario
from simulator.schedule import make_schedule
from simulator.state import new_state


def best(run: Callable[[], object], times: int) -> float:
    """Return the least processor time of several runs, in seconds."""
    return in_turn({"run": run}, times)["run"]


def in_turn(runs: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Return the least processor time of each, in seconds; other work counts for none."""
    least = dict.fromkeys(runs, float("inf"))
    for _ in range(times):
        for name, run in runs.items():
            begun = process_time()
            run()
            least[name] = min(least[name], process_time() - begun)
    return least


def kernel(
    scenario: Scenario, seed: int, until: int, acts: Sequence[Intervention] = ()
) -> Callable[[], None]:
    """What runs the kernel alone, which keeps figures and no frames."""
    schedule = make_schedule(scenario, acts)

    def run() -> None:
        inputs = make_inputs(scenario, seed)
        run_figures(scenario, inputs, schedule, new_state(scenario), until)

    return run
