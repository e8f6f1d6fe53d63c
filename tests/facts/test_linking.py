"""Marks of the order in a text become links, and nothing else does."""

import pytest

from knightreplay.facts.linking import (
    LinkStyle,
    anchor_in,
    cited_in,
    link,
    linked,
    original,
)
from knightreplay.facts.sources import cite, sources

STYLE = LinkStyle(anchor_in("/facts/"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SEC ¶1, ¶16", ["SEC ¶1", "¶16"]),
        ("its limit (SEC&nbsp;¶23)", ["SEC&nbsp;¶23"]),
        ("others (fn 6), IV.C", ["fn 6", "IV.C"]),
        ("SEC 裁决 ¶27、¶17：约", ["¶27", "¶17"]),
        ("¶1–17", ["¶1"]),
        ("¶2 and ¶99 have no entry", []),
        ('<p title="SEC ¶19">Words</p>', []),
        ('<a href="/">SEC ¶19</a>', []),
    ],
)
def test_marks_become_links(text, words):
    html = linked(text, STYLE)

    found = html.split('<a class="cited"')[1:]
    assert [part.split(">")[1].removesuffix("</a") for part in found] == words


def test_link_says_where_it_leads():
    html = linked("SEC ¶19", STYLE)

    title = sources()["sec"].title
    assert html == f'<a class="cited" href="/facts/#sec-19" title="{title}">SEC ¶19</a>'


def test_link_opens_apart_where_something_plays():
    html = link(cite("sec ¶19"), "here", LinkStyle(original, apart=True))

    assert f'href="{sources()["sec"].url}"' in html
    assert html.endswith(' target="_blank" rel="noopener">here</a>')


def test_source_without_an_address_stays_text():
    assert sources()["share-prices"].url == ""
    assert link(cite("share-prices"), "<b>", LinkStyle(original)) == "&lt;b&gt;"


def test_words_of_a_link_are_escaped():
    assert ">&lt;b&gt;</a>" in link(cite("sec"), "<b>", STYLE)


def test_places_of_a_text_come_in_the_order_of_reading():
    found = cited_in("¶19, SEC ¶1, fn 6, ¶19, ¶99")

    assert [citation.place for citation in found] == ["¶1", "¶19", "fn 6"]
