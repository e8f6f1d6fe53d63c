"""A stop with a question: the room answers, then it is shown what the run says.

While a room predicts, its run is stopped at the next stop: nobody, the host included, is
told what comes after it until all have locked their answers or the host has ended it.
"""

from typing import Any

from knightreplay.rooms import answer_score, selectors, shapes, truth
from knightreplay.rooms.models import Answer, Room, Seat, Stop
from knightreplay.rooms.services.command import RoomCommandResult, doing, require_lead
from knightreplay.rooms.services.planning import stop_next
from knightreplay.runs import selectors as runs
from knightreplay.runs.errors import Conflict, Invalid
from simulator.clock import CLOSE, time_of

HANDS_LIMIT = 10_000  # for one option


def open_stop(seat: Seat, stop_id: int, *, command_id: str) -> RoomCommandResult:
    """Asks the question; answers are taken from now on."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            stop = _stop(command.room, stop_id, Stop.State.PLANNED)
            if command.room.stops.filter(state=Stop.State.OPEN).exists():
                raise Conflict("A question is open already; end it first.")
            _require_open_end(command.room, stop)
            stop.state, stop.opened = Stop.State.OPEN, command.now
            stop.run = command.room.run
            stop.save(update_fields=["state", "opened", "run"])
            command.store("open-stop", tick=stop.at, stop=stop.id)
        return command.answer


def count_hands(
    seat: Seat, stop_id: int, hands: dict[str, int], *, command_id: str
) -> RoomCommandResult:
    """A show of hands: how many were for each option, as the host counted them."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            stop = _stop(command.room, stop_id, Stop.State.OPEN)
            if stop.kind not in (Stop.Kind.CHOICE, Stop.Kind.SERVER):
                raise Invalid("hands: only a choice or a server is shown by hands")
            if stop.hands == _checked_hands(stop, hands):
                command.skip()
                return command.answer
            stop.hands = hands
            stop.save(update_fields=["hands"])
            command.store("hands", tick=stop.at, stop=stop.id, hands=stop.hands)
        return command.answer


def close_stop(
    seat: Seat, stop_id: int, *, command_id: str, anyway: bool = False
) -> RoomCommandResult:
    """Takes no more answers; unless `anyway`, only when all who are awake have locked."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            stop = _stop(command.room, stop_id, Stop.State.OPEN)
            if not anyway and not all_locked(command.room):
                raise Conflict(
                    "Not everybody has locked an answer; end it all the same?"
                )
            stop.state, stop.closed = Stop.State.CLOSED, command.now
            stop.save(update_fields=["state", "closed"])
            command.store("close-stop", tick=stop.at, stop=stop.id)
            stop_next(command.room)
        return command.answer


def show_stop(seat: Seat, stop_id: int, *, command_id: str) -> RoomCommandResult:
    """Tells what the run says, once the run was shown that far, and scores all."""
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            stop = _stop(command.room, stop_id, Stop.State.CLOSED)
            stop.truth = _truth(stop)
            stop.state, stop.shown = Stop.State.SHOWN, command.now
            stop.save(update_fields=["state", "truth", "shown"])
            _score(stop)
            command.store("show-stop", tick=stop.at, stop=stop.id)
        return command.answer


def all_locked(room: Room) -> bool:
    """Whether everybody who is here and awake has locked; those asleep are not waited for.

    Where nobody is awake there is nobody to wait for: a show of hands.
    """
    view = selectors.view(room.id)
    return view is None or not selectors.awaited(view)


def _stop(room: Room, stop_id: int, state: str) -> Stop:
    stop = Stop.objects.filter(room=room, id=stop_id).first()
    if stop is None:
        raise Invalid("stop: there is no such stop in this room")
    if stop.state != state:
        raise Conflict(f"This question is {stop.state} and not {state}.")
    return stop


def _require_open_end(room: Room, stop: Stop) -> None:
    """What was shown already is no prediction."""
    view = None if room.run_id is None else runs.view(room.run_id)
    if stop.measure is None or view is None:
        return
    known = stop.tells or stop.at
    if (CLOSE if view.until is None else view.until) > known:
        raise Conflict(f"What happened by {time_of(known)} has been shown already.")


def _checked_hands(stop: Stop, hands: dict[str, int]) -> dict[str, int]:
    low, high = shapes.bounds(stop.kind, stop.options)
    allowed = {str(value) for value in range(low, high + 1)}
    counts = hands.values()
    if not set(hands) <= allowed or any(not 0 <= n <= HANDS_LIMIT for n in counts):
        raise Invalid(f"hands: options {low} to {high}, each 0 to {HANDS_LIMIT}")
    return hands


def _truth(stop: Stop) -> dict[str, Any] | None:
    """What was found, and when it was known; nothing for words.

    Raises
    ------
    Conflict: the run was not shown so far yet.
    """
    if stop.measure is None or stop.run_id is None:
        return None
    view = runs.view(stop.run_id)
    if view is None:
        raise Conflict("The run of this question is gone.")
    known = stop.tells or stop.at
    if view.until is not None and view.run.clock.seen < known:
        raise Conflict(f"That is known at {time_of(known)}; the run is not there yet.")
    try:
        return {"value": truth.found(view, stop.measure, known), "at": known}
    except KeyError as error:
        raise Conflict(f"{time_of(known)} is not computed yet; try again.") from error


def _score(stop: Stop) -> None:
    """Every answer's distance and its Brier score."""
    right = None if stop.truth is None else stop.truth["value"]
    if right is None or stop.kind == Stop.Kind.WORDS:
        return
    answers = list(stop.answers.all())
    for given in answers:
        given.score = answer_score.accuracy(stop, given.value, right)
        if given.sureness is not None:
            was_right = answer_score.is_right(stop, given.value, right)
            given.brier = answer_score.brier(given.sureness, right=was_right)
    Answer.objects.bulk_update(answers, ["score", "brier"])
