"""Compares what people were told with the database: whatever is missing is one sentence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.drill.books import Books, CommandRow
from tests.drill.ledger import Ledger
from tests.drill.participant import RIGHT, Participant

POINTS = 100  # of an answer that was right


def losses(
    ledger: Ledger, books: Books, people: Iterable[Participant]
) -> Iterator[str]:
    """Nothing, if all is well."""
    yield from (f"the host was refused {refusal}" for refusal in ledger.host_refused)
    yield from _commands(ledger, books)
    yield from _acts(ledger, books)
    yield from _seats(ledger, books)
    yield from _answers(ledger, books)
    yield from _podium(ledger, books)
    for one in people:
        yield from _held(one, ledger, books)


def _commands(ledger: Ledger, books: Books) -> Iterator[str]:
    for command_id, told in ledger.commands.items():
        row = books.commands.get(command_id)
        if row is None:
            yield f"{told.what} of seat {told.seat}, {command_id}, is not stored"
        elif (row.seq, row.seat, row.what) != (told.seq, told.seat, told.what):
            yield f"{command_id} was acknowledged as {told} and is stored as {row}"


def _acts(ledger: Ledger, books: Books) -> Iterator[str]:
    for place, seq in ledger.acts.items():
        if books.acts.get(place) != seq:
            yield f"act {place} was number {seq} and is stored as {books.acts.get(place)}"


def _seats(ledger: Ledger, books: Books) -> Iterator[str]:
    names = ledger.joined | _renamed(books.commands)
    for number in ledger.joined:
        row = books.seats.get(number)
        if row is None:
            yield f"seat {number} is gone"
        elif row.name != names[number]:
            yield f"seat {number} is called {row.name!r}, not {names[number]!r}"
        elif row.removed != (number in ledger.removed):
            yield f"seat {number} is taken out: {row.removed}"


def _renamed(commands: Mapping[str, CommandRow]) -> dict[int, str]:
    """Seat → the last name that it was given, by the log."""
    given = sorted((row.seq, row) for row in commands.values() if row.what == "rename")
    return {row.arguments["seat"]: row.arguments["name"] for _, row in given}


def _answers(ledger: Ledger, books: Books) -> Iterator[str]:
    for place in ledger.answers.keys() | books.answers.keys():
        given, row = ledger.answers.get(place), books.answers.get(place)
        if place in ledger.unknown:
            continue
        if given is None or row is None or given != (row.value, row.locked):
            yield f"the answer of (seat, question) {place} was {given} and is {row}"
    for (seat, stop), row in books.answers.items():
        score = float(row.value == RIGHT) if stop in books.shown else None
        if row.score != score:
            yield f"seat {seat} has {row.score} for question {stop}, not {score}"


def _podium(ledger: Ledger, books: Books) -> Iterator[str]:
    missing = ledger.podium.keys() - books.costs.keys()
    yield from (f"the score of team {number} is gone" for number in sorted(missing))


def _held(one: Participant, ledger: Ledger, books: Books) -> Iterator[str]:
    """What somebody's pages say at the end, beside the database."""
    me: dict[str, Any] = one.room.me
    if not me:
        yield f"seat {one.seat} was not let in at the end"
        return
    row = books.seats[one.seat]
    own = {stop: a for (seat, stop), a in books.answers.items() if seat == one.seat}
    answers = {str(s): (a.value, a.locked, a.score) for s, a in own.items()}
    shown = {
        stop: (told["value"], told["locked"], told["score"])
        for stop, told in me["answers"].items()
    }
    points = round(POINTS * sum(a.score for a in own.values() if a.score is not None))
    told = (me["seat"], me["name"], me["recorded"], me["points"], shown)
    if told != (one.seat, row.name, row.recorded, points, answers):
        yield f"seat {one.seat} is told {told}; stored are {row}, {points}, {answers}"
    if one.screen is not None:
        run = one.screen.run_id
        stored = {seq for (of, _), seq in books.acts.items() if of == run}
        if one.screen.log.keys() != stored:
            yield f"seat {one.seat} sees acts {sorted(one.screen.log)}, not {stored}"
