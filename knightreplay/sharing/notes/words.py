"""The words of a note: who wrote it, and what it says."""

import unicodedata

from knightreplay.runs.errors import Invalid
from knightreplay.runs.names import clean_line, clean_name

TEXT_LIMIT = 4000  # characters
AUTHOR_LIMIT = 40  # characters
NO_WORDS = ("Cc", "Cs", "Co", "Cn")  # controls, surrogates, what is no character


def author_name(text: str) -> str:
    """The name that somebody chose.

    Raises
    ------
    Invalid
    """
    name = clean_name(text, what="author", most=AUTHOR_LIMIT)
    if not name:
        raise Invalid(f"author: a name that can be seen, of 1 to {AUTHOR_LIMIT}")
    return name


def note_text(text: str) -> str:
    """The Markdown as it is stored; whoever shows it isolates its writing direction.

    Raises
    ------
    Invalid
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        char
        for char in lines
        if char in "\n\t" or unicodedata.category(char) not in NO_WORDS
    ).strip()
    if not clean_line(kept):
        raise Invalid(f"text: nothing of it can be seen; allowed: 1 to {TEXT_LIMIT}")
    if len(kept) > TEXT_LIMIT:
        raise Invalid(f"text: {len(kept)} characters; allowed: 1 to {TEXT_LIMIT}")
    return kept
