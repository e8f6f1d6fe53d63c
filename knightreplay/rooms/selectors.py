"""What is read of a room, as each who is in it may know it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db.models import F

from knightreplay.rooms import bodies, questions, team_score, teams
from knightreplay.rooms.models import Capability, Room, RoomCommand, Seat, Team
from knightreplay.rooms.permissions import permitted
from knightreplay.rooms.questions import RoomQuestions

GONE = 12.0  # seconds without a stamp after which somebody is not here
ROSTER_LIMIT = (
    2000  # seats: of more than these those who were seen last, and not taken out
)
PRACTICE = "practice"  # owner of a room for the bots of a pre-flight: no class is in it
FORGOTTEN = 12 * 3600.0  # seconds


@dataclass
class RoomView:
    """A room at one moment."""

    room: Room
    seats: tuple[Seat, ...]  # removed ones too, by number
    teams: tuple[Team, ...]
    questions: RoomQuestions
    operations: tuple[RoomCommand, ...]
    now: float  # Unix seconds

    @cached_property
    def ranking(self) -> list[tuple[Seat, int, float | None]]:
        """Who has answered best so far, with points and mean Brier score."""
        return questions.ranking(self.questions, filter(is_player, self.seats))

    @cached_property
    def places(self) -> dict[int, int]:
        """Seat's id → its place in the ranking, from 1."""
        ranked = enumerate(self.ranking, start=1)
        return {seat.id: place for place, (seat, _, _) in ranked}

    def here(self, seat: Seat) -> bool:
        return seat.removed is None and self.now - seat.seen < GONE

    @property
    def present(self) -> tuple[Seat, ...]:
        """Participants and operators who are here."""
        return tuple(s for s in self.seats if is_player(s) and self.here(s))


def is_player(seat: Seat) -> bool:
    return seat.part in (Seat.Part.PARTICIPANT, Seat.Part.OPERATOR)


def awaited(view: RoomView) -> list[Seat]:
    """Who is here, awake, and has not locked an answer to the question that is open."""
    if view.questions.open is None:
        return []
    locked = {a.seat_id for a in view.questions.to(view.questions.open) if a.locked}
    awake = (s for s in view.present if s.awake and s.id not in locked)
    return [s for s in awake if Capability.PREDICT in permitted(view.room, s)]


def by_code(code: str) -> Room | None:
    return Room.objects.filter(code=code).first()


def seat_by_number(room: Room, number: str) -> Seat | None:
    """By what a form sent."""
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        return None
    return Seat.objects.filter(room=room, number=int(number)).first()


def open_rooms(most: int) -> list[Room]:
    """So many of the newest that were not ended, those of a pre-flight's bots left out.

    They are listed by code and name; whatever else is asked of one is another query.
    """
    return list(Room.objects.raw(*_open_rooms(most)))


@cache
def _open_rooms(most: int) -> tuple[str, tuple[Any, ...]]:
    """In SQL: to put it together takes Django longer than to ask it."""
    rooms = Room.objects.filter(ended=None).exclude(owner=PRACTICE)
    listed = rooms.order_by("-created").only("code", "name", "created", "ended")
    return listed[:most].query.sql_with_params()


def only_open() -> Room | None:
    """The one room into which people come just now, if there is exactly one.

    A room where nobody has been for half a day is left out: somebody forgot to end it.
    """
    lately = time.time() - FORGOTTEN
    rooms = Room.objects.filter(ended=None, locked=False, seats__seen__gt=lately)
    found = list(rooms.exclude(owner=PRACTICE).distinct()[:2])
    return found[0] if len(found) == 1 else None


def seq_of(room_id: int) -> int:
    """The newest change of a room, or -1 if there is no such room."""
    return next(iter(Room.objects.filter(id=room_id).values_list("seq", flat=True)), -1)


def view(room_id: int) -> RoomView | None:
    """The room as it stands; six queries, however many are in it."""
    room = Room.objects.select_related("run").filter(id=room_id).first()
    if room is None:
        return None
    of_room = Team.objects.filter(room=room).select_related("run")
    return RoomView(
        room,
        _seats(room),
        tuple(of_room),
        questions.read(room_id),
        teams.operations(room_id),
        time.time(),
    )


def _seats(room: Room) -> tuple[Seat, ...]:
    seats = Seat.objects.filter(room=room).select_related("team__run")
    first = seats.order_by(F("removed").asc(nulls_first=True), "-seen", "number")
    return tuple(sorted(first[:ROSTER_LIMIT], key=lambda seat: seat.number))


def for_all(view: RoomView) -> bodies.RoomInfo:
    """What everybody in the room may know, the projector too: no secret, no key."""
    room = view.room
    present = view.present
    return {
        "code": room.code,
        "name": room.name,
        "locked": room.locked,
        "ended": room.ended is not None,
        "follow": room.follow,
        "permissions": room.permissions,
        "predicting": room.predicting,
        "anonymous": room.anonymous,
        "own_runs": room.own_runs,
        "delay": room.delay,
        "blind": room.blind,
        "fogged": room.fogged,
        "blanked": room.blanked,
        "run": str(room.run_id) if room.run_id else None,
        "here": len(present),
        "asleep": sum(not seat.awake for seat in present),
        "waiting": [] if room.run_id else [seat.name for seat in present],
        "teams": [_team(view, team) for team in view.teams],
        "stops": questions.for_all(view.questions, len(awaited(view))),
        "ranking": _ranking(view),
        "finished": room.finished is not None,
        "debriefed": room.debriefed is not None,
        "podium": teams.podium(room, view.teams),
        "assumed": team_score.assumptions() if room.finished else None,
    }


def for_host(view: RoomView) -> bodies.ForHosts:
    """What a host knows besides: who is in it."""
    return {
        "roster": list(_roster(view)),
        "plan": questions.for_host(view.questions, view.seats, len(awaited(view))),
    }


def for_hosts_of_teams(view: RoomView) -> list[bodies.TeamProgress]:
    """How each team stands, second by second."""
    return teams.for_hosts(view.room, view.teams)


def for_seat(view: RoomView, seat: Seat) -> bodies.ForSeat:
    """What concerns one seat alone."""
    run = teams.run_of(view.room, seat)
    return {
        "seat": seat.number,
        "name": seat.name,
        "part": seat.part,
        "fog": seat.fog,
        "team": seat.team.number if seat.team else None,
        "run": str(run.id) if run else None,
        "operations": teams.for_team(view.operations, seat.team, run),
        "removed": seat.removed is not None,
        "recorded": seat.recorded,
        "may": sorted(permitted(view.room, seat)),
        "place": view.places.get(seat.id),
        **questions.for_seat(view.questions, seat),
    }


def _ranking(view: RoomView) -> list[bodies.Ranked]:
    """The best so far; without names unless the host shows them."""
    return [
        {
            "place": place,
            "name": None if view.room.anonymous else seat.name,
            "points": points,
            "brier": None if mean is None else round(mean, 3),
        }
        for place, (seat, points, mean) in enumerate(
            view.ranking[: questions.RANKED], start=1
        )
    ]


def _team(view: RoomView, team: Team) -> bodies.RoomTeam:
    members = [s.name for s in view.seats if s.team_id == team.id and not s.removed]
    return {
        "number": team.number,
        "name": team.name,
        "members": members,
        "run": str(team.run_id) if team.run_id else None,
    }


def _roster(view: RoomView) -> Iterator[bodies.RosterEntry]:
    for seat in view.seats:
        yield {
            "seat": seat.number,
            "name": seat.name,
            "part": seat.part,
            "fog": seat.fog,
            "team": seat.team.number if seat.team else None,
            "here": view.here(seat),
            "points": questions.points(view.questions.by(seat)),
            "awake": seat.awake,
            "removed": seat.removed is not None,
            "practice": seat.practice,
        }
