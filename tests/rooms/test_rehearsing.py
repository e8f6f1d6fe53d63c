"""A teacher tries a room alone, and nothing of it stays."""

import pytest

from knightreplay.rooms import selectors, services
from knightreplay.rooms.models import Answer, Room, Seat
from knightreplay.runs.errors import Conflict, Forbidden


def names(room):
    return [seat.name for seat in Seat.objects.filter(room=room)]


def roster(room):
    view = selectors.view(room.id)
    assert view
    return selectors.for_host(view)["roster"]


def test_rehearsal_has_three_practice_seats_and_leaves_none(opened):
    room, host = opened.room, opened.seat
    joined = services.rehearse(host, command_id="r-1")

    assert len({one.key for one in joined}) == 3
    assert [row["practice"] for row in roster(room)] == [False, True, True, True]

    services.end_rehearsal(host, command_id="r-2")
    assert names(room) == ["Host"]


def test_rehearsal_that_begins_again_has_new_seats(opened):
    services.rehearse(opened.seat, command_id="r-1")
    services.rehearse(opened.seat, command_id="r-2")

    assert names(opened.room) == ["Host", "Practice A", "Practice B", "Practice C"]


def test_keys_of_practice_seats_are_told_once(opened):
    services.rehearse(opened.seat, command_id="r-1")

    assert services.rehearse(opened.seat, command_id="r-1") == []
    assert len(names(opened.room)) == 4


def test_what_was_rehearsed_is_taken_back(opened):
    room, host = opened.room, opened.seat
    question = services.Question(
        at=5340, kind="choice", text="And now?", options=["Up", "Down"]
    )
    services.plan(host, [question], command_id="p-1")
    joined = services.rehearse(host, command_id="r-1")
    services.begin_run(host, scenario="sec-2013", seed=29, command_id="b-1")
    stop = room.stops.get()
    services.open_stop(host, stop.id, command_id="o-1")
    services.answer(joined[0].seat, stop.id, 1, command_id="a-1")

    services.end_rehearsal(host, command_id="r-2")

    assert room.stops.get().state == "planned"
    assert Answer.objects.count() == 0
    assert Room.objects.get().run is None


def test_rehearsal_waits_until_nobody_else_is_in_the_room(opened):
    services.join(opened.room.code, "Kim")

    with pytest.raises(Conflict):
        services.rehearse(opened.seat, command_id="r-1")


def test_who_joins_a_rehearsal_keeps_seat_and_run(opened):
    room, host = opened.room, opened.seat
    services.rehearse(host, command_id="r-1")
    services.begin_run(host, scenario="sec-2013", seed=29, command_id="b-1")
    services.join(room.code, "Kim")

    services.end_rehearsal(host, command_id="r-2")

    assert names(room) == ["Host", "Kim"]
    assert Room.objects.get().run is not None


def test_rehearsal_is_for_hosts(opened):
    joined = services.join(opened.room.code, "Kim")
    assert joined

    with pytest.raises(Forbidden):
        services.rehearse(joined.seat, command_id="r-1")
