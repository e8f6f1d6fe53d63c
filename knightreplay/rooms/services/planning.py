"""The questions of a room: what is asked, when, and how the answer will be known."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson

from knightreplay.rooms import shapes, tracks
from knightreplay.rooms.models import Room, Seat, Stop
from knightreplay.rooms.services.command import RoomCommandResult, doing, require_lead
from knightreplay.runs import selectors as runs
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.models import Role
from knightreplay.runs.names import clean_line
from knightreplay.runs.services import stop_run
from simulator.clock import CLOSE, MINUTE

STOPS_LIMIT = 30  # planned in one room
TEXT_LENGTH = 400
SOURCE_LENGTH = 120


class Question(NamedTuple):
    """A stop as it is planned."""

    at: int  # tick, of a whole minute
    kind: str
    text: str
    options: Any = ()
    measure: dict[str, Any] | None = None
    tells: int | None = None  # tick at which the answer is known
    because: str = ""  # told with the answer, in one sentence
    source: str = ""  # of that
    ours: bool = False  # of a track: has translations


def plan(
    seat: Seat,
    questions: Iterable[Question],
    *,
    instead: Iterable[int] | None = None,
    command_id: str,
) -> RoomCommandResult:
    """Stops in the place of those with some ids, or of all; what was opened stays.

    Who names ids leaves alone what others have planned meanwhile.

    Raises
    ------
    Forbidden, Invalid
    Conflict: a stop that is to be put in another words' place is planned no more.
    """
    asked = [checked(question) for question in questions]
    return _replaced(seat, asked, "plan", command_id, instead)


def plan_track(seat: Seat, *, command_id: str) -> RoomCommandResult:
    """The track that belongs to the room's scenario, instead of what was planned."""
    scenario = None if seat.room.run is None else seat.room.run.scenario
    name = tracks.ANY if seat.room.blind else tracks.name_for(scenario)
    asked = [checked(Question(**stop, ours=True)) for stop in tracks.read(name)]
    return _replaced(seat, asked, "plan-track", command_id)


def _replaced(
    seat: Seat,
    asked: list[Question],
    what: str,
    command_id: str,
    instead: Iterable[int] | None = None,
) -> RoomCommandResult:
    with doing(seat, command_id) as command:
        if command.done is None:
            require_lead(seat)
            planned = command.room.stops.filter(state=Stop.State.PLANNED)
            named = None if instead is None else set(instead)
            gone = planned if named is None else planned.filter(id__in=named)
            if asked and named and gone.count() < len(named):
                raise Conflict("This question is not planned any more.")
            count = planned.count() - gone.count() + len(asked)
            if count > STOPS_LIMIT:
                raise Invalid(f"stops: {count}; allowed: up to {STOPS_LIMIT}")
            if _are_planned(gone, asked):
                command.skip()
                return command.answer
            gone.delete()
            Stop.objects.bulk_create(
                Stop(room=command.room, **question._asdict()) for question in asked
            )
            command.store(what, stops=[question.at for question in asked])
            stop_next(command.room)
        return command.answer


def _are_planned(planned: Iterable[Stop], asked: list[Question]) -> bool:
    """Whether these questions stand there already, as the database writes them."""
    there = [
        Question(*(getattr(s, name) for name in Question._fields)) for s in planned
    ]
    wanted = sorted(asked, key=lambda question: question.at)
    return [_plain(q) for q in there] == [_plain(q) for q in wanted]


def _plain(question: Question) -> bytes:
    return orjson.dumps(question._asdict(), option=orjson.OPT_SORT_KEYS)


def stop_next(room: Room) -> None:
    """The room's run stops at the next stop that was not answered, or goes on."""
    if room.run_id is None:
        return
    view = runs.view(room.run_id)
    if view is None:
        return
    for at in _waiting(room, view.until or 0):
        try:
            stop_run(room.run_id, at, role=Role.HOST)
        except Conflict:  # the clock that plays was faster: that stop was passed
            continue
        return
    stop_run(room.run_id, None, role=Role.HOST)


def let_go(room: Room) -> None:
    """A run that the room looks at no more is stopped no more."""
    if room.run_id is not None and runs.view(room.run_id) is not None:
        stop_run(room.run_id, None, role=Role.HOST)


def _waiting(room: Room, shown: int) -> list[int]:
    """The stops to come, in order; none where nothing is kept from anybody."""
    if not room.predicting or room.ended is not None:
        return []
    states = (Stop.State.PLANNED, Stop.State.OPEN)
    rows = room.stops.filter(state__in=states, at__gte=shown).order_by("at")
    return list(rows.values_list("at", flat=True).distinct())


def checked(question: Question) -> Question:
    """The question as it is stored. Raises Invalid, in one sentence."""
    if not (0 < question.at < CLOSE and question.at % MINUTE == 0):
        raise Invalid("at: allowed: whole minutes from 08:01 to 15:59")
    if question.kind not in Stop.Kind.values:
        raise Invalid(f"kind: {question.kind[:20]!r} is unknown")
    text, because, source = map(
        clean_line, (question.text, question.because, question.source)
    )
    if not 1 <= len(text) <= TEXT_LENGTH:
        raise Invalid(f"text: allowed: 1 to {TEXT_LENGTH} characters")
    if len(because) > TEXT_LENGTH or len(source) > SOURCE_LENGTH:
        raise Invalid(f"because, source: up to {TEXT_LENGTH} and {SOURCE_LENGTH}")
    options = shapes.options_of(question.kind, question.options)
    whole = question._replace(
        text=text, options=options, because=because, source=source
    )
    return whole if whole.measure is None else _measured(whole)


def _measured(question: Question) -> Question:
    """With the measure's own shape, and the tick at which it can be known."""
    measure = shapes.measure_of(question.measure)
    if not measure.fits(question.kind, question.options):
        raise Invalid(f"measure: does not answer a question for {question.kind}")
    tells = question.tells
    if tells is None:
        tells = max(question.at, measure.last)
    if not max(question.at, measure.last) <= tells <= CLOSE:
        raise Invalid("tells: an answer is known after its question and its measure")
    return question._replace(measure=measure.model_dump(exclude_none=True), tells=tells)
