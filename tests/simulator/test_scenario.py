import numpy as np
import pytest

from simulator.kernel_cache import PACKAGE
from simulator.params import ParamsError
from simulator.scenario import LARGEST_SEED, check_seed, load_scenario, scenario_names

SHIPPED = """
all-at-the-open all-updated course-4800-a-minute essay newsletter-10m-a-minute sec-2013
stop-0958 tenfold-loss woken-by-the-rollback wrong-server-rollback
"""


def test_names_are_those_of_the_files_the_default_first():
    names = scenario_names()
    files = [path.stem for path in (PACKAGE / "scenarios").glob("*.toml")]

    assert sorted(names) == sorted(files)
    assert names == ("sec-2013", *sorted(names[1:]))
    assert set(SHIPPED.split()) <= set(names)  # stored runs name them


@pytest.mark.parametrize("name", ["", "nanex", "../sec-2013", "sec-2013\n"])
def test_unknown_scenario_is_refused(name):
    with pytest.raises(
        ParamsError, match=r"^scenario: .*; allowed: sec-2013, all-at-the-open, .*$"
    ):
        load_scenario(name)


def test_shapes_come_from_the_data(scenario):
    assert scenario.symbol_count == 154
    assert scenario.server_count == 8
    assert {array.shape for array in scenario.symbols} == {(154,)}
    assert {array.shape for array in scenario.parents} == {(4333,)}
    assert scenario.volume.shape == (390,)
    assert len(scenario.data_hash) == 64


def test_parents_fit_the_market(scenario):
    parents = scenario.parents

    assert np.all(np.diff(parents.tick) >= 0)
    assert np.count_nonzero(parents.tick < 5400) == 776
    assert parents.symbol.min() == 0
    assert parents.symbol.max() == scenario.symbol_count - 1
    assert set(parents.side.tolist()) == {-1, 1}
    assert np.array_equal(parents.route, (np.arange(4333) + 7) % 8)


def test_shared_arrays_cannot_be_written(scenario):
    with pytest.raises(ValueError, match="read-only"):
        scenario.symbols.price[0] = 1.0


@pytest.mark.parametrize("seed", [0, 29, LARGEST_SEED, np.int64(29), np.uint8(29)])
def test_seed_is_accepted(seed):
    assert check_seed(seed) == seed
    assert type(check_seed(seed)) is int


@pytest.mark.parametrize(
    "seed",
    [
        -1,
        LARGEST_SEED + 1,
        True,
        np.True_,
        29.0,
        np.float64(29),
        "29",
        None,
        float("nan"),
        pytest.param(10**5000, id="huge"),
    ],
)
def test_seed_is_refused(seed):
    with pytest.raises(ParamsError, match=r"^seed: value "):
        check_seed(seed)
