"""A stop with a question: the room answers, then it is shown what really happened.

While a room predicts, its run is held at the next stop: nobody, the host included, is
told what comes after it until all have locked their answers or the host has ended it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from knightreplay.rooms import scoring, selectors, standing, truth
from knightreplay.rooms.models import Answer, Capability, Room, Seat, Stop
from knightreplay.rooms.services.command import Doing, Done, doing, require_lead
from knightreplay.runs import selectors as runs
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Role
from knightreplay.runs.services import hold
from simulator.clock import CLOSE, MINUTE, time_of

STOPS_LIMIT = 30  # of one room
SURE = (0.0, 1.0)


class Question(NamedTuple):
    """A stop as it is planned."""

    at: int  # tick, of a whole minute
    kind: str
    text: str
    options: Any = ()
    measure: dict[str, Any] | None = None
    tells: int | None = None  # tick at which the answer is known


def plan(seat: Seat, questions: Iterable[Question], *, command_id: str) -> Done:
    """The stops of this room from now on; those that were opened stay as they are."""
    with doing(seat, command_id) as deed:
        if deed.done is None:
            require_lead(seat)
            asked = [_checked(question) for question in questions]
            if len(asked) > STOPS_LIMIT:
                raise Invalid(f"stops: {len(asked)}; allowed: up to {STOPS_LIMIT}")
            _planned(deed.room).delete()
            Stop.objects.bulk_create(
                Stop(room=deed.room, **question._asdict()) for question in asked
            )
            deed.store("plan", stops=[question.at for question in asked])
            hold_next(deed.room)
        return deed.answer


def open_stop(seat: Seat, stop_id: int, *, command_id: str) -> Done:
    """Asks the question; answers are taken from now on."""
    with doing(seat, command_id) as deed:
        if deed.done is None:
            require_lead(seat)
            stop = _stop(deed.room, stop_id, Stop.State.PLANNED)
            if deed.room.stops.filter(state=Stop.State.OPEN).exists():
                raise Conflict("A question is open already; end it first.")
            stop.state, stop.opened, stop.run = (
                Stop.State.OPEN,
                deed.now,
                deed.room.run,
            )
            stop.save()
            deed.store("open-stop", tick=stop.at, stop=stop.id)
        return deed.answer


def answer(
    seat: Seat,
    stop_id: int,
    value: int,
    *,
    command_id: str,
    sureness: float | None = None,
    lock: bool = True,
) -> Done:
    """What a seat predicts; the last one before it is locked counts."""
    with doing(seat, command_id) as deed:
        if deed.done is None:
            stop = _stop(deed.room, stop_id, Stop.State.OPEN)
            _check_answer(deed, stop, value, sureness)
            given = Answer.objects.filter(stop=stop, seat=deed.seat).first()
            if given is not None and given.locked:
                raise Conflict("Your answer is locked; what is locked stays.")
            fields = {
                "value": value,
                "sureness": sureness,
                "locked": lock,
                "given": deed.now,
            }
            Answer.objects.update_or_create(stop=stop, seat=deed.seat, defaults=fields)
            deed.store("answer", tick=stop.at, stop=stop.id, locked=lock)
        return deed.answer


def count_hands(
    seat: Seat, stop_id: int, hands: dict[str, int], *, command_id: str
) -> Done:
    """A show of hands: how many were for each option, as the host counted them."""
    with doing(seat, command_id) as deed:
        if deed.done is None:
            require_lead(seat)
            stop = _stop(deed.room, stop_id, Stop.State.OPEN)
            if stop.kind not in (Stop.Kind.CHOICE, Stop.Kind.SERVER):
                raise Invalid("hands: only a choice or a server is shown by hands")
            stop.hands = _checked_hands(stop, hands)
            stop.save(update_fields=["hands"])
            deed.store("hands", tick=stop.at, stop=stop.id, hands=stop.hands)
        return deed.answer


def close_stop(
    seat: Seat, stop_id: int, *, command_id: str, anyway: bool = False
) -> Done:
    """Takes no more answers; unless `anyway`, only when all who are awake have locked."""
    with doing(seat, command_id) as deed:
        if deed.done is None:
            require_lead(seat)
            stop = _stop(deed.room, stop_id, Stop.State.OPEN)
            if not anyway and not all_locked(deed.room, stop):
                raise Conflict(
                    "Not everybody has locked an answer; end it all the same?"
                )
            stop.state, stop.closed = Stop.State.CLOSED, deed.now
            stop.save(update_fields=["state", "closed"])
            deed.store("close-stop", tick=stop.at, stop=stop.id)
            hold_next(deed.room)
        return deed.answer


def show_stop(seat: Seat, stop_id: int, *, command_id: str) -> Done:
    """Tells what really happened, once the run was shown that far, and scores all."""
    with doing(seat, command_id) as deed:
        if deed.done is None:
            require_lead(seat)
            stop = _stop(deed.room, stop_id, Stop.State.CLOSED)
            stop.truth = _truth(stop)
            stop.state = Stop.State.SHOWN
            stop.save(update_fields=["state", "truth"])
            _score(stop)
            deed.store("show-stop", tick=stop.at, stop=stop.id)
        return deed.answer


def hold_next(room: Room) -> None:
    """The room's run is held at the next stop that was not answered, or let go."""
    if room.run_id is None:
        return
    view = runs.view(room.run_id)
    told = 0 if view is None or view.until is None else view.until
    waiting = room.stops.filter(
        state__in=(Stop.State.PLANNED, Stop.State.OPEN), at__gte=told
    )
    following = waiting.order_by("at").first() if room.predicting else None
    hold(room.run_id, following.at if following else None, role=Role.HOST)


def all_locked(room: Room, stop: Stop) -> bool:
    """Whether everybody who is here and awake has locked; those asleep are not waited for."""
    view = selectors.view(room.id)
    if view is None:
        return True
    awake = {
        s.id
        for s in view.present
        if s.awake and Capability.PREDICT in standing.permitted(room, s)
    }
    locked = stop.answers.filter(locked=True).values_list("seat_id", flat=True)
    return awake <= set(locked)


def _planned(room: Room) -> QuerySet[Stop]:
    return room.stops.filter(state=Stop.State.PLANNED)


def _stop(room: Room, stop_id: int, state: str) -> Stop:
    stop = Stop.objects.select_for_update().filter(room=room, id=stop_id).first()
    if stop is None:
        raise Invalid("stop: there is no such stop in this room")
    if stop.state != state:
        raise Conflict(f"This question is {stop.state} and not {state}.")
    return stop


def _check_answer(deed: Doing, stop: Stop, value: int, sureness: float | None) -> None:
    assert deed.seat is not None  # noqa: S101 -- whoever answers has a seat
    if Capability.PREDICT not in standing.permitted(deed.room, deed.seat):
        raise Forbidden("Your seat does not predict in this room.")
    low, high = bounds(stop)
    if not low <= value <= high:
        raise Invalid(f"value: {value}; allowed: {low} to {high}")
    if sureness is not None and not SURE[0] <= sureness <= SURE[1]:
        raise Invalid("sureness: allowed: 0 to 1")


def bounds(stop: Stop) -> tuple[int, int]:
    """The least and the greatest answer: an option's place, a server, a number, a tick."""
    if stop.kind == Stop.Kind.CHOICE:
        return 0, len(stop.options) - 1
    if stop.kind == Stop.Kind.SERVER:
        return 1, 8
    return stop.options["low"], stop.options["high"]


def _checked(question: Question) -> Question:
    if not (0 < question.at < CLOSE and question.at % MINUTE == 0):
        raise Invalid("at: allowed: whole minutes from 08:01 to 15:59")
    if question.kind not in Stop.Kind.values:
        raise Invalid(f"kind: {question.kind[:20]!r} is unknown")
    if not 1 <= len(question.text) <= 400:
        raise Invalid("text: allowed: 1 to 400 characters")
    if question.kind == Stop.Kind.CHOICE and not 2 <= len(question.options) <= 8:
        raise Invalid("options: a choice has 2 to 8")
    if question.tells is not None and question.tells < question.at:
        raise Invalid("tells: an answer is known after the question")
    return question


def _checked_hands(stop: Stop, hands: dict[str, int]) -> dict[str, int]:
    low, high = bounds(stop)
    allowed = {str(value) for value in range(low, high + 1)}
    if not set(hands) <= allowed or any(not 0 <= n <= 10_000 for n in hands.values()):
        raise Invalid(f"hands: options {low} to {high}, each 0 to 10000")
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
    if view.run.clock.seen < known and view.run.clock.furthest < known:
        raise Conflict(f"That is known at {time_of(known)}; the run is not there yet.")
    return {"value": truth.found(view, stop.measure), "at": known}


def _score(stop: Stop) -> None:
    """Every answer's distance and its Brier score."""
    right = None if stop.truth is None else stop.truth["value"]
    if right is None or stop.kind == Stop.Kind.WORDS:
        return
    answers = list(stop.answers.all())
    for given in answers:
        given.score = scoring.accuracy(stop, given.value, right)
        if given.sureness is not None:
            was_right = scoring.is_right(stop, given.value, right)
            given.brier = scoring.brier(given.sureness, right=was_right)
    Answer.objects.bulk_update(answers, ["score", "brier"])
