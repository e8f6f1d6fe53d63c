"""A drill's end: the podium, and the debrief for all."""

from functools import partial

import numpy as np
from django.db import transaction

from knightreplay.rooms import announce
from knightreplay.rooms.models import Seat, Team
from knightreplay.rooms.services.command import (
    RoomCommandResult,
    doing,
    look_again,
    require_lead,
)
from knightreplay.rooms.services.teams import move_each
from knightreplay.rooms.team_score import TeamScore, in_session, turned_away
from knightreplay.runs import selectors as runs
from knightreplay.runs.errors import Conflict
from knightreplay.runs.frames import RunFrames
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View
from knightreplay.runs.services import Movement
from simulator.clock import CLOSE, MINUTE, OPEN


def finish(seat: Seat, *, command_id: str) -> RoomCommandResult:
    """Nobody acts any more; every team's day is told to its end, and counted."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            if not command.room.teams.exists():
                raise Conflict("There are no teams in this room yet.")
            if command.room.finished is None:
                command.room.finished = command.now
            end = Movement("seek", to=CLOSE, paused=True)
            move_each(command.room, end, command.command_id)
            command.store("finish")
            look_again(command.room)
        return command.answer


def open_debrief(seat: Seat, *, lift: bool, command_id: str) -> RoomCommandResult:
    """Everybody in the room may read the debrief; `lift` lifts the fog with it."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            room = command.room
            if room.finished is None and room.teams.exists():
                raise Conflict("The debrief tells all: end the drill first.")
            if room.debriefed and not (lift and (room.fogged or room.blind)):
                command.skip()
                return command.answer
            room.debriefed = room.debriefed or command.now
            if lift:
                room.fogged = room.blind = False
            command.store("open-debrief", lift=lift)
            look_again(command.room)
        return command.answer


def score_due(room_id: int) -> bool:
    """Counts one team whose day is computed, if there is one; the beat calls again."""
    waiting = Team.objects.filter(
        room=room_id,
        room__finished__isnull=False,
        score__isnull=True,
        run__status=Run.Status.COMPLETE,
    )
    team = waiting.select_related("run").first()
    view = None if team is None or team.run_id is None else runs.view(team.run_id)
    if team is None or view is None:
        return False
    score = score_of(view)
    if score is None:
        return False
    with transaction.atomic():
        Team.objects.filter(id=team.id).update(score=score._asdict())
        transaction.on_commit(partial(announce.changed, room_id), robust=True)
    return True


def score_of(view: View) -> TeamScore | None:
    """What the day of a run cost, if it is computed and told to 16:00."""
    summary = runs.summary(view)
    if summary is None:
        return None
    lost = round(summary["loss_usd"] * 100)
    return TeamScore(lost, round(sum(_turned_away(view))))


def _turned_away(view: View) -> list[float]:
    """Orders turned away in each half hour of the session."""
    found = []
    for minute in RunFrames(view).minutes(OPEN // MINUTE):
        states = np.array([server["state"] for server in minute["servers"]]).T
        kept = in_session(minute["minute"] * MINUTE, len(states))
        found.append(turned_away(states[kept]))
    return found
