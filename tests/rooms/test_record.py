"""A room's record: names of those who agreed, and runs that can be made again; then it goes."""

import io

import orjson
import pytest
from django.core.management import CommandError, call_command

from knightreplay.rooms import debriefing, record, services
from knightreplay.rooms.models import Room, RoomCommand, Seat, Team
from knightreplay.rooms.replaying import RecordError, replay
from knightreplay.rooms.services import OperationRequest
from knightreplay.runs.errors import Forbidden, Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.services import ActRequest, intervene
from simulator.clock import CLOSE

AT = 5340  # 09:29


@pytest.fixture
def team(opened, host, joining, new_id, compute):
    """A drill of one team that is over: it killed the eighth server and noted something."""
    for name in ("Kim", "Ada"):
        joining(name)
    Seat.objects.filter(name="Ada").update(recorded=True)
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    services.make_teams(host, ["Red"], at=AT, command_id=new_id())
    team = Team.objects.select_related("run", "room").get()
    assert team.run_id
    kim = Seat.objects.get(name="Kim")
    services.operate(kim, OperationRequest("note", "Strange"), command_id=new_id())
    intervene(
        team.run_id,
        ActRequest("kill", "8"),
        role=Role.OPERATE,
        command_id="k",
        delay=120,
    )
    for run in (team.room.run, team.run):
        compute(run)
    services.finish(host, command_id=new_id())
    services.score_due(team.room_id)
    return team


def test_record_names_those_who_agreed_and_nobody_else(team):
    told = record.record(Room.objects.get())

    assert [seat["name"] for seat in told["seats"]] == [
        "Participant 1",
        "Participant 2",
        "Ada",
    ]
    assert b"Kim" not in orjson.dumps(told)


def test_record_has_what_was_done_and_what_it_cost(team):
    told = record.record(Room.objects.get())

    whats = [command["what"] for command in told["deeds"]]
    assert whats == ["begin-run", "make-teams", "note", "finish"]
    assert [row["name"] for row in told["podium"]] == ["Red"]
    acts = told["runs"][1]["acts"]
    assert [(a["op"], a["tick"], a["ordered"]) for a in acts] == [
        ("take-over", AT, None),
        ("kill", AT + 120, AT),
    ]


def test_runs_of_a_record_come_to_the_same_hashes_again(team, tmp_path):
    file = tmp_path / "room.json"
    told = record.record(Room.objects.get())
    file.write_bytes(orjson.dumps(told))
    said = io.StringIO()

    call_command("replay_room", str(file), stdout=said)

    assert said.getvalue().splitlines()[1] == f"{team.run_id}: the same"
    told["runs"][1]["acts"][1]["tick"] += 1
    file.write_bytes(orjson.dumps(told))
    with pytest.raises(CommandError, match="not every run"):
        call_command("replay_room", str(file), stdout=said)


@pytest.mark.parametrize(
    "given", [None, {}, {"kind": "knightreplay-room", "version": 9}]
)
def test_what_is_no_record_is_refused(given):
    with pytest.raises(RecordError):
        replay(given)


def test_debrief_says_what_was_on_the_screen(team):
    found = debriefing.read(Room.objects.get())

    column = found.columns[0]
    assert [(d.kind, d.tick, d.effect) for d in column.decisions] == [
        ("act", AT, AT + 120),
        ("note", AT, None),
    ]
    screen = column.decisions[0].screens[0]
    assert screen.fog == "god"
    assert screen.figures["executions"] == 0
    assert screen.figures["emails"] == 96


def test_debrief_of_a_fogged_drill_says_what_each_seat_lacked(team):
    Room.objects.update(fogged=True)
    Seat.objects.filter(name="Kim").update(fog=Seat.Fog.OPERATIONS)
    Seat.objects.filter(name="Ada").update(fog=Seat.Fog.RISK)

    screens = debriefing.read(Room.objects.get()).columns[0].decisions[0].screens

    assert [screen.fog for screen in screens] == ["operations", "risk"]
    operations, risk = screens
    assert operations.figures["emails"] == 96
    assert operations.figures["pnl_exit"] is None
    assert risk.figures["emails"] is None
    assert risk.figures["gross"] == 0


def test_room_goes_with_everything_once_its_code_is_typed(team, host):
    code = Room.objects.get().code
    with pytest.raises(Forbidden):
        services.remove_room(Seat.objects.get(name="Kim"), typed=code)
    with pytest.raises(Invalid, match="six digits"):
        services.remove_room(host, typed="000000")
    services.remove_room(Seat.objects.get(id=host.id), typed=f" {code} ")

    left = [rows.objects.count() for rows in (Room, Seat, Team, RoomCommand, Run)]
    assert left == [0, 0, 0, 0, 0]


def test_rooms_that_ended_long_ago_go(team, settings):
    settings.RETENTION_DAYS = 30
    day = 86_400
    Room.objects.update(ended=1_000.0 * day)

    assert services.remove_old(1_029.0 * day) == 0
    assert services.remove_old(1_031.0 * day) == 1
    assert Room.objects.count() == 0


def test_finished_day_is_told_to_its_end(team):
    assert Run.objects.get(id=team.run_id).clock.sim == CLOSE
