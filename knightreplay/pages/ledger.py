"""Accounts of the morning beside what the model has: the words of a claim's verdict."""

from typing import NamedTuple

from django.utils.translation import gettext

from knightreplay import money
from knightreplay.lab.wording import reading_words
from knightreplay.pages.mornings import MorningCard, morning_of, version_of
from simulator.scenario import Scenario, load_scenario, scenario_names
from simulator.verdict import Verdict


class Card(NamedTuple):
    """A scenario as its card shows it before anything is simulated."""

    scenario: Scenario
    version: str  # of the curve and the figures

    @property
    def name(self) -> str:
        return self.scenario.name

    @property
    def misses(self) -> str:
        """Which hard counts of the order a reading misses; empty for all that miss none."""
        words = reading_words(self.name)
        return words.misses if words else ""

    def __repr__(self) -> str:
        """What it shows hangs on (pages/parts.py); a scenario's own has all its arrays."""
        return f"Card({self.name!r}, {self.version!r})"


class LedgerRow(NamedTuple):
    """One claim in the ledger."""

    what: str
    claimed: str
    found: str
    agrees: bool
    says: str


class Entry(NamedTuple):
    """A scenario in the ledger: its morning and its claims."""

    card: Card
    morning: MorningCard
    rows: tuple[LedgerRow, ...]

    @property
    def loss(self) -> str:
        return _amount(self.morning.loss / 100, in_dollars=True)

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
    return Entry(card, morning, tuple(_row(verdict) for verdict in morning.verdicts))


def _row(verdict: Verdict) -> LedgerRow:
    in_dollars = "$" in verdict.what
    return LedgerRow(
        what=verdict.what,
        claimed=_amount(verdict.claimed, in_dollars=in_dollars),
        found=_amount(verdict.found, in_dollars=in_dollars),
        agrees=verdict.agrees,
        says=_says(verdict),
    )


def _amount(number: float, *, in_dollars: bool) -> str:
    plain = f"{number:,.0f}"
    return money.in_dollars(plain) if in_dollars else plain


def _says(verdict: Verdict) -> str:
    """The model's sentence in the language of the page."""
    ratio, _, more = verdict.says.partition(" times too ")
    if more == "much":
        return gettext("%(ratio)s times too much") % {"ratio": ratio}
    if more == "little":
        return gettext("%(ratio)s times too little") % {"ratio": ratio}
    return gettext("agrees") if verdict.agrees else verdict.says
