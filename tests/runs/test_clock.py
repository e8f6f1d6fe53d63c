"""The clock of a run is arithmetic."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knightreplay.runs.clock import Clock

CASES = json.loads((Path(__file__).parents[1] / "fixtures/clock.json").read_text())
TIMES = st.floats(0, 2e9, allow_nan=False)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_clock_shows_what_the_shared_fixture_says(case):
    given_clock = {k: v for k, v in case["clock"].items() if k != "stop_at_events"}

    assert Clock(**given_clock).at(case["now"]) == case["sim"]


@given(wall=TIMES, later=TIMES, sim=st.floats(0, 28800), speed=st.floats(0.1, 120))
def test_clock_never_leaves_the_day_nor_runs_backwards(wall, later, sim, speed):
    clock = Clock(wall=wall, sim=sim, speed=speed, paused=False)

    assert sim <= clock.at(later) <= 28800


@given(sim=st.floats(0, 28800), speed=st.floats(0.1, 120), after=st.floats(0, 1e4))
def test_clock_moved_shows_the_same_moment_in_another_way(sim, speed, after):
    clock = Clock(wall=1000.0, sim=sim, speed=speed, paused=False)
    now = 1000.0 + after

    assert clock.moved(now, paused=True).at(now + 500) == clock.at(now)
    assert clock.moved(now, speed=1.0).at(now) == clock.at(now)


def test_clock_remembers_the_furthest_moment_shown():
    clock = Clock(wall=0.0, sim=100.0, speed=2.0, paused=False)

    rewound = clock.moved(50.0, sim=10.0)

    assert (rewound.sim, rewound.furthest) == (10.0, 200.0)


def test_clock_tick_is_the_next_to_begin_and_ends_with_the_day():
    assert Clock(wall=0.0, sim=5700.4).tick(9.0) == 5700
    assert Clock(wall=0.0, sim=28800.0).tick(9.0) == 28799


def test_clock_has_shown_its_whole_loop_once_it_turned_back():
    clock = Clock(wall=0.0, sim=100.0, speed=1.0, paused=False, loop=(100, 160))

    round_once = clock.moved(90.0)

    assert (round_once.sim, round_once.furthest, round_once.seen) == (
        130.0,
        160.0,
        160.0,
    )
    assert clock.horizon(90.0) == 160.0


def test_clock_in_a_loop_has_shown_nothing_of_a_future_that_was_replaced():
    clock = Clock(wall=0.0, sim=100.0, speed=1.0, paused=False, loop=(100, 160))

    replaced = clock.replaced(90.0, cut=120)

    assert (replaced.at(90.0), replaced.seen) == (130.0, 120.0)
    assert replaced.moved(95.0).seen == 135.0
