"""Words of finance and of this morning, for people who have not met them."""

from functools import cache

from knightreplay.facts.files import Worded, rows
from knightreplay.facts.sources import Citation, cite


class Term(Worded):
    """One word, and what it means in a sentence or two."""

    spoken = ("term", "meaning")
    term: str
    meaning: str
    sources: tuple[str, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(map(cite, self.sources))


@cache
def terms() -> dict[str, Term]:
    """Key → term; the anchor of one is `word-` and its key."""
    return rows("glossary", Term)
