"""A room for bots: made for the trial, marked as practice, and removed with all it left."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import NamedTuple

from knightreplay.rooms import services
from knightreplay.rooms.models import Room, Seat
from knightreplay.rooms.selectors import PRACTICE
from knightreplay.rooms.services import OpenedRoom, Question
from knightreplay.runs import retention
from simulator.clock import MINUTE

LEFT_OVER = 600.0  # seconds after which a practice room is one whose trial was killed
BEFORE_OPENING = 1  # minute of the first question


class Practice(NamedTuple):
    """What the bots need; nothing of it leaves the machine."""

    code: str
    run: str
    host_key: str
    keys: tuple[str, ...]  # of the participants' seats
    stops: tuple[int, ...]  # ids, to be opened one after the other


@contextmanager
def practice_room(participants: int, questions: int) -> Iterator[Practice]:
    """A room with so many seats and planned questions; gone at the end, whatever happens."""
    _remove(Room.objects.filter(owner=PRACTICE, created__lt=time.time() - LEFT_OVER))
    opened = services.open_room(name="Pre-flight", owner=PRACTICE)
    try:
        yield _furnished(opened, participants, questions)
    finally:
        _remove(Room.objects.filter(id=opened.room.id))


def _furnished(opened: OpenedRoom, participants: int, questions: int) -> Practice:
    joined = [services.join(opened.room.code, f"Bot {n}") for n in range(participants)]
    ids = (f"practice-{n}" for n in count())
    host = Seat.objects.get(id=opened.seat.id)
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=next(ids))
    asked = [
        Question(
            at=(BEFORE_OPENING + n) * MINUTE,
            kind="choice",
            text=f"Question {n + 1}?",
            options=["Yes", "No"],
        )
        for n in range(questions)
    ]
    services.plan(host, asked, command_id=next(ids))
    room = Room.objects.get(id=opened.room.id)
    return Practice(
        room.code,
        str(room.run_id),
        opened.key,
        tuple(seat.key for seat in joined if seat),
        tuple(room.stops.order_by("at").values_list("id", flat=True)),
    )


def _remove(rooms: Iterable[Room]) -> None:
    for room in rooms:
        run_id = room.run_id
        room.delete()
        if run_id:
            retention.remove(run_id)
