"""What a trial's figures mean for a class."""

import pytest

from knightreplay.preflight.measuring import Measured, p95
from knightreplay.preflight.verdict import judge

GOOD = Measured(60, 0.8, 40.0, 90.0, 30.0, 240, 240)


@pytest.mark.parametrize(
    ("measured", "level", "words"),
    [
        (GOOD, "green", "This machine holds 60 participants, p95 90 ms"),
        (
            GOOD._replace(pause=150.1),
            "amber",
            "This machine holds 60 participants, p95 150 ms",
        ),
        (
            GOOD._replace(question=501.0),
            "red",
            "60 participants are too many here, p95 501 ms",
        ),
        (GOOD._replace(counted=239), "red", "1 of 240 answers were not counted once"),
        (GOOD._replace(counted=241), "red", "1 of 240 answers were not counted once"),
    ],
)
def test_verdict_is_one_of_three(measured, level, words):
    verdict = judge(measured)

    assert (verdict.level, verdict.words) == (level, words)


def test_p95_is_the_least_value_that_95_of_100_do_not_pass():
    assert p95([n / 1000 for n in range(1, 101)]) == pytest.approx(95.0)
    assert p95([0.007]) == pytest.approx(7.0)
