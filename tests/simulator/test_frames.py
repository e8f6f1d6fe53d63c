import json

import numpy as np

from simulator.clock import OPEN
from simulator.frames import COLUMNS, FLAG_ON, KILLED, OLD_CODE, RESTARTING, to_columns

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
