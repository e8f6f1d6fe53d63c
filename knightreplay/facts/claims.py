"""The claims ledger: what popular accounts say, what the record says to it, and what can be tried.

The record judges. The model's figure only stands beside: it was fitted to the record's totals.
"""

from collections.abc import Mapping
from functools import cache
from typing import Self

from pydantic import field_validator, model_validator

from knightreplay.facts.accounts import PopularAccount, accounts
from knightreplay.facts.files import Row, rows
from knightreplay.facts.sources import Citation, cite
from knightreplay.facts.trials import Trial


class Telling(Row):
    """What a claim's row says in one language."""

    what: str  # the quantity or the fact
    tells: dict[
        str, str
    ] = {}  # account → what it says where no sentence of it is quoted
    record: str  # what the sources say, in our words
    verdict: str
    reason: str
    does: tuple[str, ...] = ()  # what each of its trials does
    cannot: str = ""  # why no model can try it, or what of it


class PopularClaim(Telling):
    """One row of the ledger; English is its own."""

    says: dict[str, tuple[str, ...]] = {}  # account → keys of its quotations
    sources: tuple[str, ...]  # as sources.cite reads them
    trials: tuple[Trial, ...] = ()
    words: dict[str, Telling]  # by the other languages

    @field_validator("says")
    @classmethod
    def _quoted(cls, says: Mapping[str, tuple[str, ...]]) -> Mapping[str, object]:
        for account, keys in says.items():
            missing = set(keys) - set(_account(account).quotations)
            if missing:
                raise ValueError(f"no quotation of {account}: {sorted(missing)}")
        return says

    @field_validator("sources")
    @classmethod
    def _cited(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        if not [cite(text) for text in told]:
            raise ValueError("a source at least")
        return told

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.trials and not self.cannot:
            raise ValueError("trials, or why there can be none")
        wordings: list[Telling] = [self, *self.words.values()]
        for wording in wordings:
            if len(wording.does) != len(self.trials):
                raise ValueError("does: a text for each of the trials")
            if bool(wording.cannot) != bool(self.cannot):
                raise ValueError("cannot: in every language or in none")
            if set(wording.tells) != set(self.tells):
                raise ValueError("tells: in every language of the same accounts")
        return self

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(map(cite, self.sources))

    def in_language(self, language: str) -> Telling:
        return self.words.get(language, self)


@cache
def claims() -> dict[str, PopularClaim]:
    """Key → claim, in the order of the ledger."""
    return rows("claims", PopularClaim)


def _account(key: str) -> PopularAccount:
    if key not in accounts():
        raise ValueError(f"no account: {key}")
    return accounts()[key]
