"""What a morning costs in a reading, and the digest that it is stored by."""

import pytest

from knightreplay.lab.mornings import (
    READINGS,
    SERVERS,
    Morning,
    from_stored,
    outcome_of,
)
from simulator.engine import simulate
from simulator.interventions import parse_do
from simulator.scenario import load_scenario

KILL = parse_do("09:35 kill all", SERVERS)
FLAG = parse_do("09:37 flag off 8", SERVERS)
ARM = parse_do("09:31 arm gross-cap limit=3e6 latency=20", SERVERS)


def simulated(reading, seed, acts, *, with_preset=True):
    summary = simulate(
        load_scenario(reading), seed, acts, with_preset=with_preset
    ).summary()
    return round(summary["loss_usd"] * 100), summary["executions"]


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize(
    "acts", [(), (KILL,), (ARM, FLAG)], ids=["alone", "kill", "arm"]
)
def test_outcome_is_that_of_the_simulator(reading, acts):
    assert outcome_of(Morning(acts), reading, 7) == simulated(reading, 7, acts)


@pytest.mark.parametrize("reading", READINGS)
def test_morning_without_the_rollback_keeps_the_rest_of_the_preset(reading):
    preset = load_scenario(reading).preset
    kept = [act for act in preset if act.op != "rollback"]

    found = outcome_of(Morning(without_rollback=True), reading, 29)

    assert found == simulated(reading, 29, kept, with_preset=False)


def test_rollback_costs_what_the_table_of_the_model_says():
    whole, without = Morning(), Morning(without_rollback=True)

    costs = [
        outcome_of(whole, reading, 29).loss - outcome_of(without, reading, 29).loss
        for reading in READINGS
    ]

    assert [round(cost / 1e8) for cost in costs] == [113, 0, 255, 261]


def test_digest_is_the_same_for_acts_given_in_another_order():
    assert Morning((KILL, FLAG)).digest == Morning((FLAG, KILL)).digest
    assert Morning((KILL,)).digest != Morning((FLAG,)).digest
    assert Morning().digest != Morning(without_rollback=True).digest


def test_order_within_a_tick_is_kept():
    arm, disarm = (
        parse_do(f"09:31 {op} gross-cap", SERVERS) for op in ("arm", "disarm")
    )

    assert Morning((arm, disarm)).digest != Morning((disarm, arm)).digest


def test_stored_morning_is_read_back():
    morning = Morning((ARM, KILL, FLAG))

    assert from_stored(morning.to_wire()).digest == morning.digest
    assert set(from_stored(morning.to_wire()).acts) == set(morning.acts)
