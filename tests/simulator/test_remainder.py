"""The remainder: some stocks, and the same cash and figures."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.clock import CLOSE, tick_of
from simulator.engine import run_figures
from simulator.ensemble import figures_of
from simulator.interventions import parse_do
from simulator.kernel.inputs import make_inputs
from simulator.kernel.tick import run_ticks
from simulator.remainder import run_remainder
from simulator.scenario import load_scenario
from simulator.schedule import make_schedule
from simulator.state import clone, new_state
from tests.simulator.acts import interventions

KILLS = st.sampled_from(["09:31", "09:35:10", "09:48", "09:59", "10:20"])


def remainder(scenario, seed, acts, until, with_preset=True):
    """What is left at `until`, and all of it."""
    schedule = make_schedule(scenario, acts, with_preset=with_preset)
    inputs, whole = make_inputs(scenario, seed), new_state(scenario)
    some = run_remainder(scenario, inputs, schedule, clone(whole), until)
    run_figures(scenario, inputs, schedule, whole, until)
    return some, whole


def killed(*acts):
    return [parse_do(act, 8) for act in ("09:35 kill all", *acts)]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    acts=st.lists(interventions(), max_size=4),
    kill=KILLS,
    seed=st.integers(0, 2**53 - 1),
    until=st.one_of(st.just(CLOSE), st.integers(5400, CLOSE)),
    with_preset=st.booleans(),
)
def test_remainder_has_the_figures_of_the_whole(acts, kill, seed, until, with_preset):
    scenario = load_scenario("sec-2013")
    acts = [*acts, parse_do(f"{kill} kill all", 8)]

    some, whole = remainder(scenario, seed, acts, until, with_preset)

    assert figures_of(some).tobytes() == figures_of(whole).tobytes()
    assert some.books.cash.tolist() == whole.books.cash.tolist()
    assert some.books.total.sum() == whole.books.total.sum()


def test_remainder_leaves_out_what_is_not_held(scenario):
    some, whole = remainder(scenario, 29, killed(), tick_of("12:00"))

    assert 0 < some.books.total.size < whole.books.total.size / 4
    held = whole.books.total[whole.books.total != 0]
    assert some.books.total[some.books.total != 0].tolist() == held.tolist()


def test_remainder_ends_once_nothing_is_held(scenario):
    acts = [parse_do("09:30:02 kill all", 8)]

    some, whole = remainder(scenario, 29, acts, CLOSE)

    assert some.progress[0].tick < whole.progress[0].tick == CLOSE
    assert some.books.cash.tolist() == whole.books.cash.tolist()


@pytest.mark.parametrize("ahead", ["11:00 restore all", "11:30 restore 8"])
def test_morning_in_which_loops_can_come_back_is_run_whole(scenario, ahead):
    acts = killed(ahead)

    some, whole = remainder(scenario, 29, acts, tick_of("12:00"), with_preset=False)

    assert np.array_equal(some.books.total, whole.books.total)
    assert some.figures.tobytes() == whole.figures.tobytes()


def test_remainder_needs_no_kernel_of_its_own(scenario):
    remainder(scenario, 29, killed(), tick_of("11:00"))

    compiled: Any = run_ticks
    assert len(compiled.signatures) == 1
