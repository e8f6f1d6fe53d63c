"""Names that people choose."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knightreplay.runs.errors import Invalid
from knightreplay.runs.names import clean_line, clean_name, clean_tags


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  Ann\t Lee\n", "Ann Lee"),
        ("Ann\u202eeel", "Anneel"),
        ("A\u200bn\ufeffn\x00", "Ann"),
        ("\u2067Ann\u2069", "Ann"),
        ("Zoe\u0301", "Zo\u00e9"),
        ("😀 李四", "😀 李四"),
        ("👩\u200d🏫", "👩\u200d🏫"),
        ("\u200dAnn\u200c", "Ann"),
        ("מרים", "מרים"),
        ("Ann\ud800", "Ann"),
        ("\u200b\u202e", ""),
        ("Kim\ufff0", "Kim"),
        ("Kim\U000e0100", "Kim"),
        ("Kim\ufe0f", "Kim"),
        ("Kim\U000e0080", "Kim"),
        ("\ufe0f", ""),
        ("\ufff0", ""),
        ("\U000e01f0", ""),
        ("\u3164\u2800\U0001d159", ""),
        ("a\u200c\u200d", "a"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("Z" + "\u0301" * 19, "\u0179" + "\u0301" * 4),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
    ],
)
def test_name_loses_what_hides_or_turns(text, shown):
    assert clean_name(text) == shown


def test_name_has_a_length():
    assert clean_name("x" * 80) == "x" * 80
    with pytest.raises(Invalid, match=r"^name: 81 characters; allowed: up to 80$"):
        clean_name("x" * 81)


@given(st.text())
def test_line_is_one_line_and_clean(text):
    once = clean_line(text)

    assert clean_line(once) == once
    assert not {unicodedata.category(char) for char in once} & {"Cc", "Cs", "Zl", "Zp"}
    assert once == once.strip()


def test_tags_are_each_there_once_and_in_order():
    assert clean_tags([" Drill ", "monday", "DRILL", "", "a,b"]) == [
        "Drill",
        "monday",
        "a b",
    ]


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        (["x" * 25], "^tags: 25 characters; allowed: up to 24$"),
        ([str(n) for n in range(11)], "^tags: 11 are given; allowed: up to 10$"),
    ],
)
def test_tags_have_bounds(tags, sentence):
    with pytest.raises(Invalid, match=sentence):
        clean_tags(tags)
