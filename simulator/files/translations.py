"""Translations: a scenario's texts in other languages than English, from its own file."""

import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.documents import Document, Place
from simulator.files.claims import Account
from simulator.files.moments import MarkedMoment

# By language: what is said there, by the English.
Translations = Mapping[str, Mapping[str, str]]
Pairs = Iterator[tuple[str, str]]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_OF_ACCOUNT = ("who", "says", "claims")
_OF_MOMENT = ("label", "source")


def read_translations(
    document: Document,
    texts: Mapping[str, str],
    account: Account | None,
    moments: Sequence[MarkedMoment],
) -> Translations:
    """Return a scenario's texts by language: all of them or none.

    `texts` are the English ones by their keys.

    Raises
    ------
    FileError: a text is missing or bad, or an id is that of no moment.

    """
    if "words" not in document.told:
        return {}
    keys = [*texts]
    if account:
        keys += _OF_ACCOUNT
    if moments:
        keys.append("moments")
    read: dict[str, Mapping[str, str]] = {}
    for language in _languages(document):
        place = ("words", language)
        document.table(place, keys, keys)
        read[language] = {
            **{text: document.text_at((*place, key)) for key, text in texts.items()},
            **dict(_of_account(document, place, account)),
            **dict(_of_moments(document, place, moments)),
        }
    return read


def _languages(document: Document) -> Sequence[str]:
    keys = [key for key in document.told["words"] if isinstance(key, str)]
    known = [key for key in keys if _LANGUAGE.fullmatch(key)]
    document.table(("words",), known or ["zh-hans"], ())
    return known


def _of_account(document: Document, place: Place, account: Account | None) -> Pairs:
    if account is None:
        return
    yield account.who, document.text_at((*place, "who"), 120)
    yield account.says, document.text_at((*place, "says"))
    count = len(account.claims)
    document.list_at((*place, "claims"), count, count)
    for number, claim in enumerate(account.claims):
        yield claim.what, document.text_at((*place, "claims", number), 200)


def _of_moments(
    document: Document, place: Place, moments: Sequence[MarkedMoment]
) -> Pairs:
    ids = [moment.id for moment in moments]
    if ids:
        document.table((*place, "moments"), ids, ids)
    for moment in moments:
        own = (*place, "moments", moment.id)
        document.table(own, _OF_MOMENT, _OF_MOMENT)
        yield moment.label, document.text_at((*own, "label"), 120)
        yield moment.source, document.text_at((*own, "source"), 200)
