"""The faults drill in its short form; `make drill` runs it in full."""

import random

import pytest

from tests.drill.faults import FAULTS, run

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("services")]

SHORT = 4  # of the faults, drawn by the seed


def test_viewers_end_with_the_bytes_of_the_database_whatever_was_killed():
    faults = random.Random(20120801).sample(FAULTS, SHORT)

    outcome = run(viewers=20, faults=faults, seed=29)

    assert [seen.fault for seen in outcome.seen] == [fault.name for fault in faults]
    assert len(outcome.acts) == 2 * SHORT
