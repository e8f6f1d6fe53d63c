"""What a numeral in a text is, and what it is worth."""

import pytest

from knightreplay.facts.verifying.numerals import numerals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("more than 397 million shares", [("number", 397e6)]),
        ("over $460 million", [("money", 460e6)]),
        (
            "$3.15 bn, $440M and $2 M",
            [("money", 3.15e9), ("money", 440e6), ("money", 2e6)],
        ),
        ("4.6 亿美元，400 万笔", [("money", 460e6), ("number", 4e6)]),
        ("31.5 亿美元", [("money", 3.15e9)]),
        ("at 9:30, and 10:15:00", [("time", 570), ("time", 615)]),
        ("5 % in 75 stocks", [("percent", 5), ("number", 75)]),
        ("SEC ¶19, fn 6", [("paragraph", 19), ("footnote", 6)]),
        ("on 2 August 2012, in Aug 2012, 2013", [("date", 0)] * 3),
        ("{count} of %(total)s at {time}", []),
        ("`K001` at sec-2013 and https://a.example/404", []),
    ],
)
def test_numeral_has_a_kind_and_a_value(text, found):
    assert [(own.kind, own.value) for own in numerals(text)] == found
