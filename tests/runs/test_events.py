"""The marked moments of a morning."""

import pytest

from knightreplay.runs.events import events_of, next_stop
from simulator.scenario import load_scenario, scenario_names


@pytest.mark.parametrize("name", scenario_names())
def test_events_of_every_scenario_lie_in_order_within_the_day(name):
    ticks = [event.tick for event in events_of(load_scenario(name))]

    assert ticks == sorted(ticks)
    assert 5400 in ticks
    assert all(0 <= tick <= 28800 for tick in ticks)


def test_events_whose_minute_no_source_gives_are_not_called_sourced():
    kinds = {e.tick: e.kind for e in events_of(load_scenario("sec-2013"))}

    assert kinds[6856] == kinds[8100] == kinds[60] == "inferred"
    assert kinds[5400] == "sourced"


def test_next_stop_comes_a_second_before_what_knights_people_do():
    scenario = load_scenario("sec-2013")

    def stop(acts, sim):
        planned = {act.tick for act in scenario.preset}
        return next_stop(events_of(scenario), planned, acts, sim)

    assert stop((), 6000.0) == 6855
    assert stop((6100,), 6000.0) == 6100
    assert stop((), 28800.0) is None
