"""The record: when things happened, how exactly that is known, and what is unknown."""

import pytest
from django.utils.translation import override

from knightreplay.facts.record import Bar, RecordEntry, gaps, record


def entry(**told) -> RecordEntry:
    row = {"what": "It began.", "sources": ("sec",), "confidence": "primary"}
    return RecordEntry.model_validate({**row, **told})


@pytest.mark.parametrize(
    ("told", "english", "chinese"),
    [
        ({"start": "2003"}, "2003", "2003"),
        ({"start": "2010-11"}, "November 2010", "2010年11月"),
        ({"start": "2012-07-03"}, "3 July 2012", "2012年7月3日"),
        ({"start": "2012-08-01 09:34", "about": True}, "≈ 9:34", "≈ 9:34"),
        (
            {"start": "2012-08-01 09:45", "end": "2012-08-01 15:35"},
            "9:45 \N{EN DASH} 15:35",
            "9:45 \N{EN DASH} 15:35",
        ),
        ({"end": "2012-08-01 09:30"}, "before 9:30", "9:30 之前"),
    ],
)
def test_moment_is_said_as_exactly_as_it_is_known(told, english, chinese):
    with override("en"):
        assert entry(**told).when == english
    with override("zh-hans"):
        assert entry(**told).when == chinese


@pytest.mark.parametrize(
    ("told", "bar"),
    [
        ({"start": "2012-08-01 13:30"}, Bar(50, 0)),
        ({"start": "2012-08-01 08:00", "end": "2012-08-01 13:30"}, Bar(0, 50)),
        ({"end": "2012-08-01 13:30"}, Bar(0, 50)),
        ({"start": "2012-08-01"}, Bar(0, 100)),
        ({"start": "2003"}, Bar(0, 10.43)),
    ],
)
def test_range_is_drawn_as_long_as_it_is(told, bar):
    assert entry(**told).bar == bar


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "says neither when it began nor when it ended"),
        ({"start": "2012-08-02", "end": "2012-08-01"}, "ends before it begins"),
        ({"start": "1 August"}, "does not match format"),
    ],
)
def test_entry_without_a_time_is_refused(told, said):
    with pytest.raises(ValueError, match=said):
        entry(**told)


def test_record_goes_from_before_through_the_day_to_after():
    parts = [own.part for own in record().values()]

    assert parts == sorted(parts, key=["before", "day", "after"].index)
    assert {part: parts.count(part) for part in parts} == {
        "before": 12,
        "day": 21,
        "after": 10,
    }


def test_every_bar_lies_within_its_part():
    bars = [own.bar for own in record().values()]

    assert [bar for bar in bars if bar.x < 0 or bar.x + bar.width > 100.01] == []


def test_inferred_and_contested_times_are_marked():
    sure = {key: own.confidence for key, own in record().items()}

    assert (sure["orders"], sure["last-halt"]) == ("inferred", "contested")


def test_what_no_source_gives_is_listed():
    assert [*gaps()] == [
        *("rollback", "stop", "curve", "first-order", "parents", "emails", "halts")
    ]
