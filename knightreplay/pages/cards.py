"""Scenarios as their cards and the list of them show them."""

from typing import NamedTuple

from django.utils.translation import gettext

from knightreplay import money
from knightreplay.facts.accounts import accounts
from knightreplay.pages.mornings import MorningCard, morning_of, version_of
from simulator.scenario import DEFAULT_SCENARIO, Scenario, load_scenario, scenario_names
from simulator.verdict import Verdict


class Card(NamedTuple):
    """A scenario as its card shows it before anything is simulated."""

    scenario: Scenario
    version: str  # of the curve and the figures

    @property
    def name(self) -> str:
        return self.scenario.name

    def __repr__(self) -> str:
        """What it shows hangs on (pages/parts.py); a scenario's own has all its arrays."""
        return f"Card({self.name!r}, {self.version!r})"

    @property
    def account(self) -> str:
        """The key of the popular account whose claims are put beside it, or nothing."""
        found = (key for key, own in accounts().items() if own.scenario == self.name)
        return next(found, "")


class Beside(NamedTuple):
    """A figure of the model beside another that is not its own."""

    what: str
    other: str  # what is claimed, or what the default morning has
    here: str


class Entry(NamedTuple):
    """A scenario in the list: its morning, and what stands beside it."""

    card: Card
    morning: MorningCard
    claimed: tuple[Beside, ...]
    misses: tuple[Beside, ...]

    @property
    def loss(self) -> str:
        return money.whole(self.morning.loss)

    @property
    def executions(self) -> str:
        return f"{self.morning.executions:,}"


def cards() -> list[Card]:
    """The default first, then the accounts, then the other readings."""
    found = [card_of(name) for name in scenario_names()]
    return [
        found[0],
        *sorted(found[1:], key=lambda card: card.scenario.account is None),
    ]


def card_of(name: str) -> Card:
    scenario = load_scenario(name)
    return Card(scenario, version_of(scenario))


def entries() -> list[Entry]:
    """Every scenario with its morning, simulated if it was not yet: about a second."""
    return [entry_of(card) for card in cards()]


def entry_of(card: Card) -> Entry:
    morning = morning_of(card.name)
    claimed = tuple(map(_claimed, morning.verdicts))
    return Entry(card, morning, claimed, tuple(_misses(card.scenario, morning)))


def _claimed(verdict: Verdict) -> Beside:
    in_dollars = "$" in verdict.what
    other, here = (
        _amount(number, in_dollars=in_dollars)
        for number in (verdict.claimed, verdict.found)
    )
    return Beside(verdict.what, other, here)


def _amount(number: float, *, in_dollars: bool) -> str:
    plain = f"{number:,.0f}"
    return money.in_dollars(plain) if in_dollars else plain


class _Count(NamedTuple):
    """Something that the record counts and the default morning is fitted to."""

    what: str
    figures: tuple[str, ...]  # of the summary
    fitted: tuple[str, ...]  # those that a scenario was fitted to if it reproduces it


_NAMES = ("net_long_names", "net_short_names")
_MOVED = ("names_5pct_20vol", "names_10pct_50vol")


def _counts() -> tuple[_Count, ...]:
    gross, sides = ("gross_usd",), ("net_long_usd", "net_short_usd")
    return (
        _Count(gettext("Shares"), ("shares",), ("shares",)),
        _Count(gettext("Stocks net long / net short"), _NAMES, _NAMES),
        _Count(gettext("Stocks moved over 5 % / over 10 %"), _MOVED, _MOVED),
        _Count(gettext("Long plus short at the stop"), gross, sides),
    )


def _misses(scenario: Scenario, morning: MorningCard) -> list[Beside]:
    """Counts that a reading was not fitted to and does not come to by itself."""
    if not scenario.fitted or scenario.name == DEFAULT_SCENARIO:
        return []
    default = morning_of(DEFAULT_SCENARIO)
    found = [
        Beside(count.what, _told(count, default), _told(count, morning))
        for count in _counts()
        if not set(count.fitted) <= set(scenario.fitted)
    ]
    return [own for own in found if own.other != own.here]


def _told(count: _Count, morning: MorningCard) -> str:
    numbers = [morning.summary[name] for name in count.figures]
    if count.figures == ("gross_usd",):
        return money.amount(round(numbers[0] * 100))
    return " / ".join(f"{number:,}" for number in numbers)
