"""The origin of a state: of which scenario it is, and under which seed it goes on."""

from simulator.params import ParamsError
from simulator.scenario import Scenario, check_scenario
from simulator.state.arrays import NOT_BEGUN, State


def begin(scenario: Scenario, seed: int, state: State) -> None:
    """Note the seed under which a state, which the caller owns, goes on.

    Raises
    ------
    ParamsError: the state is of another scenario or has gone on under another seed, or
        what is given is no scenario.

    """
    check_scenario(scenario)
    origin = state.origin[0]
    if origin.data_hash != scenario.data_hash.encode():
        given = f"one of the data {origin.data_hash.decode()[:12]}"
        allowed = f"one of {scenario.name}, whose data are {scenario.data_hash[:12]}"
        raise ParamsError("state", given, allowed)
    if origin.seed not in (NOT_BEGUN, seed):
        raise ParamsError("seed", seed, f"{origin.seed}, as the state has it")
    origin.seed = seed
