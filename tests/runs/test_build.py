"""Which stored runs a build goes on with."""

import pytest

from knightreplay.runs.build import this_build
from simulator import ENGINE_VERSION
from simulator.scenario import load_scenario

(BEFORE,) = load_scenario("essay").earlier


@pytest.mark.parametrize(
    ("scenario", "data_hash", "same"),
    [
        ("essay", load_scenario("essay").data_hash, True),
        ("essay", BEFORE, True),
        ("sec-2013", BEFORE, False),
        ("essay", "0" * 64, False),
        ("none", BEFORE, False),
    ],
)
def test_run_of_the_same_morning_in_other_words_goes_on(scenario, data_hash, same):
    made_with = {"scenario": scenario, "data_hash": data_hash}

    assert this_build().computes(engine_version=ENGINE_VERSION, **made_with) is same
    assert not this_build().computes(engine_version="0.9.0", **made_with)
