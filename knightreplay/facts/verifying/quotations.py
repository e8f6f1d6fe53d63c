"""Quotation marks hold verbatim words: of the order, of an account, or of a button."""

import re
from collections.abc import Iterable, Iterator

from knightreplay.facts.accounts import accounts
from knightreplay.facts.order import places
from knightreplay.facts.verifying.allowed import allowed, spans
from knightreplay.facts.verifying.texts import Text

QUOTED = re.compile(r"<q\b[^>]*>(.*?)</q>|“([^”]*)”", re.S)
FILLED = re.compile(r"\{[^{}]*\}|%\([^)]*\)s")


def verbatim() -> frozenset[str]:
    """What our sources say in their own words, as far as we have it."""
    order = {quote for place in places().values() for quote in place.quotes}
    theirs = {
        quotation
        for account in accounts().values()
        for quotation in (account.title, *account.quotations.values())
    }
    return frozenset(order | theirs)


def invented(text: Text, known: Iterable[str], said: frozenset[str]) -> Iterator[str]:
    """Quotations of a text that nobody said; `said` are the product's own words."""
    free = [span for row in allowed().values() for span in spans(row, text)]
    for hit in QUOTED.finditer(text.text):
        quotation = " ".join((hit[1] or hit[2] or "").split())
        within = any(begin <= hit.start() < end for begin, end in free)
        if within or quotation in said or not FILLED.sub("", quotation).strip():
            continue
        if not any(quotation in original for original in known):
            yield quotation
