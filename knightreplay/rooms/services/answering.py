"""One seat's answer to an open question: three hundred of them may come within a second."""

from typing import Any

from knightreplay.rooms import announce, permissions, shapes
from knightreplay.rooms.models import Answer, Capability, Seat, Stop
from knightreplay.rooms.services.command import PendingCommand, RoomCommandResult, doing
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.names import clean_line

Value = int | str  # words are answered in words


def answer(
    seat: Seat,
    stop_id: int,
    value: Value,
    *,
    command_id: str,
    sureness: float | None = None,
    lock: bool = True,
) -> RoomCommandResult:
    """What a seat predicts; the last one before it is locked counts."""
    with doing(seat, command_id) as command:
        command.hint = announce.PILES_UP
        if command.done is None:
            stop = _open_stop(command, stop_id)
            answers = _require_right(command)
            fields = {
                "value": _checked(stop, value, sureness),
                "sureness": sureness,
                "locked": lock,
            }
            if _enter(stop, answers, fields, command.now):
                command.store("answer", tick=stop.at, stop=stop.id, locked=lock)
            else:
                command.skip()
        return command.answer


def _open_stop(command: PendingCommand, stop_id: int) -> Stop:
    stop = Stop.objects.filter(room=command.room, id=stop_id).first()
    if stop is None:
        raise Invalid("stop: there is no such stop in this room")
    if stop.state != Stop.State.OPEN:
        raise Conflict(f"This question is {stop.state} and not open.")
    if stop.run_id != command.room.run_id:
        raise Conflict("The room has another run now; this question is over.")
    return stop


def _enter(stop: Stop, seat: Seat, fields: dict[str, Any], now: float) -> bool:
    """Stores the answer; False if it stands there already.

    The room's row is locked: nobody else enters one of this seat meanwhile.
    """
    given = Answer.objects.filter(stop=stop, seat=seat).first()
    if given is None:
        Answer.objects.create(stop=stop, seat=seat, given=now, **fields)
        return True
    if given.locked:
        raise Conflict("Your answer is locked; what is locked stays.")
    if fields == {name: getattr(given, name) for name in fields}:
        return False
    for name, value in {**fields, "given": now}.items():
        setattr(given, name, value)
    given.save(update_fields=[*fields, "given"])
    return True


def _require_right(command: PendingCommand) -> Seat:
    """The seat as it is now, if it predicts."""
    seat = command.seat
    if seat is None or Capability.PREDICT not in permissions.permitted(
        command.room, seat
    ):
        raise Forbidden("Your seat does not predict in this room.")
    return seat


def _checked(stop: Stop, value: Value, sureness: float | None) -> Value:
    """The answer as it is stored."""
    if sureness is not None and not 0.0 <= sureness <= 1.0:
        raise Invalid("sureness: allowed: 0 to 1")
    if stop.kind == Stop.Kind.WORDS:
        return _checked_words(value)
    if isinstance(value, str):
        raise Invalid("value: this question is answered by a number")
    low, high = shapes.bounds(stop.kind, stop.options)
    if not low <= value <= high:
        raise Invalid(f"value: allowed: {low} to {high}")
    return value


def _checked_words(value: Value) -> str:
    words = clean_line(value) if isinstance(value, str) else ""
    if not 1 <= len(words) <= shapes.WORDS_LENGTH:
        raise Invalid(f"value: 1 to {shapes.WORDS_LENGTH} characters")
    return words
