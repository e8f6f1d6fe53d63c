"""Moments of data files: where they end, and how they are said."""

import pytest
from django.utils.translation import override

from knightreplay.facts.moments import end_of, in_words, read


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2003", "2004"),
        ("2011-12", "2012-01"),
        ("2010-11", "2010-12"),
        ("2012-07-31", "2012-08-01"),
        ("2012-08-01 09:30", "2012-08-01 09:30"),
    ],
)
def test_moment_is_as_long_as_it_is_inexact(moment, end):
    assert end_of(moment) == read(end)


@pytest.mark.parametrize("moment", ["", "12", "2012-13", "1 August 2012"])
def test_what_is_no_moment_is_refused(moment):
    with pytest.raises(ValueError, match="does not match format"):
        read(moment)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "2 August 2012"), ("zh-hans", "2012年8月2日")]
)
def test_day_is_said_in_the_language_of_the_page(language, said):
    with override(language):
        assert in_words("2012-08-02") == said
