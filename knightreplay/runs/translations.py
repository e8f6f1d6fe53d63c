"""What scenarios and guardrails say in the language of the page; their own files have it."""

from collections.abc import Iterator
from functools import cache

from django.utils.translation import get_language, gettext
from django.views.i18n import JavaScriptCatalog

from simulator.guardrails import Guardrail
from simulator.scenario import Scenario, drill_names, load_scenario, scenario_names


def in_language(text: str) -> str:
    """A scenario's text as the page says it; English where its file has no other."""
    return _of_scenarios(get_language() or "").get(text) or gettext(text)


class ScriptCatalog(JavaScriptCatalog):
    """The catalogue of the scripts, with what they say of scenarios and guardrails."""

    domain = "djangojs"

    def get_catalog(self) -> dict[str, str | list[str]]:
        return super().get_catalog() | of_scripts(get_language() or "")


@cache
def of_scripts(language: str) -> dict[str, str]:
    """Titles and moments of scenarios, and guardrails' titles."""
    known = _of_scenarios(language)
    spoken = {text for scenario in _scenarios() for text in _spoken(scenario)}
    titles = {
        guardrail.spec.wording.title: guardrail.spec.translated[language].title
        for guardrail in Guardrail
        if language in guardrail.spec.translated
    }
    return {text: known[text] for text in sorted(spoken) if text in known} | titles


@cache
def _of_scenarios(language: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for scenario in _scenarios():
        texts |= scenario.translations.get(language, {})
    return texts


def _scenarios() -> Iterator[Scenario]:
    return map(load_scenario, (*scenario_names(), *drill_names()))


def _spoken(scenario: Scenario) -> Iterator[str]:
    yield scenario.title
    for moment in scenario.moments:
        yield from (moment.label, moment.source)
