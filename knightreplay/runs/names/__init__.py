"""What people call things: one line of text, without what hides or turns other text.

By the properties of Unicode: what has no shape of its own is taken out; the zero-width
joiner stays inside emoji and the marks stay that some scripts need.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from knightreplay.runs.errors import Invalid

NAME_LENGTH = 80  # characters
TAG_LENGTH = 24
TAGS_LIMIT = 10

# What shows nothing although it counts as a letter or a mark: fillers of Korean and Khmer,
# the joiner of graphemes, selectors of Mongolian, the empty pattern of Braille, a blank note.
BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\U0001d159"
)
# Controls, what turns or hides text, and what no version of Unicode has given a meaning.
UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})
SPACES = frozenset({"Cc", "Zl", "Zp", "Zs"})
JOINERS = frozenset("\u200c\u200d")
# They choose the coloured form of the sign before them; elsewhere they show nothing.
STYLES = frozenset("\ufe0e\ufe0f")
KEYCAPS = frozenset("#*0123456789")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
MARKS_MOST = (
    4  # on one letter: more than any script needs, and none reaches the next line
)
# A joiner or non-joiner means something between two characters only.
LOOSE_JOINER = re.compile("(?:^|(?<=\\s))[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")


def clean_line(text: str) -> str:
    """One line: composed, blanks joined, nothing in it that cannot be seen."""
    composed = unicodedata.normalize("NFC", text)
    spaced = (" " if _is_space(char) else char for char in composed)
    seen = "".join(char for char in spaced if _is_seen(char))
    styled = "".join(_without_stray_selectors(seen))
    line = LOOSE_JOINER.sub("", " ".join(_without_piles(styled).split())).strip()
    return line if any(char not in JOINERS for char in line) else ""


def _is_space(char: str) -> bool:
    return unicodedata.category(char) in SPACES


def _is_seen(char: str) -> bool:
    hidden = unicodedata.category(char) in UNSEEN and char not in JOINERS
    return not hidden and char not in BLANK


def _without_stray_selectors(text: str) -> Iterator[str]:
    before = ""
    for char in text:
        if not SELECTORS.match(char) or (char in STYLES and _has_styles(before)):
            yield char
        before = char


def _has_styles(char: str) -> bool:
    return char in KEYCAPS if char.isascii() else unicodedata.category(char) == "So"


def _without_piles(text: str) -> str:
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MARKS_MOST:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


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
