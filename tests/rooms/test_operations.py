"""What a team does that the market does not see, and what it is answered later."""

import pytest

from knightreplay.rooms import selectors, services
from knightreplay.rooms.models import RoomCommand, Seat, Team
from knightreplay.rooms.operations import INSPECTION, PEOPLE, OperationRequest
from knightreplay.runs.errors import Forbidden, Invalid
from knightreplay.runs.models import Role
from knightreplay.runs.services import Movement, move_clock

AT = 5700  # 09:35


@pytest.fixture
def team(opened, host, joining, new_id, compute):
    """One team at 09:35, its whole day computed."""
    joining("Kim")
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    services.make_teams(host, ["Red"], at=AT, command_id=new_id())
    team = Team.objects.select_related("run").get()
    compute(team.run)
    return team


@pytest.fixture
def kim(team):
    return Seat.objects.get(name="Kim")


def seek(team, tick, new_id):
    seek = Movement("seek", to=tick)
    move_clock(team.run_id, seek, role=Role.HOST, command_id=new_id())
    services.answer_due(team.room_id)


def told(seat):
    view = selectors.view(seat.room_id)
    assert view
    seat = next(s for s in view.seats if s.id == seat.id)
    return selectors.for_seat(view, seat)["operations"]


def test_inspection_tells_the_truth_of_its_second_and_not_before(team, kim, new_id):
    inspect = OperationRequest("inspect", server=8)
    services.operate(kim, inspect, command_id=new_id())
    seek(team, AT + INSPECTION - 1, new_id)
    before = told(kim)[0]
    seek(team, AT + INSPECTION, new_id)

    assert (before["tick"], before["answered_at"]) == (AT, AT + INSPECTION)
    assert before["answer"] is None
    answer = told(kim)[0]["answer"]
    assert answer.pop("loops") > 0
    assert answer == {
        "server": 8,
        "old_code": True,
        "flag": True,
        "killed": False,
        "restarting": False,
    }


def test_answer_is_taken_back_with_the_clock(team, kim, new_id):
    services.operate(kim, OperationRequest("inspect", server=1), command_id=new_id())
    seek(team, AT + INSPECTION, new_id)
    seek(team, AT, new_id)

    assert told(kim)[0]["answer"] is None


def test_who_is_called_says_what_they_can_know(team, kim, new_id):
    for who in PEOPLE:
        services.operate(kim, OperationRequest("call", who=who), command_id=new_id())
    seek(team, AT + 600, new_id)

    answers = {op["who"]: op["answer"] for op in told(kim)}
    assert answers["developers"] == {"old": [8]}
    assert answers["executive"] == {"stop": True}
    assert answers["exchange"]["executions"] > 1000
    assert answers["risk"]["gross"] > 0


def test_declaration_is_the_teams_own(team, kim, host, joining, new_id):
    services.operate(
        kim, OperationRequest("declare", "All  hands\n"), command_id=new_id()
    )
    other = joining("Ada").seat

    assert [op["text"] for op in told(kim)] == ["All hands"]
    assert told(other) == []
    assert RoomCommand.objects.get(what="declare").tick == AT


@pytest.mark.parametrize(
    "operation",
    [
        OperationRequest("inspect", server=9),
        OperationRequest("inspect"),
        OperationRequest("call", who="nobody"),
        OperationRequest("note", "x" * 301),
    ],
)
def test_what_cannot_be_done_is_refused(team, kim, new_id, operation):
    with pytest.raises(Invalid, match=r"allowed|longer"):
        services.operate(kim, operation, command_id=new_id())


def test_those_who_only_watch_do_not_operate(team, joining, new_id):
    with pytest.raises(Forbidden, match="operate"):
        services.operate(
            joining("Ada").seat, OperationRequest("note", "x"), command_id=new_id()
        )
