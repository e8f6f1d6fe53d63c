"""Sources in a page: citations as links, and what data files say in its language."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from knightreplay.facts.files import Worded
from knightreplay.facts.linking import LinkStyle, anchor_in, link, linked, original
from knightreplay.facts.sources import cite as citation_of

register = template.Library()


@register.simple_tag(takes_context=True)
def cite(context: template.Context, text: str, words: str = "") -> SafeString:
    """A citation as a link, in its own words or others: {% cite "sec ¶19" %}."""
    citation = citation_of(text)
    return link(citation, words or str(citation), _style(context))


@register.simple_block_tag(takes_context=True)
def cited(context: template.Context, content: str) -> SafeString:
    """What stands between, with its marks of the order (¶19, fn 6) as links."""
    return linked(content, _style(context))


@register.filter
def said(row: Worded, field: str) -> str:
    return row.said(field)


def _style(context: template.Context) -> LinkStyle:
    """A capsule or a frame has no page of facts beside it: there the original is meant."""
    if context.get("capsule") or context.get("embed"):
        return LinkStyle(original, apart=True)
    return LinkStyle(anchor_in(reverse("facts")), apart="run" in context)
