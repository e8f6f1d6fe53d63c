"""Which numerals of a text the facts explain, and which nobody does."""

import re
from collections.abc import Iterator
from functools import cache

from knightreplay.facts.figures import Figure, figures
from knightreplay.facts.verifying.allowed import Allowed, allowed, spans
from knightreplay.facts.verifying.numerals import Numeral, numerals
from knightreplay.facts.verifying.texts import Text

SMALL = 100  # below it a number alone says nothing: the text has to name what it counts
AROUND = 40  # characters after a numeral in which that is named


def unexplained(text: Text) -> Iterator[Numeral]:
    """Numerals that are neither a figure, a moment or a place of the record, nor allowed."""
    free = [span for row in allowed().values() for span in spans(row, text)]
    for numeral in numerals(text.text):
        within = any(begin <= numeral.begin < end for begin, end in free)
        if not within and not is_of_record(numeral, text.text):
            yield numeral


def is_of_record(numeral: Numeral, text: str) -> bool:
    if numeral.kind in ("paragraph", "footnote", "date"):
        return True  # places are looked up by the citations, dates say when and not how much
    after = text[numeral.begin : numeral.begin + len(numeral.text) + AROUND].lower()
    return any(_says(figure, numeral, after) for figure in of_kind(numeral.kind))


def _says(figure: Figure, numeral: Numeral, after: str) -> bool:
    if abs(figure.value - numeral.value) > 1e-9 * max(1, abs(figure.value)):
        return False
    return abs(numeral.value) >= SMALL or any(unit in after for unit in _units(figure))


def _units(figure: Figure) -> list[str]:
    """What a text may call what a figure counts: the unit, and its Chinese."""
    return [figure.unit.rstrip("s"), *figure.also] if figure.unit else list(figure.also)


@cache
def of_kind(kind: str) -> tuple[Figure, ...]:
    """The figures that a numeral of a kind may be."""
    unit = {"money": "dollars", "percent": "percent", "time": "time"}.get(kind)
    named = set(figures().values())
    if unit:
        return tuple(figure for figure in named if figure.unit == unit)
    return tuple(figure for figure in named if figure.unit not in ("dollars", "time"))


def unused(texts: list[Text]) -> list[str]:
    """Keys of rows that allow nothing any more."""

    def serves(row: Allowed) -> bool:
        return any(spans(row, text) for text in texts)

    return [key for key, row in allowed().items() if not serves(row)]
