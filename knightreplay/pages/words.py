"""The words of the pages' scripts in the language of the visitor."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, override, to_locale
from django.views.decorators.http import require_GET

from knightreplay.pages.scenarios import kept
from knightreplay.runs.translations import ScriptCatalog, of_scripts

OTHERS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]

_catalogue = ScriptCatalog.as_view()


def words(request: HttpRequest | None = None) -> dict[str, str]:
    """For templates: the catalogue's address; English needs none, its words are the keys."""
    language = get_language() or settings.LANGUAGE_CODE
    if language not in OTHERS:
        return {}
    return {"words": reverse("words", args=[language, version_of(language)])}


@require_GET
def catalogue(request: HttpRequest, language: str, version: str) -> HttpResponseBase:
    """A script that makes the page's `gettext`; its address changes with its words."""
    if language not in OTHERS or version != version_of(language):
        raise Http404
    with override(language):
        return kept(_catalogue(request))


@lru_cache
def version_of(language: str) -> str:
    folder = Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES"
    parts = (folder / f"{ScriptCatalog.domain}.mo").read_bytes(), of_scripts(language)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
