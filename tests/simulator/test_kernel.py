"""The kernel's shorter ways: each gives to the bit what the long one gives."""

import ast
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.clock import MINUTE, tick_of
from simulator.engine import SPAN, run_figures, run_until, simulate
from simulator.guardrails import NAMES
from simulator.interventions import parse_do
from simulator.kernel import impact
from simulator.kernel.impact import note_moves, note_range
from simulator.kernel.inputs import make_inputs
from simulator.kernel.tick import run_ticks
from simulator.schedule import make_schedule
from simulator.state import new_state, pack

# Loops end, come back and end again, so that ticks with and without them alternate.
COMING_AND_GOING = (
    "09:40 kill 8",
    "09:44 restore 8",
    "09:50 kill 8",
    "09:50:30 unwind",
    "09:58 restore 8",
    "10:04 kill all latency=7",
)
ARMED = tuple(f"09:31 arm {name} action=shadow" for name in NAMES)


def schedule_of(scenario, *acts):
    return make_schedule(scenario, [parse_do(act, 8) for act in acts])


@settings(max_examples=200, deadline=None)
@given(
    first=st.floats(0.01, 1e6),
    factors=st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=30),
)
def test_ends_of_a_range_have_moved_as_far_as_any_price_in_it(first, factors):
    at_open, noted, ranged = np.array([first]), np.zeros(1), np.zeros(1)
    low, high = at_open.copy(), at_open.copy()

    for factor in factors:
        price = np.array([first * factor])
        note_moves(price, at_open, noted)
        note_range(price, low, high)
    note_moves(low, at_open, ranged)
    note_moves(high, at_open, ranged)

    assert noted.tobytes() == ranged.tobytes()


@pytest.mark.parametrize("acts", [COMING_AND_GOING, COMING_AND_GOING + ARMED])
def test_tick_by_tick_is_the_same_as_at_once(scenario, acts):
    """One tick a call lists all loops anew, and turns every range into moves."""
    schedule = schedule_of(scenario, *acts)
    start, end = tick_of("09:39"), tick_of("10:20")
    at_once, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, start)
    by_tick, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, start)

    at_once, _ = run_until(scenario, 29, schedule, at_once, start, end)
    for tick in range(start, end):
        by_tick, _ = run_until(scenario, 29, schedule, by_tick, tick, tick + 1)

    assert pack(by_tick) == pack(at_once)


@pytest.mark.parametrize("acts", [(), COMING_AND_GOING, COMING_AND_GOING + ARMED])
@pytest.mark.parametrize("until", ["09:45:10", "10:20", "16:00"])
def test_without_frames_the_state_is_the_same(scenario, acts, until):
    schedule, state = schedule_of(scenario, *acts), new_state(scenario)
    end = tick_of(until)

    run_figures(scenario, make_inputs(scenario, 7), schedule, state, end)

    run = simulate(scenario, 7, [parse_do(act, 8) for act in acts], until=end)
    assert pack(state) == pack(run.state)


def test_python_calls_the_kernel_once_a_span_and_once_an_act(scenario, monkeypatch):
    """No minute and no tick goes through Python."""
    spans = []

    def noted(start, end, *others):
        spans.append((start, end))
        run_ticks(start, end, *others)

    monkeypatch.setattr("simulator.engine.run_ticks", noted)
    schedule, end = schedule_of(scenario, "09:40 kill 8"), tick_of("10:15")

    run_until(scenario, 29, schedule, new_state(scenario), 0, end)

    ticks = {step.tick for step in schedule.steps_between(0, end)}
    cuts = sorted({*range(0, end + 1, SPAN), *ticks})
    assert spans == list(pairwise(cuts))
    assert len(spans) < end // MINUTE


def test_one_call_runs_a_day_without_frames(scenario, monkeypatch):
    spans = []

    def noted(start, end, *_):
        spans.append((start, end))

    monkeypatch.setattr("simulator.engine.run_ticks", noted)
    schedule = make_schedule(scenario, [], with_preset=False)

    inputs = make_inputs(scenario, 29)
    run_figures(scenario, inputs, schedule, new_state(scenario), tick_of("16:00"))

    assert spans == [(0, tick_of("16:00"))]


def test_no_pass_over_stocks_allows_reordered_sums():
    """Neither fastmath nor numba's threads, anywhere in the kernel."""
    for path in Path(impact.__file__).parent.glob("*.py"):
        words = {
            node.arg
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.keyword)
        }
        assert words & {"fastmath", "parallel"} == set()
