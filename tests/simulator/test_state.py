import numpy as np
import pytest

from simulator.engine import run_until, simulate
from simulator.schedule import make_schedule
from simulator.state import (
    CheckpointError,
    clone,
    new_state,
    pack,
    state_hash,
    unpack,
)


@pytest.fixture(scope="module")
def at_1014(scenario):
    schedule = make_schedule(scenario, [])
    state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, 8040)
    return state


def test_checkpoint_gives_the_state_back(scenario, at_1014):
    restored = unpack(scenario, pack(at_1014))

    assert_same(restored, at_1014)
    assert state_hash(restored) == state_hash(at_1014)


def assert_same(left, right):
    live = int(right.progress[0].active)
    assert np.array_equal(left.orders.active[:live], right.orders.active[:live])
    for group in ("orders", "market", "books", "servers", "guardrails"):
        for name, array in getattr(right, group)._asdict().items():
            if name != "active":
                assert np.array_equal(getattr(getattr(left, group), name), array), name
    for name in ("progress", "desk", "figures", "costs"):
        assert getattr(left, name).tobytes() == getattr(right, name).tobytes()


def test_checkpoint_of_a_new_state(scenario):
    state = new_state(scenario)

    restored = unpack(scenario, pack(state))

    assert_same(restored, state)
    assert state_hash(restored) == state_hash(state)


def test_checkpoints_stay_small(scenario, history, at_1014):
    assert len(pack(new_state(scenario))) < 1_000
    assert len(pack(at_1014)) < 20_000
    assert len(pack(history.state)) < 20_000


@pytest.mark.slow
def test_checkpoint_of_the_worst_morning(scenario):
    run = simulate(scenario, 29, with_preset=False)

    data = pack(run.state)

    assert len(data) < 48_000
    assert state_hash(unpack(scenario, data)) == state_hash(run.state)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: b"", "not a checkpoint"),
        (lambda data: b"garbage that is long enough", "not a checkpoint"),
        (lambda data: data[:4] + b"\x63" + data[5:], "version 99, not 2"),
        (lambda data: data[:5] + b"\x01" + data[6:], "another scenario"),
        (lambda data: data[:-20], "damaged"),
        (lambda data: data[:100] + b"\xff" * 20 + data[120:], "damaged"),
    ],
)
def test_what_is_no_checkpoint_is_refused(scenario, at_1014, damage, message):
    with pytest.raises(CheckpointError, match=message):
        unpack(scenario, damage(pack(at_1014)))


def test_clone_shares_nothing(at_1014):
    before = pack(at_1014)
    copy = clone(at_1014)

    for group in (copy.market, copy.books, copy.servers, copy.orders):
        for array in group:
            array[...] = 0
    copy.figures.executions = 0

    assert pack(at_1014) == before
