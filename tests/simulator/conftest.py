"""One historical morning for all tests that only look at it."""

import pytest

from simulator.engine import Run, simulate
from simulator.scenario import Scenario, load_scenario


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return load_scenario("sec-2013")


@pytest.fixture(scope="session")
def history(scenario: Scenario) -> Run:
    """The preset with seed 29, to 16:00."""
    return simulate(scenario, 29)
