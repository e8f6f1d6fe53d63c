"""The stops that are ready to be asked: each is a question that a run of ours answers."""

import pytest

from knightreplay.rooms import services, shapes, tracks, truth
from knightreplay.rooms.models import Room, Stop
from knightreplay.rooms.services import Question
from knightreplay.rooms.services.planning import checked
from knightreplay.runs import selectors as runs
from simulator.clock import tick_of, time_of

FOUND = {
    "08:01:00": 97,  # e-mails, SEC ¶19
    "09:29:00": 8,
    "09:31:00": 2,  # 82,504: between 50,000 and 100,000
    "09:34:00": tick_of("09:43:25"),
    "09:54:00": 0,  # faster
    "10:14:00": 4629,  # million dollars
}


@pytest.fixture
def stops(opened, host, new_id):
    """The track of the default morning, as a room plans it."""
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    host.refresh_from_db()
    services.plan_track(host, command_id=new_id())
    return list(Stop.objects.filter(room=opened.room))


def test_default_morning_has_six_stops_of_every_kind_that_is_scored(stops):
    assert [time_of(stop.at) for stop in stops] == list(FOUND)
    assert {stop.kind for stop in stops} == {"number", "server", "choice", "time"}
    assert all(stop.ours and stop.because and stop.source for stop in stops)


def test_each_answer_is_what_the_computed_morning_gives(stops, opened, compute):
    run = Room.objects.select_related("run").get(id=opened.room.id).run
    assert run
    run.paced = False
    run.stopped_at = None
    run.save()
    view = runs.view(compute(run).id)
    assert view
    found = {time_of(s.at): truth.found(view, s.measure, s.tells) for s in stops}

    assert found == FOUND
    for stop in stops:
        low, high = shapes.bounds(stop.kind, stop.options)
        value = found[time_of(stop.at)]
        assert value is not None
        assert low <= value <= high


@pytest.mark.parametrize("name", tracks.names())
def test_every_track_can_be_planned_and_is_known_after_it_is_asked(name):
    for stop in tracks.read(name):
        question = checked(Question(**stop))

        assert question.tells is not None
        assert question.tells > question.at


@pytest.mark.parametrize(
    ("scenario", "name"),
    [("sec-2013", "sec-2013"), ("all-updated", "any"), (None, "any")],
)
def test_scenario_without_a_track_of_its_own_has_the_general_one(scenario, name):
    assert tracks.name_for(scenario) == name


def test_blind_room_is_asked_what_tells_no_scenario(opened, host, new_id):
    services.begin_run(
        host, scenario="sec-2013", seed=29, command_id=new_id(), blind=True
    )
    host.refresh_from_db()
    services.plan_track(host, command_id=new_id())

    texts = [stop.text for stop in Stop.objects.filter(room=opened.room)]
    assert texts == [stop["text"] for stop in tracks.read("any")]
