"""A drill from its beginning to the podium."""

import pytest
from django.template.loader import render_to_string

from knightreplay.lab import computing
from knightreplay.lab.models import MorningRange
from knightreplay.rooms import debriefing, permissions, selectors, services
from knightreplay.rooms.models import Room, Seat, Team
from knightreplay.runs.errors import Conflict, Forbidden
from knightreplay.runs.models import Intervention, Role, Run
from knightreplay.runs.roles import role_for
from knightreplay.runs.services import ActRequest, intervene
from simulator.clock import CLOSE

AT = 5340  # 09:29


@pytest.fixture
def teams(opened, host, joining, new_id):
    for name in ("Kim", "Ada"):
        joining(name)
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    services.make_teams(host, ["Red", "Blue"], at=AT, command_id=new_id())
    return list(Team.objects.select_related("run", "room"))


def room_as_told(room_id):
    view = selectors.view(room_id)
    assert view
    return selectors.for_all(view)


def test_drill_begins_at_its_moment_with_the_controls_and_a_delay(teams):
    room = Room.objects.get()

    assert room.delay == 120
    assert [(t.run.clock.sim, t.run.clock.paused) for t in teams] == [(AT, True)] * 2
    acts = Intervention.objects.filter(run=teams[0].run).values_list("op", "tick")
    assert list(acts) == [("take-over", AT)]


def test_act_of_a_drill_says_when_it_was_ordered_and_when_it_takes_effect(teams):
    found = permissions.permissions_of(Seat.objects.get(name="Kim"), teams[0].run_id)
    assert found
    ack = intervene(
        teams[0].run_id,
        ActRequest("kill", "8"),
        role=role_for("intervene", role=found.role, may=found.may),
        command_id="k-1",
        seen=AT,
        delay=found.delay,
    )

    row = Intervention.objects.get(command_id="k-1")
    assert (ack.tick, row.tick, row.ordered) == (AT + 120, AT + 120, AT)


def test_host_is_told_how_each_team_stands(teams, compute, new_id):
    kim = Seat.objects.get(name="Kim")
    intervene(
        teams[1].run_id,
        ActRequest("kill", "8"),
        role=Role.HOST,
        command_id="k-1",
        delay=120,
    )
    services.operate(
        kim, services.OperationRequest("declare", "Incident"), command_id=new_id()
    )
    for team in teams:
        compute(team.run)
    view = selectors.view(teams[0].room_id)
    assert view
    red, blue = selectors.for_hosts_of_teams(view)

    assert (red["tick"], red["playing"], red["loss"]) == (AT, False, 0)
    assert red["last"] == {"op": "declare", "tick": AT, "text": "Incident"}
    assert blue["last"]
    assert (blue["last"]["op"], blue["last"]["tick"]) == ("kill", AT)


def test_finished_drill_takes_no_acts_and_is_counted(teams, host, compute, new_id):
    kim = Seat.objects.get(name="Kim")
    intervene(
        teams[0].run_id,
        ActRequest("kill", "8"),
        role=Role.HOST,
        command_id="k-1",
        at=AT + 60,
    )
    for team in teams:
        compute(team.run)
    services.finish(host, command_id=new_id())
    room = room_as_told(teams[0].room_id)
    assert (room["finished"], room["podium"]) == (True, [])
    while services.score_due(teams[0].room_id):
        pass

    found = permissions.permissions_of(Seat.objects.get(id=kim.id), teams[0].run_id)
    assert found
    assert "intervene" not in found.may
    podium = room_as_told(teams[0].room_id)["podium"]
    assert [(row["place"], row["name"]) for row in podium] == [(1, "Red"), (2, "Blue")]
    assert podium[0]["turned_away"] > 0
    clocks = [Run.objects.get(id=t.run_id).clock for t in teams]
    assert [clock.sim for clock in clocks] == [CLOSE, CLOSE]


def test_debrief_is_opened_by_the_host_and_lifts_the_fog(teams, host, new_id):
    with pytest.raises(Forbidden):
        services.open_debrief(
            Seat.objects.get(name="Kim"), lift=True, command_id=new_id()
        )
    Room.objects.update(fogged=True)
    with pytest.raises(Conflict, match="end the drill first"):
        services.open_debrief(host, lift=True, command_id=new_id())
    services.finish(host, command_id=new_id())
    services.open_debrief(host, lift=True, command_id=new_id())

    told = room_as_told(teams[0].room_id)
    assert (told["debriefed"], told["fogged"]) == (True, False)


def test_room_without_teams_has_no_podium(opened, host, new_id):
    with pytest.raises(Conflict, match="no teams"):
        services.finish(host, command_id=new_id())


def debrief_page():
    room = Room.objects.get()
    told = {"room": room, "debrief": debriefing.read(room), "hosting": False}
    return render_to_string("rooms/debrief.html", told)


def test_debrief_gives_the_range_of_each_teams_loss(teams, host, compute, new_id):
    for team in teams:
        compute(team.run)
    services.finish(host, command_id=new_id())
    while services.score_due(teams[0].room_id):
        pass

    asked = debriefing.read(Room.objects.get()).podium
    pending = debrief_page()
    for row in MorningRange.objects.all():
        while computing.advance(row.id):
            pass
    found = debriefing.read(Room.objects.get()).podium

    assert (pending.count("data-pending"), debrief_page().count("data-pending")) == (
        2,
        0,
    )
    assert f">{found[0].loss_range}</small>" in debrief_page()
    assert [place.loss_range for place in asked] == ["range being computed"] * 2
    assert [place.is_pending for place in (*asked, *found)] == [
        *(True,) * 2,
        *(False,) * 2,
    ]
    assert found[0].ranges
    assert found[0].ranges.own.readings[0] == found[0].row["loss"]
    assert found[0].loss_range.endswith("over 20 seeds")
