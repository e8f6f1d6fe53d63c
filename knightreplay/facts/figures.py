"""Figures of 2012: value, unit, qualifier, source. Nothing else in the product states one."""

from functools import cache
from typing import Literal

from django.utils.translation import gettext_lazy

from knightreplay.facts.amounts import dollars, number
from knightreplay.facts.files import Worded, rows
from knightreplay.facts.sources import Citation, cite

# primary: an order, a filing, a notice, a statement; inferred: arithmetic on those.
Confidence = Literal["primary", "secondary", "inferred", "contested"]
CONFIDENCE = {
    "primary": gettext_lazy("primary source"),
    "secondary": gettext_lazy("reported"),
    "inferred": gettext_lazy("inferred"),
    "contested": gettext_lazy("contested"),
}
QUALIFIERS = {  # as a source qualifies an amount
    "over": gettext_lazy("over %(amount)s"),
    "more than": gettext_lazy("more than %(amount)s"),
    "approximately": gettext_lazy("approximately %(amount)s"),
    "nearly": gettext_lazy("nearly %(amount)s"),
}
UNITS = {  # those that are counted
    "days": gettext_lazy("%(number)s days"),
    "e-mails": gettext_lazy("%(number)s e-mails"),
    "executions": gettext_lazy("%(number)s executions"),
    "minutes": gettext_lazy("%(number)s minutes"),
    "orders": gettext_lazy("%(number)s orders"),
    "seconds": gettext_lazy("%(number)s seconds"),
    "server": gettext_lazy("%(number)s server"),
    "servers": gettext_lazy("%(number)s servers"),
    "shares": gettext_lazy("%(number)s shares"),
    "stocks": gettext_lazy("%(number)s stocks"),
    "symbols": gettext_lazy("%(number)s symbols"),
    "times": gettext_lazy("%(number)s times"),
}
Qualifier = Literal["", "over", "more than", "approximately", "nearly"]
Unit = Literal[
    "dollars",
    "percent",
    "days",
    "e-mails",
    "executions",
    "minutes",
    "orders",
    "seconds",
    "server",
    "servers",
    "shares",
    "stocks",
    "symbols",
    "times",
]


class Sourced(Worded):
    """A row that sources stand behind."""

    sources: tuple[str, ...]  # as sources.cite reads them
    confidence: Confidence

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(map(cite, self.sources))

    @property
    def how_sure(self) -> str:
        return str(CONFIDENCE[self.confidence])


class Figure(Sourced):
    """One figure as its source gives it."""

    spoken = ("what", "note")
    what: str
    value: int | float
    unit: Unit
    qualifier: Qualifier = ""  # the source's own word
    note: str = ""

    @property
    def amount(self) -> str:
        """With its unit, in the language of the page: "397 million shares"."""
        if self.unit == "dollars":
            return dollars(self.value)
        if self.unit == "percent":
            return f"{self.value:g} %"
        return str(UNITS[self.unit]) % {"number": number(self.value)}

    def __str__(self) -> str:
        """As it is said: "more than 397 million shares"."""
        if not self.qualifier:
            return self.amount
        return str(QUALIFIERS[self.qualifier]) % {"amount": self.amount}


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
