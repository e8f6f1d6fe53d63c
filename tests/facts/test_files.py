"""Data files: what is refused, and words in other languages."""

import pytest
from django.conf import settings
from django.utils.translation import override

from knightreplay.facts import files
from knightreplay.facts.figures import Figure, figures
from knightreplay.facts.files import Worded, Wrong
from knightreplay.facts.glossary import terms
from knightreplay.facts.order import OrderPlace, places
from knightreplay.facts.record import gaps, record
from knightreplay.facts.sources import sources

OTHERS = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
FILES = (figures, gaps, places, record, sources, terms)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    files._read.cache_clear()
    yield tmp_path
    files._read.cache_clear()


def told(folder, text: str) -> str:
    """What is said of a data file with one row."""
    (folder / "order.toml").write_text(f'["¶1"]\n{text}', encoding="utf-8")
    with pytest.raises(Wrong) as refused:
        files.rows("order", OrderPlace)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "says: Field required"),
        ("says = 1", "says: Input should be a valid string"),
        ('says = "a"\nminute = 9', "minute: Extra inputs are not permitted"),
        (
            'says = "a"\nwords.zh-hans.quotes = "b"',
            "words: Value error, no words are said of quotes",
        ),
    ],
)
def test_row_of_another_shape_is_refused_with_its_place(folder, text, said):
    assert told(folder, text) == f"facts/data/order.toml: ¶1: {said}"


def test_row_changes_for_nobody():
    with pytest.raises(ValueError, match="frozen"):
        figures()["servers"].value = 9


@pytest.mark.parametrize("read", FILES, ids=lambda read: read.__name__)
def test_every_row_has_its_words_in_every_language(read):
    """A name that is said alike everywhere needs none."""
    missing = [
        (key, language, field)
        for key, row in read().items()
        for language in OTHERS
        for field in row.spoken
        if getattr(row, field) and field != "name"
        if field not in row.words.get(language, {})
    ]

    assert missing == []


def test_row_speaks_the_language_of_the_page():
    row: Worded = terms()["long"]

    with override("zh-hans"):
        assert row.said("term") == "多头"
    with override("en"):
        assert row.said("term") == "long"


def test_row_without_other_words_speaks_english():
    row = Figure(
        what="Servers", value=8, unit="servers", sources=("sec",), confidence="primary"
    )

    with override("zh-hans"):
        assert row.said("what") == "Servers"
