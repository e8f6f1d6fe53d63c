"""Teams: forks of one moment, one start and one pause."""

import pytest

from knightreplay.rooms import permissions, services
from knightreplay.rooms.models import Room, Seat, Team
from knightreplay.runs.errors import Conflict, Forbidden
from knightreplay.runs.models import Role, Run, Segment
from knightreplay.runs.roles import role_for
from knightreplay.runs.services import ActRequest, Movement, intervene, move_clock

AT = 5460  # 09:31


@pytest.fixture
def room(opened, host, new_id, compute):
    """A room whose run is computed and stands at 09:31."""
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    room = Room.objects.select_related("run").get(id=opened.room.id)
    assert room.run
    compute(room.run)
    seek = Movement("seek", to=AT)
    move_clock(room.run.id, seek, role=Role.HOST, command_id=new_id())
    return room


@pytest.fixture
def teams(room, host, joining, new_id):
    for name in ("Kim", "Ada", "Bo"):
        joining(name)
    services.make_teams(host, ["Red", ""], command_id=new_id())
    return list(Team.objects.select_related("run"))


def test_teams_share_the_past_and_cost_nothing_until_they_act(room, teams):
    assert [(t.name, t.run.forked_at, t.run.parent_id) for t in teams] == [
        ("Red", AT, room.run_id),
        ("Team 2", AT, room.run_id),
    ]
    assert Segment.objects.filter(run__in=[t.run for t in teams]).count() == 0
    assert [(t.run.open, t.run.paced) for t in teams] == [(False, True)] * 2


def test_people_are_dealt_out_and_operate_their_own_fork_only(teams):
    red, two = teams
    seats = Seat.objects.filter(part=Seat.Part.OPERATOR)
    assert [(s.name, s.team) for s in seats] == [
        ("Kim", red),
        ("Ada", two),
        ("Bo", red),
    ]

    own = permissions.permissions_of(seats[0], red.run_id)
    assert own
    assert role_for("intervene", role=own.role, may=own.may) is Role.OPERATE
    assert permissions.permissions_of(seats[0], two.run_id) is None


def test_one_play_and_one_pause_for_all(teams, host, new_id):
    services.move_teams(host, Movement("play"), command_id=new_id())
    playing = [Run.objects.get(id=t.run_id).clock.paused for t in teams]
    services.move_teams(host, Movement("pause"), command_id=new_id())

    assert playing == [False, False]
    assert [Run.objects.get(id=t.run_id).clock.paused for t in teams] == [True, True]


def test_two_teams_with_equal_actions_end_with_equal_hashes(teams, compute):
    for team in teams:
        intervene(
            team.run_id,
            ActRequest("kill", "8"),
            role=Role.OPERATE,
            command_id=f"kill-{team.number}",
            at=AT + 60,
        )
        compute(team.run)

    figures = [Run.objects.get(id=team.run_id).figures for team in teams]
    assert figures[0]
    assert figures[1]
    assert figures[0]["final_hash"] == figures[1]["final_hash"]


def test_teams_are_the_hosts_and_need_a_run(opened, host, joining, new_id):
    with pytest.raises(Forbidden):
        services.make_teams(joining().seat, ["Red"], command_id=new_id())
    with pytest.raises(Conflict, match="no run"):
        services.make_teams(host, ["Red"], command_id=new_id())
    with pytest.raises(Conflict, match="no teams"):
        services.move_teams(host, Movement("play"), command_id=new_id())
