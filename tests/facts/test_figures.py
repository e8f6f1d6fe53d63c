"""Figures of 2012: as their source has them, and the arithmetic on them."""

import pytest
from django.utils.translation import override

from knightreplay.facts.figures import figure, figures


def value(key: str) -> float:
    return figure(key).value


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("shares", "more than 397 million shares", "超过3.97亿股"),
        ("executions", "over 4 million executions", "超过400万笔成交"),
        ("loss-sec", "over $460 million", "超过4.6亿美元"),
        ("loss-booked", "$457.6 million", "4.576亿美元"),
        ("net-short", "approximately $3.15 billion", "约31.5亿美元"),
        ("loss-2011", "nearly $7.5 million", "将近750万美元"),
        ("penalty", "$12 million", "1200万美元"),
        ("share-day", "$6.94", "6.94美元"),
        ("executions-per-minute", "88,889 executions", "88,889笔成交"),
        ("collar", "9.5 %", "9.5 %"),
        ("servers-missed", "1 server", "1台服务器"),
    ],
)
def test_figure_is_said_with_its_qualifier(key, english, chinese):
    with override("en"):
        assert str(figure(key)) == english
    with override("zh-hans"):
        assert str(figure(key)) == chinese


def test_every_figure_has_a_source():
    assert [key for key, own in figures().items() if not own.citations] == []


def test_figure_that_nobody_entered_is_unknown():
    with pytest.raises(KeyError):
        figure("child-orders")  # the order gives no number


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("servers-updated", value("servers") - value("servers-missed")),
        ("stocks", value("stocks-long") + value("stocks-short")),
        ("gross", value("net-long") + value("net-short")),
        ("net", value("net-long") - value("net-short")),
        ("loss-with-fees-q3", value("loss-booked") + value("fees-q3")),
        ("loss-with-fees-year", value("loss-booked") + value("fees-year")),
        ("executions-per-minute", value("executions") / 45),
        ("executions-per-second", value("executions") / 2700),
        ("executions-per-minute-short", value("executions") / 28),
        ("executions-per-parent", value("executions") / value("parents")),
        ("shares-per-execution", value("shares") / value("executions")),
        ("shares-per-parent", value("shares") / value("parents")),
        ("shares-per-stock", value("shares") / value("stocks")),
        ("parents-per-stock", value("parents") / value("stocks")),
        ("gross-per-long", value("net-long") / value("stocks-long")),
        ("gross-per-short", value("net-short") / value("stocks-short")),
        ("gross-per-share", value("gross") / value("shares")),
        ("gross-per-minute", value("gross") / 45),
        ("gross-per-second", value("gross") / 2700),
        ("account-multiple", value("gross") / value("account-limit")),
        ("account-crossed", value("account-limit") / value("gross-per-second")),
        ("loss-per-share-first", value("loss-first") / value("shares")),
        ("loss-per-share-sec", value("loss-sec") / value("shares")),
        ("loss-to-gross-first", 100 * value("loss-first") / value("gross")),
        ("loss-to-gross-sec", 100 * value("loss-sec") / value("gross")),
        ("loss-per-minute-first", value("loss-first") / 45),
        ("loss-per-minute-sec", value("loss-sec") / 45),
        ("fall-day", 100 * (1 - value("share-day") / value("share-before"))),
        ("fall-after", 100 * (1 - value("share-after") / value("share-day"))),
        ("fall-both", 100 * (1 - value("share-after") / value("share-before"))),
        ("emails-per-minute", value("emails") / 89),
    ],
)
def test_what_is_computed_comes_of_its_parts(key, found):
    assert value(key) == pytest.approx(found, rel=0.025)


def test_averages_are_marked_as_inferred():
    averages = [own for key, own in figures().items() if "-per-" in key]

    assert len(averages) > 15
    assert {own.confidence for own in averages} == {"inferred"}
