"""Models without impact, noise or orders give what is left of the model."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.clock import CLOSE, MINUTE, OPEN
from simulator.closing import CAUSES
from simulator.engine import simulate
from simulator.ensemble import run_ensemble
from simulator.interventions import parse_do
from simulator.params import MAY_BE_ZERO
from simulator.scenario import Parents, read_scenario
from simulator.state import pack, state_hash, unpack
from simulator.tape import tapes_of
from tests.simulator.test_files import PACKAGE, SEC, data, write  # noqa: F401 -- fixture

IMPACTS = ("transient_impact", "permanent_impact", "temporary_impact")


def without(scenario, *names):
    return replace(scenario, params=replace(scenario.params, **dict.fromkeys(names, 0)))


def is_finite(run):
    numbers = [array for array in run.state.market if array.dtype.kind == "f"]
    costs = run.state.costs.view(np.float64)
    return all(np.isfinite(array).all() for array in (*numbers, costs))


def causes_of(run):
    """$ of the loss that are not zero, by cause."""
    split = run.summary()["loss_split"]
    sums = {
        cause: sum(phase.get(cause, 0) for phase in split.values()) for cause in CAUSES
    }
    return {cause: dollars for cause, dollars in sums.items() if dollars}


def test_without_impact_the_loss_is_spread_and_drift(scenario):
    run = simulate(without(scenario, *IMPACTS, "block_discount"), 29)

    causes = causes_of(run)
    assert set(causes) == {"spread", "drift", "rounding"}
    assert round(sum(causes.values()), 2) == run.summary()["loss_usd"]
    assert abs(causes["rounding"]) < 10_000
    assert causes["spread"] > 1e6


def test_impact_of_no_stock_is_no_impact_of_the_model(scenario):
    flat = np.zeros_like(scenario.symbols.impact)
    by_stock = replace(scenario, symbols=scenario.symbols._replace(impact=flat))
    by_model = without(scenario, *IMPACTS, "block_discount")

    assert simulate(by_stock, 29).state.costs.tobytes() == (
        simulate(by_model, 29).state.costs.tobytes()
    )


def test_without_impact_prices_are_those_of_a_morning_without_knight(scenario):
    flat = without(scenario, *IMPACTS)
    traded, idle = (
        simulate(flat, 29),
        simulate(flat, 29, [parse_do("09:30 kill all", 8)]),
    )

    for minute, other in zip(traded.frames, idle.frames, strict=True):
        assert np.array_equal(minute.stocks.move, other.stocks.move)


def test_without_price_noise_and_impact_nothing_drifts(scenario):
    still = without(scenario, *IMPACTS, "market_volatility", "block_discount")
    calm = np.zeros_like(scenario.symbols.volatility)
    still = replace(still, symbols=still.symbols._replace(volatility=calm))

    run = simulate(still, 29)

    assert set(causes_of(run)) == {"spread", "rounding"}
    assert not run.state.market.peak_move.any()


def test_without_volume_noise_the_background_is_the_usual_volume(scenario):
    run = simulate(without(scenario, "volume_noise"), 29, until=OPEN + MINUTE)

    usual = scenario.symbols.volume * scenario.volume[0] / (CLOSE - OPEN)
    assert run.state.market.background == pytest.approx(60 * usual, rel=1e-12)


def test_without_a_rate_loops_live_and_send_nothing(scenario):
    summary = simulate(without(scenario, "loop_rate"), 29).summary()

    assert (summary["executions"], summary["child_orders"]) == (0, 0)
    assert summary["loss_usd"] == 0.0


@pytest.mark.parametrize("name", sorted(MAY_BE_ZERO))
def test_each_zero_that_is_allowed_gives_finite_figures(scenario, name):
    run = simulate(without(scenario, name), 29)

    assert is_finite(run)
    assert run.summary()["flat"]


def no_orders(scenario):
    nothing = Parents._make(array[:0] for array in scenario.parents)
    return replace(scenario, parents=nothing)


def test_without_orders_nothing_happens(scenario):
    shadows = [
        parse_do(f"09:30 arm {name} action=shadow", 8)
        for name in ("order-rate", "pnl", "gross-cap", "child-cap")
    ]

    run = simulate(no_orders(scenario), 29, shadows)

    summary = run.summary()
    assert (summary["parents"], summary["emails"], summary["executions"]) == (0, 0, 0)
    assert (summary["loss_usd"], summary["trips"]) == (0.0, [])
    assert sum(tape.time.size for tape in tapes_of(run)) == 0


def test_without_orders_checkpoints_and_ensembles_hold(scenario):
    empty = no_orders(scenario)
    run = simulate(empty, 29)

    assert state_hash(unpack(empty, pack(run.state))) == state_hash(run.state)
    assert run_ensemble(empty, [29, 30]).mean("loss_usd").tolist() == [0.0]


def test_file_of_no_orders_is_read(write):  # noqa: F811
    path = data(write, "parents.csv", lambda text: text.splitlines()[0] + "\n")

    assert read_scenario(path).parents.tick.size == 0
