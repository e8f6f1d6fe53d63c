from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.clock import CLOSE, tick_of
from simulator.engine import simulate
from simulator.ensemble import FIGURES, figures_of, run_ensemble
from simulator.interventions import parse_do
from simulator.params import ParamsError
from simulator.scenario import load_scenario
from tests.simulator.acts import mornings

STOP = tick_of("10:15")
SEEDS = (29, 1, 2**53 - 1)
VARIANTS = {
    "preset": [],
    "09:35": [parse_do("09:35 kill all", 8)],
    "09:35 and 8 back": [parse_do("09:35 kill all", 8), parse_do("09:36 restore 8", 8)],
    "guarded": [parse_do("09:30 arm gross-cap limit=2e6", 8)],
}


@pytest.mark.slow
def test_every_morning_is_that_of_a_run(scenario):
    ensemble = run_ensemble(scenario, SEEDS, VARIANTS, until=STOP)

    for row, acts in enumerate(VARIANTS.values()):
        for column, seed in enumerate(SEEDS):
            summary = simulate(scenario, seed, acts, until=STOP).summary()
            found = {
                name: round(ensemble.figures[name][row, column], 2) for name in FIGURES
            }
            assert found == {name: summary[name] for name in FIGURES}


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(
    orders=st.lists(mornings(3), min_size=2, max_size=5),
    seed=st.integers(0, 2**53 - 1),
    until=st.sampled_from([STOP, CLOSE]),
    with_preset=st.booleans(),
)
def test_any_variants_are_to_the_bit_their_runs(orders, seed, until, with_preset):
    scenario = load_scenario("sec-2013")
    variants = {str(number): acts for number, acts in enumerate(orders)}

    ensemble = run_ensemble(
        scenario, [seed], variants, until=until, with_preset=with_preset
    )

    table = np.array([ensemble.figures[name] for name in FIGURES])[:, :, 0]
    for row, acts in zip(table.T, orders, strict=True):
        run = simulate(scenario, seed, acts, until=until, with_preset=with_preset)
        assert row.tobytes() == figures_of(run.state).tobytes()


@pytest.mark.slow
def test_every_kill_minute_is_to_the_bit_its_run(scenario):
    minutes = {str(m): [parse_do(f"09:{m} kill all", 8)] for m in range(31, 60, 4)}

    ensemble = run_ensemble(scenario, [5], minutes)

    for row, acts in enumerate(minutes.values()):
        figures = figures_of(simulate(scenario, 5, acts).state)
        found = [ensemble.figures[name][row, 0] for name in FIGURES]
        assert found == figures.tolist()


def test_day_is_that_of_a_run(scenario, history):
    ensemble = run_ensemble(scenario, [29])

    assert ensemble.variants == ("preset",)
    assert ensemble.figures["loss_usd"][0, 0] == history.summary()["loss_usd"]


@pytest.mark.slow
def test_threads_and_order_do_not_matter(scenario):
    one = run_ensemble(scenario, SEEDS, VARIANTS, until=STOP, threads=1)
    seeds = SEEDS[::-1]
    more = run_ensemble(scenario, seeds, VARIANTS, until=STOP, threads=3)

    for name in FIGURES:
        assert np.array_equal(one.figures[name], more.figures[name][:, ::-1])


def test_statistics(scenario):
    done: list[int] = []

    ensemble = run_ensemble(
        scenario, range(8), {"a": [], "b": []}, until=STOP, on_seed=done.append
    )

    shares = ensemble.figures["shares"]
    assert done == list(range(8))
    assert ensemble.mean("shares") == pytest.approx(shares.mean(axis=1))
    assert ensemble.sd("shares") == pytest.approx(shares.std(axis=1, ddof=1))
    assert ensemble.quantiles("shares").shape == (2, 3)
    assert ensemble.quantiles("shares")[0, 1] == np.median(shares[0])
    assert np.all(ensemble.saved("shares") == 0)


def test_one_seed_has_no_spread(scenario):
    assert run_ensemble(scenario, [1], until=STOP).sd("shares").tolist() == [0.0]


@pytest.mark.slow
def test_calibration_holds_over_seeds(scenario):
    """Means of spec.md §9, within three of its standard deviations of a mean."""
    ensemble = run_ensemble(scenario, range(30), until=STOP)

    assert abs(ensemble.mean("executions")[0] - 4.074e6) < 3 * 3.8e3
    assert abs(ensemble.mean("shares")[0] - 397.81e6) < 3 * 0.38e6
    assert np.all(ensemble.figures["parents"] == 212)


@pytest.mark.parametrize(
    ("seeds", "variants", "argument"),
    [
        ([], None, "seeds"),
        ([-1], None, "seed"),
        (range(10**9), None, "seeds"),
        ([1], {}, "variants"),
        ([1], {"x": [parse_do("09:35 kill 9", 9)]}, "servers"),
        (5, None, "seeds"),
        ("29", None, "seeds"),
        ([1], [parse_do("09:35 kill 8", 8)], "variants"),
        ([1], {"x": ["09:35 kill 8"]}, "interventions"),
        ([1], {"x": [parse_do("09:35 disarm pnl", 8)] * 2}, "guardrail"),
    ],
)
def test_bad_value_is_refused(scenario, seeds, variants, argument):
    with pytest.raises(ParamsError, match=f"^{argument}: value "):
        run_ensemble(scenario, seeds, variants)


@pytest.mark.parametrize("threads", [0, -1, 2.0, True, "2"])
def test_number_of_threads_is_checked(scenario, threads):
    with pytest.raises(ParamsError) as caught:
        run_ensemble(scenario, [1], until=60, threads=threads)

    found = caught.value.argument, caught.value.value, caught.value.allowed
    assert found == ("threads", threads, "a whole number from 1 to 1024")


@pytest.mark.parametrize("until", [28801, -1, "10:15", True])
def test_end_of_the_mornings_is_checked(scenario, until):
    with pytest.raises(ParamsError) as caught:
        run_ensemble(scenario, [1], until=until)

    found = caught.value.argument, caught.value.value, caught.value.allowed
    assert found == ("until", until, "a whole number from 0 to 28800")


def test_seeds_of_numpy_are_pythons_own(scenario):
    seeds: Any = np.arange(3)

    ensemble = run_ensemble(scenario, seeds, until=60)

    assert ensemble.seeds == (0, 1, 2)
    assert {type(seed) for seed in ensemble.seeds} == {int}


@pytest.mark.parametrize("statistic", ["mean", "sd", "quantiles", "saved"])
def test_figure_that_there_is_not_is_refused(scenario, statistic):
    ensemble = run_ensemble(scenario, [1], until=60)

    with pytest.raises(ParamsError) as caught:
        getattr(ensemble, statistic)("nope")

    found = caught.value.argument, caught.value.value, caught.value.allowed
    assert found == ("figure", "nope", ", ".join(FIGURES))


def test_part_and_variant_that_there_are_not_are_refused(scenario):
    ensemble = run_ensemble(scenario, [1], until=60)

    with pytest.raises(ParamsError, match=r"^at: .*numbers from 0 to 1$"):
        ensemble.quantiles("shares", [0.5, 1.1])
    with pytest.raises(ParamsError, match=r"^against: value 1 .* from -1 to 0$"):
        ensemble.saved("shares", against=1)
