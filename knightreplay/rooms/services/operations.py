"""What a team does besides acting on servers: it declares, inspects, calls and notes.

The market sees none of it. An inspection and a call are answered later, after a time that
is **assumed**, and with what is true at the second of the answer: it is read from the run's
frames when the clock comes there, and nobody has it before.
"""

import time
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction

from knightreplay.rooms import announce
from knightreplay.rooms.answers import answer_of
from knightreplay.rooms.models import RoomCommand, Seat
from knightreplay.rooms.permissions import permissions_of
from knightreplay.rooms.services.command import PendingCommand, RoomCommandResult, doing
from knightreplay.rooms.teams import run_of
from knightreplay.runs import selectors as runs
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Run
from simulator.clock import CLOSE
from simulator.scenario import load_scenario

TEXT_LENGTH = 300
# Assumed: ticks until somebody who was called has an answer.
PEOPLE: Mapping[str, int] = {
    "exchange": 180,  # the floor of the exchange: what it sees of our orders
    "risk": 120,  # the risk desk: what its screen showed a minute ago
    "developers": 600,  # who deployed: which servers run which code
    "executive": 300,  # who may decide: the word to stop
}
INSPECTION = 90  # assumed: ticks until somebody has looked at a server
DECLARE, INSPECT, CALL, NOTE = "declare", "inspect", "call", "note"


class OperationRequest(NamedTuple):
    """What somebody wants done, as it came in."""

    what: str
    text: str = ""  # of a declaration or a note
    server: int | None = None  # from 1, to inspect
    who: str | None = None  # to call


def operate(
    seat: Seat, operation: OperationRequest, *, command_id: str
) -> RoomCommandResult:
    """One operation of a team, at the second that its clock shows.

    Raises
    ------
    Forbidden: this seat does not operate. Conflict: no run yet, or the day is over.
    """
    with doing(seat, command_id) as command:
        if command.done is None:
            run = _operated(command, seat)
            given, takes = _checked(run, operation)
            at = run.clock.tick(time.time())
            if at >= CLOSE:
                raise Conflict("The day is over.")
            row = command.store(operation.what, tick=at, **given)
            if takes is not None:
                row.answered_at = min(at + takes, CLOSE)
                row.save(update_fields=["answered_at"])
        return command.answer


def answer_due(room_id: int) -> int:
    """Reads the answers whose second has come on their team's clock. Says how many."""
    rows = RoomCommand.objects.filter(
        room=room_id, answered_at__isnull=False, answer__isnull=True
    )
    rows = rows.select_related("team__run", "room__run")
    answered = sum(_answer(row) for row in rows)
    if answered:
        announce.changed(room_id)
    return answered


@transaction.atomic
def _answer(row: RoomCommand) -> bool:
    run = row.team.run if row.team else row.room.run
    if run is None or run.clock.tick(time.time()) < (row.answered_at or 0):
        return False
    view = runs.view(run.id)
    answer = None if view is None else answer_of(view, row)
    if answer is None:
        return False  # that minute is still being computed
    unanswered = RoomCommand.objects.filter(id=row.id, answer__isnull=True)
    return bool(unanswered.update(answer=answer))


def _operated(command: PendingCommand, seat: Seat) -> Run:
    seat = Seat.objects.select_related("room", "team").get(id=seat.id)
    run = run_of(command.room, seat)
    if run is None:
        raise Conflict("This room has no run yet.")
    found = permissions_of(seat, run.id)
    if found is None or "intervene" not in found.may:
        raise Forbidden("Only those who operate this run do that.")
    return run


def _checked(
    run: Run, operation: OperationRequest
) -> tuple[dict[str, Any], int | None]:
    """What is written down of an operation, and how long its answer takes."""
    what = operation.what
    if what == INSPECT:
        servers = load_scenario(run.scenario).server_count
        if operation.server is None or not 1 <= operation.server <= servers:
            raise Invalid(f"server: allowed: 1 to {servers}")
        return {"server": operation.server}, INSPECTION
    if what == CALL:
        who = operation.who or ""
        if who not in PEOPLE:
            raise Invalid(f"who: allowed: {', '.join(PEOPLE)}")
        return {"who": who}, PEOPLE[who]
    return {"text": _checked_text(operation.text)}, None


def _checked_text(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > TEXT_LENGTH:
        raise Invalid(f"text: longer than {TEXT_LENGTH} characters")
    if any(unicodedata.category(c) in ("Cc", "Cf") for c in text):
        raise Invalid("text: control characters are not allowed")
    return text
