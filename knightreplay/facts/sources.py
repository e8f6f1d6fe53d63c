"""Sources, and how something said is traced to one.

A citation names a source and, where that has any, a place in it: "sec ¶19" is paragraph 19 of the
SEC's order, "sec fn 7" its seventh footnote, "dolfing-2019" a text without numbered places.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from knightreplay.facts.dates import in_words
from knightreplay.facts.files import Worded, Wrong, rows
from knightreplay.facts.order import places

Kind = Literal["primary", "secondary"]
CITATION = re.compile(r"(?P<source>[a-z0-9-]+)(?: (?P<place>¶\d+|fn \d+|IV\.C|II))?")
ORDER = "sec"  # the key of the SEC's order


class Source(Worded):
    """One document, or what several of one kind say."""

    spoken = ("name", "good_for", "reprint")
    name: str  # as it is cited: "SEC", "Knight, 2 Aug 2012"
    title: str
    by: str
    date: str  # as exact as it is known: 2012-08-02, 2013
    kind: Kind
    good_for: str  # what it is to be believed for, in a sentence
    url: str = ""  # of the original, or of a reprint
    reprint: str = ""  # where that is one: of what, by whom

    @property
    def dated(self) -> str:
        return in_words(self.date)


class Citation(NamedTuple):
    """A place in a source; an empty place is the whole of it."""

    source: str
    place: str

    def __str__(self) -> str:
        """As people read it: "SEC ¶19"."""
        return f"{sources()[self.source].said('name')} {self.place}".rstrip()

    @property
    def title(self) -> str:
        """The whole name of the document."""
        return sources()[self.source].title

    @property
    def original(self) -> str:
        """The address of the document itself; empty where none is known."""
        return sources()[self.source].url

    @property
    def anchor(self) -> str:
        """Where it stands in /facts/, without the #: "sec-19", "sec-fn-7", "dolfing-2019"."""
        place = self.place.replace("¶", "").replace(" ", "-").replace(".", "-").lower()
        return f"{self.source}-{place}" if place else self.source


@cache
def sources() -> dict[str, Source]:
    """Key → source, the primary ones first."""
    return rows("sources", Source)


def cite(text: str) -> Citation:
    """The citation that a data file writes as a text.

    Raises
    ------
    Wrong
        for an unknown source, or a place of the order's that is none.
    """
    found = CITATION.fullmatch(text)
    if not found or found["source"] not in sources():
        raise Wrong(f"no source: {text}")
    place = found["place"] or ""
    if place and (found["source"] != ORDER or place not in places()):
        raise Wrong(f"no place of a source: {text}")
    return Citation(found["source"], place)
