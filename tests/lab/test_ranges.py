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
def test_readings_say_which_counts_of_the_order_they_miss(reading):
    """The words are written; what they say is what the model has."""
    found = simulate(load_scenario(reading), 29).summary()

    words = wording.reading_words(reading)
    assert words
    assert words.misses == said_to_miss(found)


def said_to_miss(found):
    """By rule: hard counts exactly, sums that the order rounds to 5 %."""
    shares, billions = (
        found["shares"] / 1e6,
        (
            found["net_long_usd"] / 1e9,
            found["net_short_usd"] / 1e9,
        ),
    )
    names = found["net_long_names"], found["net_short_names"]
    moved = found["names_5pct_20vol"], found["names_10pct_50vol"]
    if shares > 397:
        assert (names, moved) == ((80, 74), (75, 37))
        return ""
    told = [
        f"{shares:.1f} million shares (more than 397)",
        f"{names[0]} stocks long and {names[1]} short (80 and 74)",
        f"{moved[1]} stocks moved over 10 % (37)"
        if moved[0] == 75
        else f"{moved[0]} stocks moved over 5 % and {moved[1]} over 10 % (75 and 37)",
        f"${billions[1]:.2f} billion short (approximately 3.15)"
        if abs(billions[0] / 3.5 - 1) < 0.05
        else f"${billions[0]:.2f} and ${billions[1]:.2f} billion long and short"
        " (approximately 3.5 and 3.15)",
    ]
    return f"It misses counts of the order: {', '.join(told)}."


def test_scenario_that_is_no_reading_says_nothing():
    assert wording.reading_words("essay") is None
