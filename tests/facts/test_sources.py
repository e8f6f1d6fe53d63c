"""Citations: what may be cited, how it reads, and where it leads."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from knightreplay.facts.figures import figures
from knightreplay.facts.files import Wrong
from knightreplay.facts.glossary import terms
from knightreplay.facts.linking import MARK
from knightreplay.facts.order import places
from knightreplay.facts.record import record
from knightreplay.facts.sources import Citation, cite, sources

ROOT = Path(__file__).resolve().parents[2]
CITING = (figures, record, terms)
SAYING = (
    *("templates/**/*.html", "static/js/**/*.js", "knightreplay/**/*.py"),
    *("knightreplay/**/*.toml", "simulator/**/*.toml", "locale/**/*.po"),
)


@pytest.mark.parametrize(
    ("text", "said", "anchor"),
    [
        ("sec", "SEC", "sec"),
        ("sec ¶19", "SEC ¶19", "sec-19"),
        ("sec fn 7", "SEC fn 7", "sec-fn-7"),
        ("sec IV.C", "SEC IV.C", "sec-iv-c"),
        ("dolfing-2019", "Dolfing, 2019", "dolfing-2019"),
    ],
)
def test_citation_reads_as_people_cite_and_has_an_anchor(text, said, anchor):
    citation = cite(text)

    with override("en"):
        assert (str(citation), citation.anchor) == (said, anchor)


@pytest.mark.parametrize(
    "text",
    ["", "nobody", "sec ¶52", "sec ¶2", "sec fn 1", "sec 19", "nanex ¶1", "SEC ¶1"],
)
def test_what_has_no_entry_cannot_be_cited(text):
    with pytest.raises(Wrong, match=r"no (source|place of a source): "):
        cite(text)


@pytest.mark.parametrize("read", CITING, ids=lambda read: read.__name__)
def test_every_citation_of_the_data_has_its_entry(read):
    cited = [cite(text) for row in read().values() for text in row.sources]

    assert cited == [one for row in read().values() for one in row.citations]
    assert len(cited) > 10


def test_every_place_of_the_order_can_be_cited():
    assert [cite(f"sec {place}") for place in places()] == [
        Citation("sec", place) for place in places()
    ]


def test_every_mark_in_the_product_is_of_a_place_with_an_entry():
    """Also those that only a script shows, and those in other languages."""
    marked = {
        mark["place"]
        for pattern in SAYING
        for file in ROOT.glob(pattern)
        for mark in MARK.finditer(file.read_text(encoding="utf-8"))
    }

    assert len(marked) > 15
    assert marked - places().keys() == set()


def test_original_is_the_address_of_the_document():
    assert cite("sec ¶19").original == sources()["sec"].url
    assert re.fullmatch(r"https://www\.sec\.gov/\S+\.pdf", cite("sec").original)
