"""A room is asked, answers and locks; then it is shown what the run says."""

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
    """A room that predicts, its run computed and stopped at 09:31."""
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
    assert max(part.last for part in view.computed) == AT // 60 - 1
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


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"at": 5461}, "whole minutes"),
        ({"at": 28800}, "whole minutes"),
        ({"kind": "essay"}, "'essay' is unknown"),
        ({"text": "  "}, "1 to 400 characters"),
        ({"options": {"low": 5, "high": 5}}, "high must be more than low"),
        ({"options": {"low": 0}}, "high"),
        ({"options": ["a", "b"]}, "options"),
        ({"options": {"low": 0, "high": 10**13}}, "less than or equal"),
        ({"kind": "choice", "options": ["only"]}, "at least 2"),
        ({"kind": "choice", "options": [1, 2]}, "options"),
        ({"kind": "choice", "options": ["", "b"]}, "at least 1 character"),
        ({"kind": "server"}, "has none"),
        ({"measure": {}}, "has one of figure, first"),
        ({"measure": {"figure": "executions", "choice": 1}}, "has one of"),
        ({"measure": {"figure": "secrets", "at": TELLS}}, "figure"),
        ({"measure": {"figure": "executions"}}, "at: Field required"),
        ({"measure": {"first": "gross", "above": 1}}, "does not answer"),
        ({"measure": {"choice": 500_001}}, "does not answer"),
        ({"tells": AT - 60}, "after its question"),
        ({"tells": TELLS - 1}, "and its measure"),
        ({"because": "x" * 401}, "up to 400"),
    ],
)
def test_question_that_cannot_be_is_refused_in_one_sentence(
    opened, host, new_id, change, sentence
):
    with pytest.raises(Invalid, match=sentence) as caught:
        services.plan(host, [HOW_MANY._replace(**change)], command_id=new_id())
    assert "\n" not in caught.value.message
    assert Stop.objects.count() == 0


def test_question_for_words_is_answered_in_words_and_not_scored(
    asked, host, joining, new_id
):
    why = Question(AT, "words", "Why?")
    services.plan(host, [why], command_id=new_id())
    kim, stop = joining().seat, stop_at(asked, AT)
    services.open_stop(host, stop.id, command_id=new_id())
    for value in (3, "", "x" * 281):
        with pytest.raises(Invalid, match="characters"):
            services.answer(kim, stop.id, value, command_id=new_id())
    services.answer(kim, stop.id, "The code.", command_id=new_id())
    services.close_stop(host, stop.id, anyway=True, command_id=new_id())
    services.show_stop(host, stop.id, command_id=new_id())

    view = selectors.view(asked.id)
    assert view
    assert selectors.for_host(view)["plan"][0]["words"] == ["The code."]
    assert [a.score for a in Answer.objects.all()] == [None]


def test_answer_is_refused_late_and_for_another_kind(asked, host, joining, new_id):
    kim, stop = joining().seat, stop_at(asked, AT)
    services.open_stop(host, stop.id, command_id=new_id())
    with pytest.raises(Invalid, match="by a number"):
        services.answer(kim, stop.id, "many", command_id=new_id())
    services.close_stop(host, stop.id, anyway=True, command_id=new_id())

    with pytest.raises(Conflict, match="closed and not open"):
        services.answer(kim, stop.id, 1, command_id=new_id())
    with pytest.raises(Invalid, match="no such stop"):
        services.answer(kim, 10**6, 1, command_id=new_id())


def test_nobody_is_waited_for_who_sleeps_was_taken_out_or_may_not_predict(
    asked, host, joining, new_id
):
    kim, ada, bo = (joining(name).seat for name in ("Kim", "Ada", "Bo"))
    stop = stop_at(asked, AT)
    services.open_stop(host, stop.id, command_id=new_id())
    services.answer(kim, stop.id, 1, command_id=new_id())
    services.note_presence({ada.id: False})
    with pytest.raises(Conflict, match="Not everybody"):
        services.close_stop(host, stop.id, command_id=new_id())
    services.remove(host, bo.number, command_id=new_id())
    services.close_stop(host, stop.id, command_id=new_id())

    assert stop_at(asked, AT).state == "closed"


def test_show_of_hands_needs_nobody_else(asked, host, new_id):
    services.plan(host, [WHICH._replace(at=AT, tells=AT)], command_id=new_id())
    stop = stop_at(asked, AT)
    seek(asked, AT, new_id)
    services.open_stop(host, stop.id, command_id=new_id())
    for wrong in ({"9": 1}, {"8": -1}, {"8": 10_001}, {"x": 1}):
        with pytest.raises(Invalid, match="hands"):
            services.count_hands(host, stop.id, wrong, command_id=new_id())
    services.count_hands(host, stop.id, {"8": 3, "2": 4}, command_id=new_id())
    services.count_hands(host, stop.id, {"8": 12}, command_id=new_id())
    services.close_stop(host, stop.id, command_id=new_id())
    services.show_stop(host, stop.id, command_id=new_id())

    view = selectors.view(asked.id)
    assert view
    told = selectors.for_all(view)["stops"][0]
    assert (told["distribution"], told["truth"]) == ({"8": 12}, {"value": 8, "at": AT})


def test_run_goes_on_to_the_next_question_and_past_the_last(asked, host, new_id):
    seek(asked, AT, new_id)
    for at, then in ((AT, TELLS), (TELLS, None)):
        stop = stop_at(asked, at)
        services.open_stop(host, stop.id, command_id=new_id())
        services.close_stop(host, stop.id, command_id=new_id())
        assert Run.objects.get(id=asked.run_id).stopped_at == then


def test_what_was_shown_already_is_not_asked_and_holds_nothing(asked, host, new_id):
    services.arrange(host, Settings(predicting=False), command_id=new_id())
    seek(asked, TELLS + 60, new_id)
    services.arrange(host, Settings(predicting=True), command_id=new_id())

    assert Run.objects.get(id=asked.run_id).stopped_at is None
    with pytest.raises(Conflict, match="shown already"):
        services.open_stop(host, stop_at(asked, AT).id, command_id=new_id())


def test_run_is_not_replaced_while_a_question_is_open(asked, host, joining, new_id):
    stop = stop_at(asked, AT)
    services.open_stop(host, stop.id, command_id=new_id())
    with pytest.raises(Conflict, match="end it first"):
        services.begin_run(host, scenario="sec-2013", seed=30, command_id=new_id())
    services.close_stop(host, stop.id, command_id=new_id())
    services.begin_run(host, scenario="sec-2013", seed=30, command_id=new_id())

    stops = {run.id: run.stopped_at for run in Run.objects.all()}
    assert stops.pop(asked.run_id) is None  # what the room does not look at is let go
    assert list(stops.values()) == [TELLS]


def test_act_in_the_past_leaves_the_question_where_it_is(
    asked, host, joining, act, compute, new_id
):
    seek(asked, AT, new_id)
    act(asked.run, AT - 60, "kill", "8")
    compute(asked.run)

    assert Run.objects.get(id=asked.run_id).stopped_at == AT
    kim, stop = joining().seat, stop_at(asked, AT)
    services.open_stop(host, stop.id, command_id=new_id())
    services.answer(kim, stop.id, 0, sureness=1.0, command_id=new_id())
    services.close_stop(host, stop.id, anyway=True, command_id=new_id())
    seek(asked, TELLS, new_id)
    services.show_stop(host, stop.id, command_id=new_id())

    truth = Stop.objects.get(id=stop.id).truth
    assert truth
    view = runs.view(asked.run_id)
    assert view
    assert truth["value"] < 8613  # the run as it now stands


def test_ranking_has_no_names_until_the_host_shows_them(asked, host, joining, new_id):
    kim, ada = (joining(name).seat for name in ("Kim", "Ada"))
    seek(asked, TELLS - 60 * 3, new_id)
    services.plan(host, [WHICH._replace(at=AT, tells=AT)], command_id=new_id())
    stop = stop_at(asked, AT)
    services.open_stop(host, stop.id, command_id=new_id())
    services.answer(kim, stop.id, 1, sureness=0.9, command_id=new_id())
    services.answer(ada, stop.id, 8, sureness=0.8, command_id=new_id())
    services.close_stop(host, stop.id, command_id=new_id())
    services.show_stop(host, stop.id, command_id=new_id())

    def told():
        view = selectors.view(asked.id)
        assert view
        seat = next(s for s in view.seats if s.id == kim.id)
        return selectors.for_all(view)["ranking"], selectors.for_seat(view, seat)

    ranking, own = told()
    assert [(r["place"], r["name"], r["points"]) for r in ranking] == [
        (1, None, 100),
        (2, None, 0),
    ]
    assert (own["place"], own["points"]) == (2, 0)
    assert own["answers"][str(stop.id)]["right"] is False
    services.arrange(host, Settings(anonymous=False), command_id=new_id())
    assert [r["name"] for r in told()[0]] == ["Ada", "Kim"]
