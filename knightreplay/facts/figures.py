"""Figures of 2012: value, unit, qualifier, source. Nothing else in the product states one."""

from functools import cache
from typing import Literal

from knightreplay.facts.files import Row, rows
from knightreplay.facts.sources import Citation, cite

# primary: an order, a filing, a notice, a statement; inferred: arithmetic on those.
Confidence = Literal["primary", "secondary", "inferred", "contested"]


class Figure(Row):
    """One figure as its source gives it."""

    value: int | float
    unit: str = ""  # shares, dollars, executions, servers, minutes, seconds, percent
    qualifier: str = ""  # "over", "approximately": the source's own word
    sources: tuple[str, ...]  # as sources.cite reads them
    confidence: Confidence
    note: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(map(cite, self.sources))


@cache
def figures() -> dict[str, Figure]:
    return rows("figures", Figure)


def figure(key: str) -> Figure:
    """One figure by its key.

    Raises
    ------
    KeyError
        for a figure that nobody has entered.
    """
    return figures()[key]
