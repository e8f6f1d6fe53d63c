"""The SEC's order, place by place: its paragraphs, footnotes and sections, in our words.

A place that has no row says nothing that we have read, and nobody can cite it.
"""

from functools import cache

from knightreplay.facts.files import Worded, rows


class OrderPlace(Worded):
    """One paragraph, footnote or section."""

    spoken = ("says",)
    says: str  # in our words
    quotes: tuple[str, ...] = ()  # verbatim, in English whatever the language


@cache
def places() -> dict[str, OrderPlace]:
    """Place, as it is cited → what it says, in the order of reading."""
    return rows("order", OrderPlace)
