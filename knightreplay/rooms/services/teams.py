"""Teams: forks of one moment, one start and one pause for all."""

import time
from collections.abc import Sequence
from uuid import UUID

from knightreplay.rooms.models import Room, Seat, Team
from knightreplay.rooms.selectors import is_player
from knightreplay.rooms.services.command import (
    DELAY_LIMIT,
    PendingCommand,
    RoomCommandResult,
    doing,
    look_again,
    require_lead,
)
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.names import clean_name
from knightreplay.runs.services import (
    ActRequest,
    Movement,
    fork,
    intervene,
    line_up,
    move_clock,
    move_clocks,
    watch,
)
from simulator.clock import CLOSE

TEAMS_LIMIT = 12
NAME_LENGTH = 40
DELAY = 120  # assumed: ticks from an order to its effect in a drill


def make_teams(
    seat: Seat,
    names: Sequence[str],
    *,
    command_id: str,
    at: int | None = None,
    delay: int = DELAY,
) -> RoomCommandResult:
    """A fork of the room's run for each team, from tick `at`, else from where it now stands.

    Whoever is in the room is dealt out in order and operates; earlier teams are replaced,
    their runs stay. A drill's people are Knight's people: each team has the controls, and
    what was done in 2012 happens no more by itself. What they do takes `delay` ticks.
    """
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            run = _run_of(command.room)
            called = _checked(names)
            if not 0 <= delay <= DELAY_LIMIT:
                raise Invalid(f"delay: allowed: 0 to {DELAY_LIMIT} seconds")
            at = _begin_at(command, run, at)
            command.room.delay = delay
            command.room.finished = command.room.debriefed = None
            command.room.teams.all().delete()
            teams = [
                Team.objects.create(
                    room=command.room,
                    number=number,
                    name=name,
                    run=_forked(command, run, at, number, name),
                )
                for number, name in enumerate(called, start=1)
            ]
            _deal(command.room, teams)
            command.store("make-teams", tick=at, teams=called, delay=delay)
            look_again(command.room)
        return command.answer


def assign(
    seat: Seat, number: int, team: int | None, *, command_id: str
) -> RoomCommandResult:
    """Puts somebody into a team, or out of all."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            other = Seat.objects.filter(room=command.room, number=number).first()
            if other is None:
                raise Invalid(f"seat: there is no seat {number} in this room")
            before = other.team_id, other.part
            other.team = None if team is None else _team(command.room, team)
            if other.team and other.part == Seat.Part.PARTICIPANT:
                other.part = Seat.Part.OPERATOR
            if before == (other.team_id, other.part):
                command.skip()
                return command.answer
            other.save(update_fields=["team", "part"])
            command.store("assign", seat=number, team=team)
            look_again(command.room)
        return command.answer


def move_teams(seat: Seat, movement: Movement, *, command_id: str) -> RoomCommandResult:
    """Plays, pauses or moves all teams at once, each team's clock for all its people."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            if not move_each(command.room, movement, command_id):
                raise Conflict("There are no teams in this room yet.")
            command.store("move-teams", action=movement.action)
        return command.answer


def move_each(room: Room, movement: Movement, command_id: str) -> int:
    """The same movement of every team's clock. Says how many there are."""
    runs = runs_of(room.id)
    move_clocks(runs, movement, role=Role.HOST, command_id=command_id)
    return len(runs)


def runs_of(room_id: int) -> list[UUID]:
    """The runs of a room's teams, in the order of their numbers."""
    teams = Team.objects.filter(room=room_id, run__isnull=False).order_by("number")
    return list(teams.values_list("run_id", flat=True))


def line_up_teams(run_id: UUID) -> None:
    """After one team's clock had slept: a room's teams have one clock."""
    team = Team.objects.filter(run=run_id, room__ended=None).first()
    if team is not None:
        line_up(runs_of(team.room_id))


def watch_teams(room_id: int) -> None:
    """While somebody is in a room no team's clock is left alone, its own people away or not."""
    watch(runs_of(room_id))


def _begin_at(command: PendingCommand, run: Run, at: int | None) -> int:
    """The tick at which the teams part; the room's own run is brought there and waits."""
    present = run.clock.tick(time.time())
    if at is None:
        return present
    if not 0 <= at < CLOSE:
        raise Invalid("at: allowed: 08:00:00 to 15:59:59")
    move_clock(
        run.id,
        Movement("seek", to=at, paused=True),
        role=Role.HOST,
        command_id=f"{command.command_id[:56]}-begin",
    )
    return at


def _run_of(room: Room) -> Run:
    if room.run is None:
        raise Conflict("This room has no run yet; begin one.")
    return room.run


def _checked(names: Sequence[str]) -> list[str]:
    if not 1 <= len(names) <= TEAMS_LIMIT:
        raise Invalid(f"teams: {len(names)}; allowed: 1 to {TEAMS_LIMIT}")
    called = [clean_name(name, what="team", most=NAME_LENGTH) for name in names]
    return [name or f"Team {place}" for place, name in enumerate(called, start=1)]


def _forked(command: PendingCommand, run: Run, at: int, number: int, name: str) -> Run:
    started = fork(
        run.id,
        at=at,
        role=Role.HOST,
        holder_owner=command.room.owner,
        command_id=f"{command.command_id[:56]}-t{number}",
        name=name,
    )
    intervene(
        started.run.id,
        ActRequest("take-over"),
        role=Role.HOST,
        command_id=f"{command.command_id[:56]}-c{number}",
        at=at,
    )
    return started.run


def _deal(room: Room, teams: list[Team]) -> None:
    """One after the other into each team, by seat."""
    seats = [s for s in room.seats.filter(removed=None) if is_player(s)]
    for place, seat in enumerate(seats):
        seat.team, seat.part = teams[place % len(teams)], Seat.Part.OPERATOR
    Seat.objects.bulk_update(seats, ["team", "part"])


def _team(room: Room, number: int) -> Team:
    found = room.teams.filter(number=number).first()
    if found is None:
        raise Invalid(f"team: there is no team {number} in this room")
    return found
