"""Compiling before it is needed. This runs first: the other process checks the house meanwhile."""

from typing import Any

import pytest

from simulator.engine import simulate
from simulator.guardrails import NAMES
from simulator.interventions import parse_do
from simulator.kernel.expansion import expand, sort_by_time
from simulator.kernel.tick import run_ticks
from simulator.scenario import load_scenario
from simulator.tape import tapes_of
from simulator.warming import warm


def compiled() -> list[list[Any]]:
    jitted: tuple[Any, ...] = (run_ticks, expand, sort_by_time)
    return [function.signatures[:] for function in jitted]


@pytest.mark.slow
def test_whatever_runs_after_warming_compiles_nothing():
    warm()
    before = compiled()
    armed = [parse_do(f"08:00 arm {name} action=shadow", 8) for name in NAMES]

    run = simulate(load_scenario("essay"), 7, armed, until=5401)

    assert next(tapes_of(run)) is not None
    assert compiled() == before
    assert all(before)
