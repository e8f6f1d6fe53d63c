"""A state and its checkpoint know of which scenario, seed and engine they are."""

import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.engine import run_minute, run_until, simulate
from simulator.params import ParamsError
from simulator.scenario import load_scenario
from simulator.schedule import make_schedule
from simulator.state import (
    CheckpointError,
    checkpoint,
    new_state,
    pack,
    state_hash,
    unpack,
)
from simulator.tape import tape

TICK = 5460  # 09:31
FIXTURES = Path(__file__).parents[1] / "fixtures"
STORED = (FIXTURES / "checkpoint-0.1.0.bin").read_bytes()  # as 0.1.0 wrote it, seed 29


@pytest.fixture(scope="module")
def at_0931(scenario):
    schedule = make_schedule(scenario, [])
    state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, TICK)
    return state


@pytest.mark.parametrize("name", ["course-4800-a-minute", "stop-0958", "all-updated"])
def test_checkpoint_of_another_scenario_is_refused(at_0931, name):
    with pytest.raises(CheckpointError) as caught:
        unpack(load_scenario(name), pack(at_0931))

    assert str(caught.value) == f"checkpoint of another scenario than {name}"


def test_checkpoint_of_another_engine_is_refused(scenario, at_0931, monkeypatch):
    stored = pack(at_0931)
    monkeypatch.setattr(checkpoint, "ENGINE_VERSION", "9.0.0")

    with pytest.raises(
        CheckpointError, match=r"^checkpoint of engine 1.1.0, not 9.0.0$"
    ):
        unpack(scenario, stored)


def test_state_of_another_scenario_goes_no_further(at_0931):
    other = load_scenario("stop-0958")
    schedule = make_schedule(other, [])

    for move in (run_minute, tape):
        with pytest.raises(ParamsError, match=r"^state: .* one of stop-0958, "):
            move(other, 29, schedule, at_0931, TICK // 60)


def test_state_goes_on_under_its_own_seed_only(scenario, at_0931):
    schedule = make_schedule(scenario, [])

    for state in (at_0931, unpack(scenario, pack(at_0931)), simulated(scenario)):
        for move in (run_minute, tape):
            with pytest.raises(ParamsError) as caught:
                move(scenario, 30, schedule, state, TICK // 60)
            found = caught.value.argument, caught.value.value, caught.value.allowed
            assert found == ("seed", 30, "29, as the state has it")


def simulated(scenario):
    return simulate(scenario, 29, until=TICK).state


def test_new_state_begins_under_any_seed_and_is_left_as_it_was(scenario):
    state, schedule = new_state(scenario), make_schedule(scenario, [])

    for seed in (1, 2**53 - 1):
        moved, _ = run_minute(scenario, seed, schedule, state, 0)
        assert moved.origin[0].seed == seed
    assert pack(state) == pack(new_state(scenario))


def test_hash_of_a_state_is_of_what_it_holds_and_not_of_its_origin(scenario):
    renamed = replace(scenario, data_hash="0" * 64)

    assert state_hash(new_state(renamed)) == state_hash(new_state(scenario))


def test_checkpoint_of_the_same_morning_with_other_texts_is_read(scenario, at_0931):
    reworded = replace(scenario, data_hash="0" * 64, earlier=(scenario.data_hash,))
    state = unpack(reworded, pack(at_0931))

    moved, _ = run_minute(reworded, 29, make_schedule(reworded, []), state, 91)
    again, _ = run_minute(scenario, 29, make_schedule(scenario, []), at_0931, 91)
    assert state_hash(moved) == state_hash(again)


def test_checkpoint_of_an_earlier_release_is_read(scenario, at_0931):
    state = unpack(scenario, STORED)

    assert state_hash(state) == state_hash(at_0931)
    moved, _ = run_minute(scenario, 29, make_schedule(scenario, []), state, 91)
    again, _ = run_minute(scenario, 29, make_schedule(scenario, []), at_0931, 91)
    assert pack(moved) == pack(again)


def test_earlier_release_reads_over_what_stands_behind_the_stream(at_0931):
    """It takes the header's bytes off, and decompresses all that follows."""
    size, stored = 12, pack(at_0931)

    assert stored.startswith(STORED)
    assert zlib.decompress(stored[size:]) == zlib.decompress(STORED[size:])


def test_checkpoint_without_the_end_of_its_origin_is_refused(scenario, at_0931):
    whole = pack(at_0931)

    for lost in (1, len(whole) - len(STORED) - 1):
        with pytest.raises(CheckpointError, match=r"^damaged checkpoint: "):
            unpack(scenario, whole[:-lost])


def test_origin_keeps_every_seed(scenario):
    schedule = make_schedule(scenario, [])
    for seed in (0, 7, 2**53 - 1):
        state, _ = run_minute(scenario, seed, schedule, new_state(scenario), 0)
        assert unpack(scenario, pack(state)).origin[0] == state.origin[0]
