"""Rules that hold for every morning."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import engine
from simulator.clock import CLOSE, MINUTE, OPEN
from simulator.engine import log_minute, run_minute, run_until, simulate
from simulator.frames import Frames, to_columns
from simulator.interventions import parse_do
from simulator.params import ParamsError
from simulator.scenario import load_scenario
from simulator.schedule import make_schedule
from simulator.state import new_state, pack, state_hash, unpack
from simulator.tape import tape
from tests.simulator.acts import LAST_MINUTE, mornings


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    acts=mornings(5),
    seed=st.integers(0, 2**53 - 1),
    minute=st.integers(1, LAST_MINUTE - 1),
    with_preset=st.booleans(),
)
def test_resuming_from_a_checkpoint_changes_nothing(acts, seed, minute, with_preset):
    scenario = load_scenario("sec-2013")
    schedule = make_schedule(scenario, acts, with_preset=with_preset)
    end = LAST_MINUTE * MINUTE
    start = new_state(scenario)
    straight, frames = run_until(scenario, seed, schedule, start, 0, end)

    half, before = run_until(scenario, seed, schedule, start, 0, minute * MINUTE)
    restored = unpack(scenario, pack(half))
    resumed, after = run_until(scenario, seed, schedule, restored, minute * MINUTE, end)

    assert pack(resumed) == pack(straight)
    assert state_hash(resumed) == state_hash(straight)
    joined = [to_columns(piece) for piece in before + after]
    assert joined == [to_columns(piece) for piece in frames]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(acts=mornings(5), seed=st.integers(0, 2**53 - 1))
def test_books_balance_and_acts_leave_the_market_alone(acts, seed):
    scenario = load_scenario("sec-2013")
    end = LAST_MINUTE * MINUTE
    untouched = simulate(scenario, seed, until=end, with_preset=False)

    run = simulate(scenario, seed, acts, until=end)

    books, market = run.state.books, run.state.market
    assert np.array_equal(books.position.sum(axis=0), books.total)
    assert run.state.figures[0].shares == market.traded.sum()
    assert run.frames[-1].cash[-1] == books.cash.sum()
    assert run.frames[-1].held[-1] == np.abs(books.total).sum()
    assert np.array_equal(market.drift, untouched.state.market.drift)
    assert np.array_equal(market.background, untouched.state.market.background)
    if not books.total.any():
        parts = run.summary()["loss_split"]
        total = sum(sum(causes.values()) for causes in parts.values())
        assert round(total, 2) == run.summary()["loss_usd"]


def test_every_minute_checkpoint_of_history_gives_the_same_end(scenario, history):
    schedule = make_schedule(scenario, [])
    state = new_state(scenario)

    for minute in range(CLOSE // MINUTE):
        state, frames = run_minute(
            scenario, 29, schedule, unpack(scenario, pack(state)), minute
        )
        assert to_columns(frames) == to_columns(history.frames[minute])

    assert pack(state) == pack(history.state)


def test_given_state_is_left_as_it_was(scenario):
    schedule = make_schedule(scenario, [])
    state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, 6840)
    before = pack(state)

    run_minute(scenario, 29, schedule, state, 114)

    assert pack(state) == before


def test_state_of_another_minute_is_refused(scenario):
    schedule = make_schedule(scenario, [])

    with pytest.raises(ParamsError) as caught:
        run_minute(scenario, 29, schedule, new_state(scenario), 1)

    found = caught.value.argument, caught.value.value, caught.value.allowed
    assert found == ("from_tick", 60, "0, where the state stands")


@pytest.mark.parametrize("to_tick", [28801, -1, "10:15"])
def test_tick_after_the_close_is_refused(scenario, to_tick):
    schedule = make_schedule(scenario, [])

    with pytest.raises(ParamsError) as caught:
        run_until(scenario, 29, schedule, new_state(scenario), 0, to_tick)

    found = caught.value.argument, caught.value.value, caught.value.allowed
    assert found == ("to_tick", to_tick, "a whole number from 0 to 28800")


@pytest.mark.parametrize("minute", [480, -1, 1.0])
def test_minute_that_there_is_not_is_refused(scenario, minute):
    state, schedule = new_state(scenario), make_schedule(scenario, [])

    for run in (run_minute, log_minute):
        with pytest.raises(ParamsError) as caught:
            run(scenario, 29, schedule, state, minute)
        found = caught.value.argument, caught.value.value, caught.value.allowed
        assert found == ("minute", minute, "a whole number from 0 to 479")


def test_until_may_cut_a_minute(scenario, history):
    run = simulate(scenario, 29, until=OPEN + 90)

    assert len(run.frames[-1].loops) == 30
    assert run.frames[-1].executions[-1] == history.frames[91].executions[29]
    assert run.hash_at_1015 == history.hash_at_1015


def test_minutes_are_told_as_they_are_read_later(scenario):
    told: list[Frames] = []

    run = simulate(scenario, 29, until=OPEN + 1000, on_minute=told.append)

    read = [to_columns(minute) for minute in run.frames]
    assert [to_columns(minute) for minute in told] == read
    assert run.frames is run.frames


@pytest.mark.parametrize("seed", [-1, 2**53, 29.0, True])
def test_seed_is_checked_wherever_a_state_moves(scenario, seed):
    state, schedule = new_state(scenario), make_schedule(scenario, [])
    moved = (
        lambda: simulate(scenario, seed),
        lambda: run_until(scenario, seed, schedule, state, 0, 60),
        lambda: run_minute(scenario, seed, schedule, state, 0),
        lambda: tape(scenario, seed, schedule, state, 0),
    )

    for move in moved:
        with pytest.raises(ParamsError) as caught:
            move()
        assert (caught.value.argument, caught.value.value) == ("seed", seed)


def test_seed_of_numpy_is_the_same_seed(scenario):
    seed: Any = np.int64(29)

    run = simulate(scenario, seed, until=OPEN + 60)

    assert type(run.seed) is int
    assert pack(run.state) == pack(simulate(scenario, 29, until=OPEN + 60).state)


def test_hash_at_1015_is_worked_out_when_it_is_asked_for(
    scenario, history, monkeypatch
):
    reached: list[int] = []
    go_on = engine.run_figures

    def noted(*told):
        reached.append(told[-1])
        go_on(*told)

    monkeypatch.setattr(engine, "run_figures", noted)
    run = simulate(scenario, 29, until=1)
    assert (run.hash_passed, reached) == (None, [])

    assert run.hash_at_1015 == run.hash_at_1015 == history.hash_at_1015
    assert reached == [engine.HASH_TICK]
    assert run.state.progress[0].tick == 1


def test_hash_at_1015_is_of_the_acts_after_the_end_too(scenario):
    kill = [parse_do("09:40 kill all", 8)]
    whole = simulate(scenario, 29, kill, until=engine.HASH_TICK)

    assert simulate(scenario, 29, kill, until=1).hash_at_1015 == whole.hash_passed


def run_to(scenario, end, *acts, with_preset=False):
    parsed = [parse_do(act, scenario.server_count) for act in acts]
    return simulate(scenario, 29, parsed, until=end, with_preset=with_preset)


def test_killed_server_gets_no_orders_and_its_loops_stay_dead(scenario):
    run = run_to(scenario, 7000, "09:40 kill 8", "09:50 restore 8")
    by_tick = np.concatenate([frames.servers.loops for frames in run.frames])

    assert by_tick[5999, 7] > 0
    assert not by_tick[6000:6600].any()
    assert by_tick[6999, 7] > 0  # the old code is still there, for new orders


def test_kill_and_restore_in_one_tick_ends_the_loops(scenario):
    run = run_to(scenario, 6001, "09:40 kill 8", "09:40 restore 8")

    assert run.frames[-1].loops[-1] <= 1


def test_whole_fleet_killed_rejects_orders(scenario):
    run = run_to(scenario, 7000, "09:40 kill all")
    sent = np.concatenate([frames.servers.sent for frames in run.frames])

    assert not sent[6000:].any()
    assert run.frames[-1].loops[-1] == 0


def test_unwind_rule_takes_its_start_anew_when_loops_come_back(scenario):
    run = run_to(scenario, 9000, "09:40 kill 8", "09:50 restore 8", "10:00 kill 8")
    working = np.concatenate([frames.desk for frames in run.frames])

    assert np.flatnonzero(working)[0] == 7200 + 900


def test_unwind_starts_at_once_and_rests_while_a_loop_is_live(scenario):
    run = run_to(
        scenario,
        8000,
        "09:40 kill 8",
        "09:41 unwind",
        "09:50 restore 8",
        "10:00 kill 8",
    )
    working = np.concatenate([frames.desk for frames in run.frames])
    loops = np.concatenate([frames.loops for frames in run.frames])

    assert np.flatnonzero(working)[0] == 6060
    assert not working[loops > 0].any()
    assert working[7200]


def test_no_unwind_holds_the_desk(scenario):
    run = run_to(scenario, CLOSE, "09:50 no-unwind", with_preset=True)
    summary = run.summary()

    assert summary["flat"] is False
    assert summary["loss_split"] is None
    assert summary["loss_usd"] == -run.frames[-1].pnl_exit[-1] / 100


def test_morning_without_executions_has_zeros_and_its_emails(scenario):
    summary = run_to(scenario, CLOSE, "09:30 kill all").summary()

    assert summary["executions"] == summary["parents"] == 0
    assert summary["loss_usd"] == summary["gross_usd"] == 0.0
    assert summary["last_execution_at"] is None
    assert summary["emails"] == 97
    assert summary["flat"] is True


SUMMARY_KEYS = (
    "scenario seed engine_version state_hash final_hash flat parents executions"
    " child_orders shares symbols emails net_long_names net_short_names net_long_usd"
    " net_short_usd names_5pct_20vol names_10pct_50vol gross_usd pnl_own_usd"
    " pnl_fair_usd pnl_exit_usd loss_usd loss_split last_execution_at first_trip"
    " trips interventions"
)


def test_summary_has_its_keys_in_order(history):
    assert " ".join(history.summary()) == SUMMARY_KEYS


def test_summary_lists_what_was_done(scenario):
    run = run_to(scenario, 7000, "09:55:20 take-over", with_preset=True)

    acts = [(a["time"], a["op"], a["by"]) for a in run.summary()["interventions"]]
    assert acts == [
        ("09:54:16", "rollback", "preset"),
        ("09:55:20", "take-over", "people"),
    ]
