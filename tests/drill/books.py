"""What the database itself says of a room, in plain SQL, whichever database it is."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

Rows = Callable[[str], list[tuple[Any, ...]]]


class SeatRow(NamedTuple):
    name: str
    removed: bool
    recorded: bool


class CommandRow(NamedTuple):
    seq: int
    seat: int | None  # number
    what: str
    arguments: dict[str, Any]


class AnswerRow(NamedTuple):
    value: int
    locked: bool
    score: float | None


class Books(NamedTuple):
    seq: int  # of the room's newest change
    seats: dict[int, SeatRow]  # by number
    commands: dict[str, CommandRow]  # by id
    answers: dict[tuple[int, int], AnswerRow]  # by (seat's number, stop)
    shown: set[int]  # stops whose answer was told
    acts: dict[tuple[str, str], int]  # (run, id) → seq
    costs: dict[int, dict[str, int]]  # team's number → its score


def read(rows: Rows, code: str) -> Books:
    """The room with this code, and the acts of all runs."""

    def of_room(query: str) -> list[tuple[Any, ...]]:
        return [row[1:] for row in rows(query) if row[0] == code]

    ((seq,),) = of_room("SELECT code, seq FROM rooms_room")
    return Books(
        seq,
        {
            number: SeatRow(name, removed is not None, bool(recorded))
            for number, name, removed, recorded in of_room(SEATS)
        },
        {
            command_id: CommandRow(seq, seat, what, plain(given))
            for command_id, seq, seat, what, given in of_room(COMMANDS)
        },
        {
            (seat, stop): AnswerRow(plain(value), bool(locked), score)
            for seat, stop, value, locked, score in of_room(ANSWERS)
        },
        {stop for stop, state in of_room(STOPS) if state == "shown"},
        {(str(UUID(str(run))), id_): seq for run, id_, seq in rows(ACTS)},
        {number: plain(score) for number, score in of_room(TEAMS) if score},
    )


def plain(value: Any) -> Any:
    """A JSON column: SQLite gives its text, PostgreSQL what it means."""
    return json.loads(value) if isinstance(value, str) else value


SEATS = """
    SELECT code, number, seat.name, removed, recorded
    FROM rooms_seat seat JOIN rooms_room room ON room.id = seat.room_id"""
COMMANDS = """
    SELECT code, command_id, deed.seq, number, what, arguments
    FROM rooms_deed deed JOIN rooms_room room ON room.id = deed.room_id
    LEFT JOIN rooms_seat seat ON seat.id = deed.seat_id"""
ANSWERS = """
    SELECT code, number, stop_id, value, answer.locked, score
    FROM rooms_answer answer JOIN rooms_seat seat ON seat.id = answer.seat_id
    JOIN rooms_room room ON room.id = seat.room_id"""
STOPS = """
    SELECT code, stop.id, state
    FROM rooms_stop stop JOIN rooms_room room ON room.id = stop.room_id"""
TEAMS = """
    SELECT code, number, score
    FROM rooms_team team JOIN rooms_room room ON room.id = team.room_id"""
ACTS = "SELECT run_id, command_id, seq FROM runs_intervention"
