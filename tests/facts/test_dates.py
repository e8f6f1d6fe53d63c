"""Dates of data files: where they end, and how they are said."""

import pytest
from django.utils.translation import override

from knightreplay.facts.dates import end_of, in_words, read


@pytest.mark.parametrize(
    ("date", "end"),
    [
        ("2003", "2004"),
        ("2011-12", "2012-01"),
        ("2010-11", "2010-12"),
        ("2012-07-31", "2012-08-01"),
        ("2012-08-01 09:30", "2012-08-01 09:30"),
    ],
)
def test_date_is_as_long_as_it_is_inexact(date, end):
    assert end_of(date) == read(end)


@pytest.mark.parametrize("date", ["", "12", "2012-1", "1 August 2012"])
def test_what_is_no_date_is_refused(date):
    with pytest.raises(ValueError, match="does not match format"):
        read(date)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "2 August 2012"), ("zh-hans", "2012年8月2日")]
)
def test_day_is_said_in_the_language_of_the_page(language, said):
    with override(language):
        assert in_words("2012-08-02") == said
