"""The audit of the people drill finds what is lost, whatever it is."""

import pytest

from tests.drill.audit import losses
from tests.drill.books import AnswerRow, Books, CommandRow, SeatRow
from tests.drill.ledger import Acknowledged, Given, Ledger
from tests.drill.participant import RIGHT

PLACE = (2, 7)  # the answer of seat 2 to question 7
ACT = ("0d3c4a4e-6b1e-4d52-9c88-3a8f0e3f7f10", "a-1")


@pytest.fixture
def ledger():
    return Ledger(
        joined={2: "Kim"},
        commands={"r-1": Acknowledged(2, "rename", 3)},
        answers={PLACE: Given(RIGHT, locked=True)},
        acts={ACT: 1},
        podium={1: 500},
    )


@pytest.fixture
def books():
    return Books(
        seq=4,
        seats={2: SeatRow("Ada", removed=False, recorded=False)},
        commands={"r-1": CommandRow(3, 2, "rename", {"seat": 2, "name": "Ada"})},
        answers={PLACE: AnswerRow(RIGHT, locked=True, score=1.0)},
        shown={7},
        acts={ACT: 1},
        costs={1: {"lost": 500, "turned_away": 0}},
    )


def test_losses_of_a_whole_database_are_none(ledger, books):
    assert list(losses(ledger, books, ())) == []


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ({"commands": {}}, ["rename of seat 2, r-1, is not stored"]),
        ({"acts": {}}, [f"act {ACT} was number 1 and is stored as None"]),
        ({"seats": {}}, ["seat 2 is gone"]),
        ({"costs": {}}, ["the score of team 1 is gone"]),
        (
            {"seats": {2: SeatRow("Ada", removed=True, recorded=False)}},
            ["seat 2 is taken out: True"],
        ),
        (
            {"answers": {PLACE: AnswerRow(RIGHT, locked=True, score=None)}},
            ["seat 2 has None for question 7, not 1.0"],
        ),
        (
            {"answers": {}},
            [
                f"the answer of (seat, question) {PLACE} was "
                f"{Given(RIGHT, locked=True)} and is None"
            ],
        ),
    ],
    ids=["command", "act", "seat", "score", "removal", "points", "answer"],
)
def test_losses_name_what_is_not_there(ledger, books, gone, words):
    found = list(losses(ledger, books._replace(**gone), ()))

    assert [loss for loss in found if loss in words] == words


def test_losses_tell_that_the_host_was_refused(ledger, books):
    ledger.host_refused.append("open-stop: too-many")

    assert list(losses(ledger, books, ())) == [
        "the host was refused open-stop: too-many"
    ]
