"""The tape: every execution of the loops, expanded on demand.

A run keeps no executions. A minute of them is made by simulating that minute again
from its checkpoint, with a log of what each loop did in each second. Customers' own
orders and the unwind desk are not on it: the model trades them in no single pieces.
"""

from collections.abc import Callable, Iterator

import numpy as np

from simulator.clock import MINUTE
from simulator.engine import Run, log_minute
from simulator.kernel.cells import EXECUTIONS, TICK
from simulator.kernel.expansion import Tape, expand, sort_by_time
from simulator.kernel.inputs import Wholes
from simulator.scenario import Scenario
from simulator.schedule import Schedule, make_schedule
from simulator.state import State, new_state

START = 1_343_822_400 * 1_000_000_000  # ns, 2012-08-01 08:00:00 EDT


def tape(
    scenario: Scenario, seed: int, schedule: Schedule, state: State, minute: int
) -> Tape:
    """Return a minute's executions, by time, from the state at its start.

    Raises
    ------
    ParamsError: as `run_minute`.

    """
    _, cells = log_minute(scenario, seed, schedule, state, minute)
    return expand_cells(scenario, cells)


def tapes(
    scenario: Scenario,
    seed: int,
    schedule: Schedule,
    *,
    until: int,
    on_minute: Callable[[int], object] | None = None,
) -> Iterator[Tape]:
    """Yield the tape minute by minute from 08:00 to `until`, a whole or half minute."""
    state = new_state(scenario)
    for minute in range(-(-until // MINUTE)):
        state, cells = log_minute(scenario, seed, schedule, state, minute)
        yield expand_cells(scenario, cells[cells[:, TICK] < until])
        if on_minute:
            on_minute(minute)


def tapes_of(
    run: Run, *, on_minute: Callable[[int], object] | None = None
) -> Iterator[Tape]:
    """Yield a run's tape minute by minute."""
    schedule = make_schedule(
        run.scenario, run.interventions, with_preset=run.with_preset
    )
    until = int(run.state.progress[0].tick)
    yield from tapes(run.scenario, run.seed, schedule, until=until, on_minute=on_minute)


def expand_cells(scenario: Scenario, cells: Wholes, *, by_time: bool = True) -> Tape:
    """Return the executions in the cells, by time or, faster, by second and order."""
    count = int(cells[:, EXECUTIONS].sum())
    expanded = _empty_tape(count)
    places = np.empty(count if by_time else 0, np.int64)
    if by_time:
        sort_by_time(cells, places)
    expand(cells, scenario.params.lot, scenario.parents, START, places, expanded)
    return expanded


def _empty_tape(rows: int) -> Tape:
    return Tape(
        time=np.empty(rows, np.int64),
        server=np.empty(rows, np.uint8),
        parent=np.empty(rows, np.int32),
        symbol=np.empty(rows, np.uint8),
        side=np.empty(rows, np.int8),
        quantity=np.empty(rows, np.uint16),
        price=np.empty(rows, np.int32),
    )
