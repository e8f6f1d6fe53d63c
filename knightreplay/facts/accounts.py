"""The five popular accounts of the morning, in their own words.

Only what stands here may stand in quotation marks as theirs.
"""

from functools import cache

from knightreplay.facts.files import Row, rows


class PopularAccount(Row):
    """One account: who tells it where, and its sentences by their keys."""

    name: str  # as a page speaks of it: "the essay"
    title: str
    who: str  # and where
    url: str = ""  # if it has an address
    scenario: str  # whose morning its claims are put beside
    quotations: dict[str, str]
    words: dict[str, str]  # language → its name there

    def in_language(self, language: str) -> str:
        """Its name as a page speaks of it."""
        return self.words.get(language, self.name)


@cache
def accounts() -> dict[str, PopularAccount]:
    return rows("accounts", PopularAccount)
