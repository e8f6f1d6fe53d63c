"""Parts of pages, rendered once for all who are shown the same.

What a part shows is its key, so that none is ever out of date; and it is rendered without
the request, so that nothing of one visitor can stand in it. That is put into its gaps.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import uuid4, uuid5

from django.core.cache import caches
from django.core.cache.utils import make_template_fragment_key
from django.template.loader import render_to_string
from django.utils.translation import get_language

from knightreplay.pages.words import words

_PLACES = uuid4()  # of this process: nobody can write a gap into a name


def part(template: str, **shown: Any) -> str:
    """The template with what it shows: things whose `repr` says all there is of them."""
    language = get_language()
    parts, key = caches["template_fragments"], _key(template, language, shown)
    found: str | None = parts.get(key)
    if found is None:
        around = {"LANGUAGE_CODE": language, **words()}
        found = render_to_string(template, {**around, **shown})
        parts.set(key, found, timeout=None)
    return found


def _key(template: str, language: str | None, shown: Mapping[str, Any]) -> str:
    return make_template_fragment_key(template, [language, repr(shown)])


@cache
def gap(name: str) -> str:
    """Where something of the visitor's own is to stand; it goes for an id in an address."""
    return str(uuid5(_PLACES, name))


def filled(part: str, **own: str) -> str:
    """The part with a visitor's own, already escaped, in the place of the gaps."""
    for name, text in own.items():
        part = part.replace(gap(name), text)
    return part
