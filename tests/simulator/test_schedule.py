import pytest

from simulator.interventions import Intervention, parse_do
from simulator.params import ParamsError
from simulator.schedule import effective_preset, make_schedule


def acts(*texts):
    return [parse_do(text, 8) for text in texts]


def steps(scenario, *texts, **options):
    schedule = make_schedule(scenario, acts(*texts), **options)
    return [(step.tick, step.op, step.servers) for step in schedule.steps]


HISTORY = [(6856 + 30 * server, "rollback", (server,)) for server in range(7)] + [
    (8100, "kill", tuple(range(8)))
]


def test_preset_is_expanded(scenario):
    assert steps(scenario) == HISTORY
    assert steps(scenario, with_preset=False) == []


def test_preset_comes_first_at_one_tick_then_people_in_order(scenario):
    expected = [*HISTORY, (8100, "restore", (7,)), (8100, "kill", (6,))]

    assert steps(scenario, "10:15 restore 8", "10:15 kill 7") == expected


def test_people_may_act_in_any_order_given(scenario):
    assert steps(scenario, "09:45 kill 8", "09:40 kill 7", with_preset=False) == [
        (6000, "kill", (6,)),
        (6300, "kill", (7,)),
    ]


def test_take_over_cancels_what_comes_after_its_tick(scenario):
    assert steps(scenario, "09:54:16 take-over") == HISTORY[:1]
    assert steps(scenario, "09:54:15 take-over") == []


def test_hand_back_does_not_catch_up(scenario):
    assert (
        steps(scenario, "09:54:30 take-over", "09:55:30 hand-back")
        == HISTORY[:1] + HISTORY[3:]
    )


def test_last_of_a_tick_counts(scenario):
    assert steps(scenario, "09:50 take-over", "09:50 hand-back") == HISTORY
    assert steps(scenario, "09:50 hand-back", "09:50 take-over") == []


def test_take_over_leaves_peoples_own_rollback(scenario):
    planned = steps(scenario, "09:40 rollback 7,8", "09:40:10 take-over")

    assert planned == [(6000, "rollback", (6,)), (6030, "rollback", (7,))]


def test_effective_preset_splits_a_rollback_cut_in_two(scenario):
    parts = effective_preset(scenario, acts("09:55:20 take-over"))

    assert parts == (
        (Intervention(6856, "rollback", (0, 1, 2)), False),
        (Intervention(6946, "rollback", (3, 4, 5, 6)), True),
        (Intervention(8100, "kill", tuple(range(8))), True),
    )


def test_steps_between_leaves_out_the_end(scenario):
    schedule = make_schedule(scenario, [])

    assert [step.tick for step in schedule.steps_between(6856, 6916)] == [6856, 6886]
    assert schedule.steps_between(0, 6856) == ()
    assert schedule.steps_between(8100, 28800) == schedule.steps[-1:]


def test_server_of_another_scenario_is_refused(scenario):
    with pytest.raises(ParamsError, match="servers from 1 to 8"):
        make_schedule(scenario, [Intervention(0, "kill", (8,))])
