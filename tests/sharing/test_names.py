"""Names that strangers choose."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knightreplay.runs.errors import Invalid
from knightreplay.sharing.names import clean_name, cleaned


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("  Ann\t Lee\n", "Ann Lee"),
        ("Ann\u202eeel", "Anneel"),
        ("A\u200bn\ufeffn\x00", "Ann"),
        ("\u2067Ann\u2069", "Ann"),
        ("Zoe\u0301", "Zo\u00e9"),
        ("😀 李四", "😀 李四"),
        ("👩\u200d🏫", "👩\u200d🏫"),
        ("מרים", "מרים"),
        ("Ann\ud800", "Ann"),
    ],
)
def test_clean_name_takes_out_what_hides_or_turns(given_name, shown):
    assert clean_name(given_name, 40) == shown


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200d", "\u202e", "x" * 41])
def test_clean_name_refuses_what_cannot_be_shown(name):
    with pytest.raises(Invalid, match=r"^author: .*allowed: 1 to 40$"):
        clean_name(name, 40, "author")


@given(st.text())
def test_cleaned_is_one_line_and_clean(text):
    once = cleaned(text)

    assert cleaned(once) == once
    assert not {unicodedata.category(char) for char in once} & {"Cc", "Cs", "Zl", "Zp"}
    assert once == once.strip()
