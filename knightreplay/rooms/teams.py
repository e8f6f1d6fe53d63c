"""The teams: hosts are told how each is getting on, a team what it did and was answered."""

import time

from django.db.models import Q

from knightreplay.rooms import bodies, team_score
from knightreplay.rooms.models import Room, RoomCommand, Seat, Team
from knightreplay.rooms.operations import OPERATIONS
from knightreplay.rooms.team_score import TeamScore
from knightreplay.runs import selectors as runs
from knightreplay.runs.bodies import Act
from knightreplay.runs.frames import loss_at
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View

OPERATIONS_SHOWN = 100  # newest operations of a team that its people are told


def run_of(room: Room, seat: Seat) -> Run | None:
    """The run that a seat looks at: its team's, else the room's."""
    return seat.team.run if seat.team and seat.team.run_id else room.run


def operations(room_id: int) -> tuple[RoomCommand, ...]:
    """Every operation in a room, in order."""
    rows = RoomCommand.objects.filter(room=room_id, what__in=[*OPERATIONS])
    return tuple(rows.select_related("seat").order_by("seq"))


def for_team(
    commands: tuple[RoomCommand, ...], team: Team | None, run: Run | None
) -> list[bodies.Operation]:
    """What a team did, with the answers whose second has come on its clock."""
    if run is None:
        return []
    own = [
        command
        for command in commands
        if command.team_id == (team.id if team else None)
    ]
    present = run.clock.tick(time.time())
    return [operation(command, present) for command in own[-OPERATIONS_SHOWN:]]


def operation(command: RoomCommand, present: int) -> bodies.Operation:
    """One operation as its team is told of it when its clock shows `present`."""
    due = command.answered_at is not None and command.answered_at <= present
    return {
        "seq": command.seq,
        "what": command.what,
        "tick": command.tick or 0,
        "by": command.seat.name if command.seat else None,
        **_given(command),
        "answered_at": command.answered_at,
        "answer": command.answer if due else None,
    }


def _given(command: RoomCommand) -> bodies.Given:
    given: bodies.Given = command.arguments
    return given


def for_hosts(room: Room, teams: tuple[Team, ...]) -> list[bodies.TeamProgress]:
    """How each team stands: its clock, what getting out would cost now, what it did last."""
    if not teams:
        return []
    newest = _newest_operations(room, teams)
    return [_progress(team, newest.get(team.id)) for team in teams]


def podium(room: Room, teams: tuple[Team, ...]) -> list[bodies.PodiumRow] | None:
    """The places of the teams that are counted; nothing before the drill is over."""
    if room.finished is None:
        return None
    counted = [(t.number, t.name, TeamScore(**t.score)) for t in teams if t.score]
    return team_score.podium(counted)


def _progress(team: Team, newest: RoomCommand | None) -> bodies.TeamProgress:
    view = runs.view(team.run_id) if team.run_id else None
    if view is None:
        return {"number": team.number, "run": None}
    now = time.time()
    clock = view.run.clock
    tick = int(clock.at(now))
    return {
        "number": team.number,
        "run": str(view.run.id),
        "tick": tick,
        "playing": not clock.paused and clock.at(now) < (clock.stop_at or 10**6),
        "speed": clock.speed,
        "status": Run.Status(view.run.status),
        "loss": loss_at(view, tick),
        "last": _last(view, newest),
    }


def _last(view: View, newest: RoomCommand | None) -> Act | bodies.LastOperation | None:
    """The act or the operation that was done last, by the second in which it was ordered."""
    acts = [e for e in runs.entries(view) if e["op"] != "take-over"]
    found: list[Act | bodies.LastOperation] = [
        {**act, "tick": act.get("ordered", act["tick"])} for act in acts[-1:]
    ]
    if newest is not None:
        done: bodies.LastOperation = {
            "op": newest.what,
            "tick": newest.tick or 0,
            **_given(newest),
        }
        found.append(done)
    return max(found, key=lambda row: row["tick"], default=None)


def _newest_operations(room: Room, teams: tuple[Team, ...]) -> dict[int, RoomCommand]:
    rows = RoomCommand.objects.filter(
        Q(team__in=teams), room=room, what__in=[*OPERATIONS]
    )
    return {
        command.team_id: command for command in rows.order_by("seq") if command.team_id
    }
