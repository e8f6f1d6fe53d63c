"""A room is asked, answers and locks; then it is shown what really happened."""

import pytest

from knightreplay.rooms import selectors, services
from knightreplay.rooms.models import Answer, Room, Seat, Stop
from knightreplay.rooms.services import Question, Settings
from knightreplay.runs import selectors as runs
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.services import Movement, move_clock

AT, TELLS = 5460, 5640  # 09:31, 09:34
HOW_MANY = Question(
    AT,
    "number",
    "How many executions by 9:34?",
    {"low": 0, "high": 500_000, "unit": "executions"},
    {"figure": "executions", "at": TELLS},
    TELLS,
)
WHICH = Question(TELLS, "server", "Which one?", (), {"choice": 8}, TELLS)


@pytest.fixture
def asked(opened, host, new_id, compute):
    """A room that predicts, its run computed and held at 09:31."""
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    services.plan(host, [HOW_MANY, WHICH], command_id=new_id())
    services.arrange(host, Settings(predicting=True), command_id=new_id())
    room = Room.objects.select_related("run").get(id=opened.room.id)
    assert room.run
    compute(room.run)
    return room


def seek(room, to, new_id):
    move_clock(
        room.run_id, Movement("seek", to=to), role=Role.HOST, command_id=new_id()
    )


def stop_at(room, at):
    return Stop.objects.get(room=room, at=at)


def test_nobody_is_told_what_comes_after_the_stop_the_host_included(asked, new_id):
    seek(asked, AT, new_id)

    view = runs.view(asked.run_id)
    assert view
    assert view.until == AT
    assert max(part.last for part in view.held) == AT // 60 - 1
    with pytest.raises(Conflict, match="room answers first"):
        seek(asked, AT + 1, new_id)


def test_clock_that_plays_stops_at_the_question(asked, new_id):
    seek(asked, AT - 10, new_id)
    move_clock(asked.run_id, Movement("play"), role=Role.HOST, command_id=new_id())

    run = Run.objects.get(id=asked.run_id)
    assert run.clock.at(run.clock.wall + 3600) == AT


def test_room_goes_on_when_all_have_locked_and_is_scored(asked, host, joining, new_id):
    kim, ada = (Seat.objects.get(id=joining(n).seat.id) for n in ("Kim", "Ada"))
    seek(asked, AT, new_id)
    stop = stop_at(asked, AT)
    services.open_stop(host, stop.id, command_id=new_id())
    services.answer(kim, stop.id, 300_000, sureness=0.8, command_id=new_id())
    with pytest.raises(Conflict, match="Not everybody"):
        services.close_stop(host, stop.id, command_id=new_id())
    services.answer(ada, stop.id, 0, sureness=0.9, command_id=new_id())
    services.close_stop(host, stop.id, command_id=new_id())
    with pytest.raises(Conflict, match="09:34"):
        services.show_stop(host, stop.id, command_id=new_id())
    seek(asked, TELLS, new_id)
    services.show_stop(host, stop.id, command_id=new_id())

    truth = Stop.objects.get(id=stop.id).truth
    scores = {a.seat_id: a for a in Answer.objects.all()}
    assert truth
    assert truth["at"] == TELLS
    right = truth["value"]
    assert scores[kim.id].score == 1 - abs(300_000 - right) / 500_000
    assert scores[ada.id].score == 1 - right / 500_000
    assert scores[ada.id].brier == pytest.approx(0.81)


def test_answers_of_a_question_count_once_and_not_after_the_lock(
    asked, host, joining, new_id
):
    kim = joining().seat
    stop = stop_at(asked, AT)
    with pytest.raises(Conflict, match="planned and not open"):
        services.answer(kim, stop.id, 1, command_id=new_id())
    services.open_stop(host, stop.id, command_id=new_id())
    services.answer(kim, stop.id, 1, lock=False, command_id=new_id())
    twice = [services.answer(kim, stop.id, 2, command_id="twice") for _ in range(2)]

    assert [done.duplicate for done in twice] == [False, True]
    with pytest.raises(Conflict, match="locked"):
        services.answer(kim, stop.id, 3, command_id=new_id())
    assert [a.value for a in Answer.objects.all()] == [2]


@pytest.mark.parametrize("value", [-1, 500_001])
def test_answer_beyond_the_scale_is_refused(asked, host, joining, new_id, value):
    stop = stop_at(asked, AT)
    services.open_stop(host, stop.id, command_id=new_id())

    with pytest.raises(Invalid, match="0 to 500000"):
        services.answer(joining().seat, stop.id, value, command_id=new_id())


def test_participants_neither_open_nor_end_a_question(asked, host, joining, new_id):
    kim, stop = joining().seat, stop_at(asked, AT)

    with pytest.raises(Forbidden):
        services.open_stop(kim, stop.id, command_id=new_id())
    services.open_stop(host, stop.id, command_id=new_id())
    with pytest.raises(Forbidden):
        services.close_stop(kim, stop.id, anyway=True, command_id=new_id())


def test_what_others_think_is_told_when_the_question_is_over(
    asked, host, joining, new_id
):
    kim, stop = joining().seat, stop_at(asked, TELLS)
    services.open_stop(host, stop.id, command_id=new_id())
    services.answer(kim, stop.id, 7, command_id=new_id())
    services.count_hands(host, stop.id, {"8": 12, "1": 3}, command_id=new_id())

    def told():
        view = selectors.view(asked.id)
        assert view
        return selectors.for_all(view)["stops"][-1]

    before = told()
    services.close_stop(host, stop.id, anyway=True, command_id=new_id())

    assert (before["distribution"], before["answered"]) == (None, 1)
    assert told()["distribution"] == {"1": 3, "7": 1, "8": 12}


def test_questions_that_are_planned_are_the_hosts_business(asked):
    view = selectors.view(asked.id)
    assert view

    assert selectors.for_all(view)["stops"] == []
    assert [s["text"] for s in selectors.for_host(view)["plan"]] == [
        HOW_MANY.text,
        WHICH.text,
    ]
