"""What a team does besides acting on servers: it declares, inspects, calls and notes.

The market sees none of it. An inspection and a call are answered later, after a time that
is **assumed**, and with what is true at the second of the answer: it is read from the run's
frames when the clock comes there, and nobody has it before.
"""

import time

from django.db import transaction

from knightreplay.rooms import announce
from knightreplay.rooms.models import RoomCommand, Seat
from knightreplay.rooms.operations import OPERATIONS, OperationRequest, answer_of
from knightreplay.rooms.permissions import permissions_of
from knightreplay.rooms.services.command import PendingCommand, RoomCommandResult, doing
from knightreplay.rooms.teams import run_of
from knightreplay.runs import selectors as runs
from knightreplay.runs.errors import Conflict, Forbidden
from knightreplay.runs.models import Run
from simulator.clock import CLOSE


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
            kind = OPERATIONS[operation.what]
            given = kind.given(operation, run)
            at = run.clock.tick(time.time())
            if at >= CLOSE:
                raise Conflict("The day is over.")
            row = command.store(operation.what, tick=at, **given)
            if kind.takes is not None:
                row.answered_at = min(at + kind.takes(given), CLOSE)
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
