"""What is told of the teams: to hosts how each stands, to a team what it did and was answered."""

import time
from typing import Any

from django.db.models import Q

from knightreplay.rooms import score
from knightreplay.rooms.models import Deed, Room, Seat, Team
from knightreplay.rooms.score import Score
from knightreplay.runs import selectors as runs
from knightreplay.runs.frames import loss_at
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View

OPERATIONS = ("declare", "inspect", "call", "note")
TOLD = 100  # newest operations of a team that its people are told


def run_of(room: Room, seat: Seat) -> Run | None:
    """The run that a seat looks at: its team's, else the room's."""
    return seat.team.run if seat.team and seat.team.run_id else room.run


def operations(room_id: int) -> tuple[Deed, ...]:
    """Every operation in a room, in order."""
    rows = Deed.objects.filter(room=room_id, what__in=OPERATIONS)
    return tuple(rows.select_related("seat").order_by("seq"))


def for_team(
    deeds: tuple[Deed, ...], team: Team | None, run: Run | None
) -> list[dict[str, Any]]:
    """What a team did, with the answers whose second has come on its clock."""
    if run is None:
        return []
    own = [deed for deed in deeds if deed.team_id == (team.id if team else None)]
    present = run.clock.tick(time.time())
    return [operation(deed, present) for deed in own[-TOLD:]]


def operation(deed: Deed, present: int) -> dict[str, Any]:
    """One operation as its team is told of it when its clock shows `present`."""
    due = deed.answered_at is not None and deed.answered_at <= present
    return {
        "seq": deed.seq,
        "what": deed.what,
        "tick": deed.tick,
        "by": deed.seat.name if deed.seat else None,
        **deed.arguments,
        "answered_at": deed.answered_at,
        "answer": deed.answer if due else None,
    }


def for_hosts(room: Room, teams: tuple[Team, ...]) -> list[dict[str, Any]]:
    """How each team stands: its clock, what getting out would cost now, what it did last."""
    if not teams:
        return []
    newest = _newest_operations(room, teams)
    return [_standing(team, newest.get(team.id)) for team in teams]


def podium(room: Room, teams: tuple[Team, ...]) -> list[dict[str, Any]] | None:
    """The places of the teams that are counted; nothing before the drill is over."""
    if room.finished is None:
        return None
    counted = [(t.number, t.name, Score(**t.score)) for t in teams if t.score]
    return score.podium(counted)


def _standing(team: Team, newest: Deed | None) -> dict[str, Any]:
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
        "status": view.run.status,
        "loss": loss_at(view, tick),
        "last": _last(view, newest),
    }


def _last(view: View, newest: Deed | None) -> dict[str, Any] | None:
    """The act or the operation that was done last, by the second in which it was ordered."""
    acts = [e for e in runs.entries(view) if e["op"] != "take-over"]
    found = [{**act, "tick": act.get("ordered", act["tick"])} for act in acts[-1:]]
    if newest is not None:
        found.append({"op": newest.what, "tick": newest.tick, **newest.arguments})
    return max(found, key=lambda row: row["tick"] or 0, default=None)


def _newest_operations(room: Room, teams: tuple[Team, ...]) -> dict[int, Deed]:
    rows = Deed.objects.filter(Q(team__in=teams), room=room, what__in=OPERATIONS)
    return {deed.team_id: deed for deed in rows.order_by("seq") if deed.team_id}
