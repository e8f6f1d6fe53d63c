"""Words of scenarios and guardrails in the language of the page."""

import orjson
from django import template
from django.utils.translation import get_language

from knightreplay.runs import words
from simulator.guardrails import Guardrail

register = template.Library()


@register.simple_tag
def in_language(text: str) -> str:
    return words.in_language(text)


@register.simple_tag
def guardrail_sentences() -> str:
    """What each guardrail watches, as JSON by its name."""
    language = get_language() or ""
    sentences = {
        guardrail.key: guardrail.row.translated.get(
            language, guardrail.row.words
        ).watches
        for guardrail in Guardrail
    }
    return orjson.dumps(sentences).decode()
