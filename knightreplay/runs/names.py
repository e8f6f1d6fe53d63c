"""What people call things: one line of text, without what hides or turns other text.

Control characters, bidirectional overrides and zero-width characters are taken out; the
zero-width joiner stays inside emoji and the marks stay that some scripts need.
"""

import re
import unicodedata
from collections.abc import Iterable

from knightreplay.runs.errors import Invalid

NAME_LENGTH = 80  # characters
TAG_LENGTH = 24
TAGS_LIMIT = 10

# Overrides and isolates of the writing direction, zero-width spaces, the soft hyphen,
# the byte order mark, tags of languages, and fillers that look like nothing.
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# A joiner or non-joiner means something between two characters only.
LOOSE_JOINER = re.compile("(?:^|(?<=\\s))[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")


def clean_line(text: str) -> str:
    """One line: composed, blanks joined, nothing in it that cannot be seen."""
    composed = unicodedata.normalize("NFC", text)
    seen = HIDDEN.sub("", composed)
    printed = "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Zs") else char
        for char in seen
        if unicodedata.category(char) not in ("Cs", "Co")
    )
    return LOOSE_JOINER.sub("", " ".join(printed.split())).strip()


def clean_name(text: str, *, what: str = "name", most: int = NAME_LENGTH) -> str:
    """A name as it is stored; it may be empty.

    Raises
    ------
    Invalid
    """
    name = clean_line(text)
    if len(name) > most:
        raise Invalid(f"{what}: {len(name)} characters; allowed: up to {most}")
    return name


def clean_tags(texts: Iterable[str]) -> list[str]:
    """Tags as they are stored, each once however it is capitalised, in the given order.

    Raises
    ------
    Invalid
    """
    tags: dict[str, str] = {}
    for text in texts:
        tag = clean_name(text.replace(",", " "), what="tags", most=TAG_LENGTH)
        if tag:
            tags.setdefault(tag.casefold(), tag)
    if len(tags) > TAGS_LIMIT:
        raise Invalid(f"tags: {len(tags)} are given; allowed: up to {TAGS_LIMIT}")
    return list(tags.values())
