import json

import numpy as np

from simulator.clock import OPEN, tick_of
from simulator.engine import run_until, simulate
from simulator.frames import COLUMNS, FLAG_ON, KILLED, OLD_CODE, RESTARTING, to_columns
from simulator.interventions import parse_do
from simulator.schedule import make_schedule
from simulator.state import new_state

MONEY = ("gross", "long", "short", "pnl_own", "pnl_fair", "pnl_exit")


def joined(run, column):
    return np.concatenate([getattr(frames, column) for frames in run.frames])


def test_columns_are_plain_json(history):
    columns = to_columns(history.frames[134])

    assert json.loads(json.dumps(columns)) == columns
    assert columns["minute"] == 134
    assert tuple(columns["columns"]) == COLUMNS
    assert {len(column) for column in columns["columns"].values()} == {60}
    assert len(columns["servers"]) == 8
    assert {len(server["sent"]) for server in columns["servers"]} == {60}
    assert {len(column) for column in columns["stocks"].values()} == {154}
    assert set(columns["stocks"]) == {
        "position",
        "move_bp",
        "participation_pct",
        "executed",
        "volume",
    }
    assert (columns["trips"], columns["armed"]) == ([], [])
    assert set(columns["servers"][0]) == {"sent", "loops", "emails", "state"}
    assert columns["columns"]["pnl_exit"][-1] == -52004745083


def test_cents_are_the_dollars_rounded(history):
    for frames in history.frames:
        for name, dollars in zip(MONEY, frames.dollars, strict=True):
            cents = np.trunc(dollars * 100 + np.copysign(0.5, dollars))
            assert np.array_equal(getattr(frames, name), cents.astype(np.int64))


def test_nothing_is_held_before_the_open(history):
    for column in (*MONEY, "cash", "held", "executions", "names_long", "desk"):
        assert not joined(history, column)[:OPEN].any()


def test_flat_book_is_worth_its_cash(history):
    flat = joined(history, "held") == 0
    cash = joined(history, "cash")[flat]

    assert np.count_nonzero(flat) > OPEN
    for column in ("pnl_own", "pnl_fair", "pnl_exit"):
        assert np.array_equal(joined(history, column)[flat], cash)


def test_sums_over_servers_are_the_totals(history):
    for frames in history.frames:
        assert np.array_equal(frames.servers.loops.sum(axis=1), frames.loops)
        assert np.array_equal(frames.servers.emails.sum(axis=1), frames.emails)


def test_child_orders_of_the_session_are_counted_by_server(history):
    """Servers count every kind of child order, so never fewer than the loops send."""
    sent = np.concatenate(
        [frames.servers.sent.sum(axis=1) for frames in history.frames]
    )
    loops = np.diff(joined(history, "child_orders"), prepend=0)

    assert np.all(sent >= loops)
    assert loops.sum() == 6452346


def test_server_states_tell_the_story(history):
    state = np.concatenate([frames.servers.state for frames in history.frames])

    assert state[0].tolist() == [FLAG_ON] * 7 + [FLAG_ON | OLD_CODE]
    assert state[6855, 0] == FLAG_ON
    assert state[6856, 0] == FLAG_ON | OLD_CODE | RESTARTING
    assert state[6885, 0] == FLAG_ON | OLD_CODE | RESTARTING
    assert state[6886, 0] == FLAG_ON | OLD_CODE
    assert state[8100].tolist() == [FLAG_ON | OLD_CODE | KILLED] * 8


def test_desk_works_from_1030_to_the_block(history):
    working = np.flatnonzero(joined(history, "desk"))

    assert (working[0], working[-1]) == (9000, 28740)


def test_stocks_stand_at_the_minutes_end(history):
    frames = history.frames[134]

    assert np.abs(frames.stocks.position).sum() == frames.held[-1]
    assert not history.frames[89].stocks.move.any()
    assert 0 < frames.stocks.participation.min() < frames.stocks.participation.max() < 1


def test_shares_of_the_minutes_add_up_to_those_of_the_morning(history):
    executed = np.array([frames.closing.executed for frames in history.frames])
    volume = np.array([frames.closing.volume for frames in history.frames])
    market = history.state.market

    assert np.array_equal(executed.sum(axis=0), market.traded)
    assert executed.sum() == history.frames[-1].shares[-1]
    assert np.abs(volume.sum(axis=0) - market.background - market.traded).max() <= 0.5
    assert np.all(executed <= volume)
    assert not executed[:90].any()
    assert not executed[135:].any()


def test_split_is_the_loss_to_the_cent_once_nothing_is_held(history):
    split = to_columns(history.frames[-1])["split"]

    told = history.summary()["loss_split"]
    assert {
        phase: {cause: cents / 100 for cause, cents in causes.items()}
        for phase, causes in split.items()
    } == told
    assert not history.frames[89].closing.split.any()


def test_split_is_against_the_price_without_knight_while_shares_are_held(scenario):
    stop = tick_of("10:15")
    state, frames = run_until(
        scenario, 29, make_schedule(scenario, []), new_state(scenario), 0, stop
    )

    base = scenario.symbols.price * (1 + state.market.drift)
    value = state.books.cash.sum() / 100 + float(state.books.total @ base)
    assert abs(frames[-1].closing.split.sum() / 100 + value) < 0.1


def test_trips_are_told_in_the_minute_in_which_they_happen(scenario):
    acts = [
        parse_do("09:30:10 arm gross-cap action=alert latency=70", 8),
        parse_do("09:31:30 disarm gross-cap", 8),
        parse_do("09:32 arm pnl scope=server limit=1 mark=liquidation", 8),
    ]

    run = simulate(scenario, 29, acts, until=tick_of("09:34"))

    told = [to_columns(frames) for frames in run.frames[90:]]
    assert told[0]["trips"] == [
        {
            "tick": 5416,
            "guardrail": "gross-cap",
            "server": None,
            "stock": None,
            "action": "alert",
            "acts_at": 5487,
        }
    ]
    assert [minute["armed"] for minute in told] == [["gross-cap"], [], ["pnl"], ["pnl"]]
    servers = [(trip["tick"], trip["server"]) for trip in told[2]["trips"]]
    assert servers == [(5520, 8)]
    trips = [trip["tick"] for minute in told for trip in minute["trips"]]
    assert trips == [trip["tick"] for trip in run.summary()["trips"]]
