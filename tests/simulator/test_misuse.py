"""What is no argument of its kind is refused with its name, value and what is allowed."""

from typing import Any

import numpy as np
import pytest

from simulator.engine import run_until, simulate
from simulator.interventions import Intervention, parse_do
from simulator.params import ParamsError
from simulator.schedule import make_schedule
from simulator.state import new_state

KILL = parse_do("09:35 kill all", 8)
ACTS = "a list of Intervention; parse_do makes one of text"
SCENARIO = "a Scenario, as load_scenario and read_scenario return it"


def refusal(call):
    with pytest.raises(ParamsError) as caught:
        call()
    return caught.value.argument, caught.value.value, caught.value.allowed


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (["09:35 kill all"], "09:35 kill all"),
        ([KILL, None], None),
        ("09:35 kill all", "09:35 kill all"),
        (KILL, KILL),
        (None, None),
        ({"09:35": KILL}, {"09:35": KILL}),
    ],
)
def test_what_is_no_list_of_interventions_is_refused(scenario, given, value):
    for call in (
        lambda: simulate(scenario, 29, given),
        lambda: make_schedule(scenario, given),
    ):
        assert refusal(call) == ("interventions", value, ACTS)


@pytest.mark.parametrize("until", ["10:15", 28801, -1, 1.0, True, None])
def test_end_of_a_run_is_checked(scenario, until):
    found = refusal(lambda: simulate(scenario, 29, until=until))

    assert found == ("until", until, "a whole number from 0 to 28800")


def test_end_of_numpy_is_taken(scenario):
    until: Any = np.int64(60)

    assert simulate(scenario, 29, until=until).state.progress[0].tick == 60


@pytest.mark.parametrize("given", ["sec-2013", None, 29])
def test_what_is_no_scenario_is_refused(scenario, given):
    state, schedule = new_state(scenario), make_schedule(scenario, [])
    for call in (
        lambda: simulate(given, 29),
        lambda: make_schedule(given, []),
        lambda: new_state(given),
        lambda: run_until(given, 29, schedule, state, 0, 60),
    ):
        assert refusal(call) == ("scenario", given, SCENARIO)


def test_what_is_no_schedule_is_refused(scenario):
    given: Any = [KILL]
    found = refusal(lambda: run_until(scenario, 29, given, new_state(scenario), 0, 60))

    assert found == ("schedule", given, "a Schedule, as make_schedule returns it")


@pytest.mark.parametrize(
    "servers", [8, (-1,), (1, 0), (0, 0), (0.5,), ("8",), (True,), None]
)
def test_servers_that_are_none_or_out_of_order_are_refused(servers):
    found = refusal(lambda: Intervention(6000, "kill", servers))

    assert found == ("servers", servers, "whole numbers from 0, ascending")


def test_acts_of_numpys_numbers_are_the_same_acts(scenario):
    tick: Any = np.int64(6000)
    servers: Any = np.arange(8)
    latency: Any = (("latency", np.int8(5)),)
    limit: Any = (("limit", np.float32(0.5)),)

    kill = Intervention(tick, "kill", servers, params=latency)

    assert kill == parse_do("09:40 kill all latency=5", 8)
    assert {type(number) for number in (kill.tick, *kill.servers)} == {int}
    arm = Intervention(tick, "arm", guardrail="pnl", params=limit)
    assert arm == parse_do("09:40 arm pnl limit=0.5", 8)
