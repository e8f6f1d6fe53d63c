"""A seat is opened on another device: by a code that is good once, for a while."""

import time

import pytest

from knightreplay.rooms import services
from knightreplay.rooms.models import Seat
from knightreplay.rooms.services import move_codes
from knightreplay.runs.errors import Conflict, Forbidden


@pytest.fixture
def kim(joining):
    return joining("Kim").seat


def test_code_opens_the_seat_once_however_it_is_typed(kim):
    code = services.offer_move(kim, by=kim)

    assert len(code) == len("ABCD-EFGH")
    assert services.move(f"  {code.lower().replace('-', ' ')} ") == kim
    assert services.move(code) is None


def test_newer_code_makes_the_older_void(kim):
    older, newer = (services.offer_move(kim, by=kim) for _ in range(2))

    assert services.move(older) is None
    assert services.move(newer) == kim


def test_code_is_good_for_ten_minutes(kim, monkeypatch):
    code = services.offer_move(kim, by=kim)
    later = time.time() + move_codes.GOOD + 1
    monkeypatch.setattr(time, "time", lambda: later)

    assert services.move(code) is None


@pytest.mark.parametrize("typed", ["", " ", "0", "\0" * 300, "ABCD-EFGH", "é" * 9])
def test_what_is_no_code_opens_nothing(kim, typed):
    assert services.move(typed) is None


def test_host_has_a_code_for_everybody_and_nobody_else_has(kim, host, joining):
    other = joining("Ada").seat

    assert services.move(services.offer_move(kim, by=host)) == kim
    with pytest.raises(Forbidden):
        services.offer_move(kim, by=other)


def test_seat_that_was_taken_out_is_not_moved(kim, host, new_id):
    code = services.offer_move(kim, by=kim)
    services.remove(host, kim.number, command_id=new_id())

    assert services.move(code) is None
    with pytest.raises(Conflict):
        services.offer_move(Seat.objects.get(id=kim.id), by=host)
