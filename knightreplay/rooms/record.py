"""A room's record: everything that happened in it, as one file that can be played again.

Names are those of people who agreed; everybody else is a number. There are no keys in it.
"""

from typing import Any

from knightreplay.rooms import questions, team_score
from knightreplay.rooms.models import Answer, Room, RoomCommand, Seat, Stop, Team
from knightreplay.rooms.teams import podium
from knightreplay.runs import selectors as runs
from knightreplay.runs.models import Run

KIND, VERSION = "knightreplay-room", 1


def record(room: Room) -> dict[str, Any]:
    """The room as plain data, in the order in which it happened."""
    seats = room.seats.select_related("team").order_by("number")
    teams = tuple(room.teams.select_related("run"))
    answers = questions.read(room.id)
    return {
        "kind": KIND,
        "version": VERSION,
        "room": {
            "name": room.name,
            "created": room.created,
            "ended": room.ended,
            "delay": room.delay,
            "permissions": room.permissions,
        },
        "seats": [_seat(seat) for seat in seats],
        "teams": [_team(team) for team in teams],
        "podium": podium(room, teams),
        "assumed": team_score.assumptions(),
        "questions": [_question(stop, answers.to(stop)) for stop in answers.stops],
        "deeds": [_command(command) for command in _commands(room)],
        "runs": [own for run in _runs(room, teams) if (own := _run(run))],
    }


def name_of(seat: Seat) -> str:
    """The name of somebody who agreed, else a number."""
    return seat.name if seat.recorded else f"Participant {seat.number}"


def _seat(seat: Seat) -> dict[str, Any]:
    return {
        "seat": seat.number,
        "name": name_of(seat),
        "part": seat.part,
        "fog": seat.fog,
        "team": seat.team.number if seat.team else None,
    }


def _team(team: Team) -> dict[str, Any]:
    return {
        "number": team.number,
        "name": team.name,
        "run": str(team.run_id) if team.run_id else None,
        "score": team.score,
    }


def _question(stop: Stop, answers: list[Answer]) -> dict[str, Any]:
    return {
        "id": stop.id,
        "at": stop.at,
        "kind": stop.kind,
        "text": stop.text,
        "options": stop.options,
        "measure": stop.measure,
        "state": stop.state,
        "truth": stop.truth,
        "hands": stop.hands,
        "answers": [
            {
                "seat": answer.seat.number,
                "value": answer.value,
                "sureness": answer.sureness,
                "given": answer.given,
                "score": answer.score,
                "brier": answer.brier,
            }
            for answer in answers
        ],
    }


def _commands(room: Room) -> Any:
    return (
        RoomCommand.objects.filter(room=room)
        .select_related("seat", "team")
        .order_by("seq")
    )


def _command(command: RoomCommand) -> dict[str, Any]:
    """A command; what a rename said is left out, since it is a name."""
    given = {k: v for k, v in command.arguments.items() if command.what != "rename"}
    return {
        "seq": command.seq,
        "what": command.what,
        "seat": command.seat.number if command.seat else None,
        "team": command.team.number if command.team else None,
        "tick": command.tick,
        "done": command.done,
        "arguments": given,
        "answer": command.answer,
        "answered_at": command.answered_at,
    }


def _runs(room: Room, teams: tuple[Team, ...]) -> list[Run]:
    found = [room.run, *(team.run for team in teams)]
    return [run for run in dict.fromkeys(found) if run is not None]


def _run(run: Run) -> dict[str, Any] | None:
    """What makes the run again, and the hash that it has to come to."""
    view = runs.view(run.id)
    if view is None:
        return None
    figures = runs.summary(view) or {}
    return {
        "id": str(run.id),
        "scenario": run.scenario,
        "seed": run.seed,
        "engine_version": run.engine_version,
        "data_hash": run.data_hash,
        "forked_at": run.forked_at,
        "acts": [
            {
                "seq": row.seq,
                "op": row.op,
                "tick": row.tick,
                "ordered": row.ordered,
                "arguments": row.arguments,
                "target": row.target,
                "reason": row.reason,
            }
            for row in view.log.rows
        ],
        "state_hash": figures.get("state_hash"),
        "final_hash": figures.get("final_hash"),
        "loss_usd": figures.get("loss_usd"),
    }
