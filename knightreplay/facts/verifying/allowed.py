"""Numerals that are no figure of 2012, each with its reason (data/allowed.toml)."""

import re
from fnmatch import fnmatch

from knightreplay.facts.files import Row, rows
from knightreplay.facts.verifying.texts import Text

MOST = 60  # rows


class Allowed(Row):
    """Texts of some files may say what matches."""

    files: str = "*"  # a pattern
    says: str  # a regular expression: the numeral with the words around it
    reason: str


def allowed() -> dict[str, Allowed]:
    return rows("allowed", Allowed)


def spans(row: Allowed, text: Text) -> list[tuple[int, int]]:
    """The stretches of a text that a row allows."""
    if not fnmatch(text.file, row.files):
        return []
    return [hit.span() for hit in re.finditer(row.says, text.text)]
