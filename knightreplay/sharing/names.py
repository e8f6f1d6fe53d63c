"""Names that strangers choose: one line, nothing that hides or turns letters around."""

import re
import unicodedata

from knightreplay.runs.errors import Invalid

# Beside whole categories: the zero-width space, marks that turn the direction of what
# follows, and the letter joiners that are left only where they join something.
UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
JOINERS = "\u200c\u200d"
CATEGORIES = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")  # controls, surrogates, no letters


def cleaned(text: str) -> str:
    """The text in one line without what cannot be seen; it may be empty.

    Emoji and scripts of every direction stay as they are.
    """
    text = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    kept = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in CATEGORIES
    )
    return " ".join(kept.split()).strip(JOINERS + " ")


def clean_name(text: str, limit: int, field: str = "name") -> str:
    """A name that can be shown.

    Raises
    ------
    Invalid
        if nothing of it can be seen, or it is longer than `limit` characters.
    """
    name = cleaned(text)
    if not name:
        raise Invalid(f"{field}: nothing of it can be seen; allowed: 1 to {limit}")
    if len(name) > limit:
        raise Invalid(f"{field}: {len(name)} characters; allowed: 1 to {limit}")
    return name


def clean_text(text: str, limit: int, field: str = "text") -> str:
    """A text of several lines; whoever shows it isolates its direction from the rest.

    Raises
    ------
    Invalid
        if nothing of it can be seen, or it is longer than `limit` characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        char
        for char in text
        if char in "\n\t" or unicodedata.category(char) not in CATEGORIES
    ).strip()
    if not cleaned(kept):
        raise Invalid(f"{field}: nothing of it can be seen; allowed: 1 to {limit}")
    if len(kept) > limit:
        raise Invalid(f"{field}: {len(kept)} characters; allowed: 1 to {limit}")
    return kept
