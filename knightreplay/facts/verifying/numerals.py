"""Numerals in a text, with what they are worth.

"$3.15 billion", "31.5 亿", "$440 M" and "397 million" are worth their dollars and shares; "9:30" is a
time, "¶19" a paragraph, "2 August 2012" a date. What is filled in later, "{n}" or "%(n)s", is none.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["number", "money", "percent", "time", "date", "paragraph", "footnote"]

MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
SCALES = {
    "thousand": 1_000,
    "k": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
    "万": 10_000,
    "亿": 100_000_000,
    "百万": 1_000_000,
    "十亿": 1_000_000_000,
}
FILLED = re.compile(
    r"\{[^{}]*\}|%\([^)]*\)[sd]|&#?\w+;|`[^`]*`|<[^>]*>|https?://\S+|\w+(?:[-.]\w+)*-\d[\w-]*"
)
NUMERAL = re.compile(
    rf"""
    (?P<footnote>\bfn\s?\d+)
    | (?P<paragraph>¶\s?\d+|第\s?\d+\s?段)
    | (?P<date>\b\d{{1,2}}\s(?:{MONTHS})(?:\s\d{{4}})?|\b(?:{MONTHS})\s\d{{4}}
        |(?:\d{{4}}\s?年\s?)?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|\b(?:19|20)\d\d\b)
    | (?P<time>(?<![\d:])\d{{1,2}}:\d\d(?::\d\d)?)
    | (?P<money>\$\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|bn|[MBk])\b)?
        |\d[\d,]*(?:\.\d+)?\s?(?:百万|十亿|万|亿|million|billion)?\s?(?:美元|dollars\b))
    | (?P<percent>\d[\d,]*(?:\.\d+)?\s?%%?)
    | (?P<number>(?<![\w.])\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|thousand|百万|十亿|万|亿))?)
    """,
    re.VERBOSE,
)
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
SCALE = re.compile(
    "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True)), re.I
)


class Numeral(NamedTuple):
    """One numeral as it stands in a text."""

    text: str
    kind: Kind
    value: float  # of a time minutes after midnight; of a date nothing
    begin: int = 0  # where it stands


def numerals(text: str) -> Iterator[Numeral]:
    """Those of a text, in its order; without what is filled in, code and addresses."""
    plain = FILLED.sub(lambda hit: " " * len(hit[0]), text)
    for hit in NUMERAL.finditer(plain):
        kind: Kind = hit.lastgroup  # type: ignore[assignment]
        yield Numeral(hit[0].strip(), kind, _value(hit[0], kind), hit.start())


def _value(text: str, kind: Kind) -> float:
    if kind == "date":
        return 0.0
    if kind == "time":
        hours, minutes, *_ = map(int, text.split(":"))
        return hours * 60.0 + minutes
    digits = DIGITS.search(text)
    if digits is None:
        raise ValueError(f"no numeral: {text}")
    scale = SCALE.search(text[digits.end() :])
    value = Decimal(digits[0].replace(",", ""))
    return float(value * (SCALES[scale[0].lower()] if scale else 1))
