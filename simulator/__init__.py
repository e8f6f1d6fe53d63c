"""The morning of 1 August 2012 as a function: scenario, seed and acts in, frames out.

NumPy and numba only. The names below are the public ones. Those that need the compiled
kernel are imported when first used, so that reading an intervention costs no compiler.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.clock import CLOSE, MINUTE, MINUTES, OPEN, tick_of, time_of
from simulator.files.script import read_script
from simulator.frames import Frames, to_columns
from simulator.guardrails import GUARDRAILS
from simulator.interventions import Intervention, from_wire, parse_do
from simulator.ledgers import account_33, customers, ordinary_revenue, pmon
from simulator.params import ModelParams, ParamsError
from simulator.scenario import (
    Scenario,
    check_seed,
    load_scenario,
    read_scenario,
    scenario_names,
)
from simulator.schedule import Schedule, effective_preset, make_schedule
from simulator.state import (
    CheckpointError,
    State,
    clone,
    new_state,
    pack,
    state_hash,
    unpack,
)
from simulator.summary import summarise, trips_of
from simulator.version import ENGINE_VERSION

if TYPE_CHECKING:
    from simulator.engine import Run, run_minute, run_until, simulate
    from simulator.ensemble import Ensemble, run_ensemble
    from simulator.kernel.expansion import Tape
    from simulator.tape import tapes_of
    from simulator.verdict import verdicts
    from simulator.warming import warm

_COMPILED = {
    "Ensemble": "simulator.ensemble",
    "Run": "simulator.engine",
    "Tape": "simulator.kernel.expansion",
    "run_ensemble": "simulator.ensemble",
    "run_minute": "simulator.engine",
    "run_until": "simulator.engine",
    "simulate": "simulator.engine",
    "tapes_of": "simulator.tape",
    "verdicts": "simulator.verdict",
    "warm": "simulator.warming",
}

__all__ = [
    "CLOSE",
    "ENGINE_VERSION",
    "GUARDRAILS",
    "MINUTE",
    "MINUTES",
    "OPEN",
    "CheckpointError",
    "Ensemble",
    "Frames",
    "Intervention",
    "ModelParams",
    "ParamsError",
    "Run",
    "Scenario",
    "Schedule",
    "State",
    "Tape",
    "account_33",
    "check_seed",
    "clone",
    "customers",
    "effective_preset",
    "from_wire",
    "load_scenario",
    "make_schedule",
    "new_state",
    "ordinary_revenue",
    "pack",
    "parse_do",
    "pmon",
    "read_scenario",
    "read_script",
    "run_ensemble",
    "run_minute",
    "run_until",
    "scenario_names",
    "simulate",
    "state_hash",
    "summarise",
    "tapes_of",
    "tick_of",
    "time_of",
    "to_columns",
    "trips_of",
    "unpack",
    "verdicts",
    "warm",
]


def __getattr__(name: str) -> Any:
    if name not in _COMPILED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_COMPILED[name]), name)
