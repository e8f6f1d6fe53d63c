"""Marks of the order in a text as links: "SEC ¶15, ¶16", "fn 6", "IV.C"."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from knightreplay.facts.order import places
from knightreplay.facts.sources import ORDER, Citation

MARK = re.compile(r"(?:SEC(?:&nbsp;|[ \u00a0]))?(?P<place>¶\d+|\bfn \d+|\bIV\.C)\b")
# What holds no text of ours: links that there are, and tags.
BESIDE = re.compile(r"(<a[ >].*?</a>|<[^>]*>)", re.DOTALL)


class LinkStyle(NamedTuple):
    """How a page leads to a source."""

    to: Callable[[Citation], str]  # its address; empty where there is none
    apart: bool = False  # in a tab of its own: what plays here goes on


def anchor_in(page: str) -> Callable[[Citation], str]:
    """To the anchor in the page of facts, or in this document where `page` is empty."""
    return lambda citation: f"{page}#{citation.anchor}"


def original(citation: Citation) -> str:
    """To the document itself, for what has no page of facts beside it."""
    return citation.original


def link(citation: Citation, words: str, style: LinkStyle) -> SafeString:
    """Some words that lead to a source; words alone where it has no address."""
    address = style.to(citation)
    if not address:
        return conditional_escape(words)
    tab = mark_safe(' target="_blank" rel="noopener"') if style.apart else ""
    return format_html(
        '<a class="cited" href="{}" title="{}"{}>{}</a>',
        address,
        citation.title,
        tab,
        words,
    )


def linked(html: str, style: LinkStyle) -> SafeString:
    """Some HTML whose marks of the order are links; a place that has no row stays text."""
    parts = BESIDE.split(html)
    parts[::2] = [
        MARK.sub(lambda mark: _link(mark, style), text) for text in parts[::2]
    ]
    return mark_safe("".join(parts))  # noqa: S308 -- it was HTML before


def cited_in(html: str) -> list[Citation]:
    """The places of the order that a text marks, each once, as they come in the order."""
    marked = {mark["place"] for mark in MARK.finditer(html)}
    return [Citation(ORDER, place) for place in places() if place in marked]


def _link(mark: re.Match[str], style: LinkStyle) -> str:
    if mark["place"] not in places():
        return mark[0]
    return link(Citation(ORDER, mark["place"]), SafeString(mark[0]), style)
