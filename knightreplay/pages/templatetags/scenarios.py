"""Words of scenarios and guardrails in the language of the page."""

import orjson
from django import template
from django.utils.translation import get_language

from knightreplay.runs import translations
from simulator.guardrails import Guardrail

register = template.Library()


@register.simple_tag
def in_language(text: str) -> str:
    return translations.in_language(text)


@register.simple_tag
def guardrail_sentences() -> str:
    """What each guardrail watches, as JSON by its name."""
    language = get_language() or ""
    sentences = {
        guardrail.key: guardrail.spec.translated.get(
            language, guardrail.spec.wording
        ).watches
        for guardrail in Guardrail
    }
    return orjson.dumps(sentences).decode()
