"""The remainder: what is left of a morning once no loop is live and none can start.

Only the unwind desk still trades, and stocks know nothing of each other. So those that
are not held are left out, to the same cash and figures: what they would add is zero.
"""

from collections.abc import Sequence

import numpy as np

from simulator.engine import run_figures
from simulator.kernel.inputs import Inputs
from simulator.scenario import Ints, Scenario
from simulator.schedule import Schedule, Step
from simulator.state import State
from simulator.state.arrays import LOOP, Books, Floats, Market

LOOK = 3600  # ticks after which it is looked again which stocks are still held


def run_remainder(
    scenario: Scenario, inputs: Inputs, schedule: Schedule, state: State, to_tick: int
) -> State:
    """Run a state that the caller owns up to `to_tick`, and return what is left of it.

    Its cash and figures are those of `run_figures`; of the stocks only those that were
    held until late are left, and once none is, it stands at an earlier tick.
    """
    while (tick := int(state.progress[0].tick)) < to_tick:
        ahead = schedule.steps_between(tick, to_tick)
        end = tick + LOOK
        if is_settled(state, ahead):
            held = np.flatnonzero(state.books.total)
            if held.size == 0:
                break
            inputs, state = inputs_of(inputs, held), state_of(state, held)
        elif ahead:
            end = ahead[0].tick + 1
        run_figures(scenario, inputs, schedule, state, min(end, to_tick))
    return state


def is_settled(state: State, ahead: Sequence[Step]) -> bool:
    """Tell whether no loop is live, and none can start, whatever is still ahead."""
    servers = state.servers
    if (state.orders.stage == LOOP).any():
        return False
    if servers.killed.all():
        return all(step.op != "restore" for step in ahead)
    starting = (servers.killed == 0) & (servers.old_code == 1) & (servers.flag == 1)
    return not ahead and not starting.any()


def inputs_of(inputs: Inputs, places: Ints) -> Inputs:
    """Return the constants of some stocks; parent orders still name them as before."""
    symbols = type(inputs.symbols)._make(
        _locked(array[places]) for array in inputs.symbols
    )
    return inputs._replace(symbols=symbols, place=inputs.place[places])


def state_of(state: State, places: Ints) -> State:
    """Return the state of some stocks; it shares everything else with the state."""

    def cut(array: Ints) -> Ints:
        return np.ascontiguousarray(array[..., places])

    books, guardrails = state.books, state.guardrails
    return state._replace(
        market=Market._make(array[places] for array in state.market),
        books=Books(cut(books.position), cut(books.total), books.cash),
        guardrails=guardrails._replace(
            mids=cut(guardrails.mids), resumes=cut(guardrails.resumes)
        ),
    )


def _locked(array: Floats) -> Floats:
    """Return an array that cannot be written to, as the scenario's; numba tells them apart."""
    array.flags.writeable = False
    return array
