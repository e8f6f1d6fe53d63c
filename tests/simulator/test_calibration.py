"""Thirty mornings against the means and deviations of the prototype's 149."""

import pytest

from simulator.engine import simulate

SEEDS = range(1, 31)
STOP = 8100

# Mean and standard deviation over 149 noise seeds, the order list fixed.
SPREAD = {
    "executions": (4.074e6, 3.8e3),
    "shares": (397.81e6, 0.38e6),
    "net_long_usd": (3.489e9, 0.020e9),
    "net_short_usd": (3.143e9, 0.017e9),
    "names_5pct_20vol": (74.7, 2.7),
    "names_10pct_50vol": (36.0, 2.1),
    "pnl_own_usd": (33e6, 5e6),
}


@pytest.fixture(scope="module")
def mornings(scenario):
    return [simulate(scenario, seed, until=STOP).summary() for seed in SEEDS]


@pytest.mark.slow
@pytest.mark.parametrize("figure", SPREAD)
def test_every_seed_is_within_three_deviations(mornings, figure):
    mean, deviation = SPREAD[figure]

    for morning in mornings:
        assert abs(morning[figure] - mean) <= 3 * deviation, morning["seed"]


def test_counts_of_orders_do_not_depend_on_the_seed(mornings):
    counts = {(m["parents"], m["symbols"], m["emails"]) for m in mornings}

    assert counts == {(212, 154, 97)}
