"""What is planned for a room: whoever changes one question leaves the others alone."""

import pytest

from knightreplay.rooms import services
from knightreplay.rooms.services import Question
from knightreplay.rooms.services.planning import STOPS_LIMIT
from knightreplay.runs.errors import Conflict, Invalid

ASKED = [Question(at, "words", f"What at {at}?") for at in (60, 120, 180)]
LATER = Question(240, "words", "And then?")


@pytest.fixture
def planned(host, new_id):
    """The ids of three questions."""
    services.plan(host, ASKED, command_id=new_id())
    return list(host.room.stops.order_by("at").values_list("id", flat=True))


def texts(host):
    return list(host.room.stops.order_by("at").values_list("text", flat=True))


def test_removing_two_at_once_brings_neither_back(host, planned, new_id):
    """Neither page has seen what the other did."""
    services.plan(host, [], instead=planned[:1], command_id=new_id())
    services.plan(host, [], instead=planned[1:2], command_id=new_id())

    assert texts(host) == [ASKED[2].text]


def test_question_besides_leaves_the_others_as_they_are(host, planned, new_id):
    services.plan(host, [LATER], instead=[], command_id=new_id())

    ids = set(host.room.stops.values_list("id", flat=True))
    assert set(planned) < ids
    assert texts(host) == [*(question.text for question in ASKED), LATER.text]


def test_question_takes_the_place_of_one(host, planned, new_id):
    other = ASKED[1]._replace(text="What else?")

    services.plan(host, [other], instead=planned[1:2], command_id=new_id())

    assert texts(host) == [ASKED[0].text, "What else?", ASKED[2].text]


def test_removing_twice_is_as_good_as_once(host, planned, new_id):
    services.plan(host, [], instead=planned[:1], command_id=new_id())
    seq = services.plan(host, [], instead=planned[:1], command_id=new_id()).seq

    assert texts(host) == [question.text for question in ASKED[1:]]
    assert seq == host.room.commands.order_by("seq").last().seq


def test_question_that_somebody_removed_takes_no_other_words(host, planned, new_id):
    services.plan(host, [], instead=planned[:1], command_id=new_id())

    with pytest.raises(Conflict, match="not planned any more"):
        services.plan(host, [LATER], instead=planned[:1], command_id=new_id())

    assert texts(host) == [question.text for question in ASKED[1:]]


def test_plan_without_ids_replaces_all(host, planned, new_id):
    services.plan(host, [LATER], command_id=new_id())

    assert texts(host) == [LATER.text]


def test_plan_has_a_bound_however_it_grows(host, planned, new_id):
    many = [LATER] * (STOPS_LIMIT - len(ASKED))
    services.plan(host, many, instead=[], command_id=new_id())

    with pytest.raises(Invalid, match=f"stops: {STOPS_LIMIT + 1}; allowed: up to"):
        services.plan(host, [LATER], instead=[], command_id=new_id())
