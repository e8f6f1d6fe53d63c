"""Ranges and how they are told."""

import pytest
from django.utils.translation import override

from knightreplay.lab import mornings, wording
from knightreplay.lab.ranges import Range
from simulator import load_scenario, simulate

M = 100_000_000  # cents
READINGS = (348 * M, 460 * M, 205 * M, 199 * M)
SEEDS = tuple((440 + 2 * n) * M for n in range(20))


def test_difference_is_taken_reading_by_reading_and_seed_by_seed():
    one = Range((9, 7, 5, 3), tuple(range(20)))

    assert one.minus(Range((1, 2, 3, 4), (1,) * 20)) == Range(
        (8, 5, 2, -1), tuple(range(-1, 19))
    )
    assert one.minus(Range((1, 2, 3, 4))) == Range((8, 5, 2, -1))
    assert one.minus(Range()) == Range()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Range(), "range being computed"),
        (
            Range(READINGS),
            "$199 M to $460 M over three readings and the rival stop; "
            "over the seeds being computed",
        ),
        (
            Range(READINGS, SEEDS),
            "$199 M to $460 M over three readings and the rival stop; "
            "$459 M ± $12 M over 20 seeds",
        ),
        (
            Range((0,) * 4, (0,) * 20),
            "$0 in all three readings and with the rival stop; $0 ± $0 over 20 seeds",
        ),
        (
            Range((29_000_000, 144_000_000, -84_000_000, 0)),
            "−$0.8 M to $1.4 M over three readings and the rival stop; "
            "over the seeds being computed",
        ),
    ],
)
def test_line_says_what_is_known(found, said):
    assert wording.line(found) == said


def test_line_in_chinese_counts_as_chinese_does():
    with override("zh-hans"):
        said = wording.line(Range(READINGS, SEEDS))

    readings = "三种读法和另一停止时刻下为 1.99 亿美元至 4.60 亿美元"
    assert said == f"{readings}；4.59 亿美元 ± 0.12 亿美元（20 个种子）"


@pytest.mark.slow
@pytest.mark.parametrize("reading", mornings.READINGS)
def test_readings_say_whether_they_miss_counts_of_the_order(reading):
    found = simulate(load_scenario(reading), 29).summary()
    counts = ("net_long_names", "net_short_names", "names_5pct_20vol")
    meets = found["shares"] > 397e6 and [found[name] for name in counts] == [80, 74, 75]

    words = wording.reading_words(reading)

    assert words
    assert words.misses == ("" if meets else "It misses counts of the order.")


def test_scenario_that_is_no_reading_says_nothing():
    assert wording.reading_words("essay") is None
