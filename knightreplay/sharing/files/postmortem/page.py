"""The document as one HTML file: no script, and nothing is fetched from anywhere."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nh3
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from knightreplay.sharing.files.postmortem.curves import curves
from knightreplay.sharing.files.postmortem.document import (
    DISCLAIMER,
    PostmortemDocument,
    document,
    stamp,
)
from knightreplay.sharing.files.postmortem.findings import Findings

TAGS = {
    *("p", "h3", "em", "strong", "code", "br", "ul", "li", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ALIGNED = {"th": {"style"}, "td": {"style"}}


class PageSection(NamedTuple):
    """A section as the template takes it."""

    name: str
    title: str
    body: SafeString


def as_page(found: Findings) -> str:
    """The whole file; the same findings give the same bytes."""
    whole, known = document(found), stamp(found)
    return render_to_string(
        "sharing/postmortem.html",
        {
            "title": whole.title,
            "disclaimer": DISCLAIMER,
            "style": mark_safe(_style()),  # noqa: S308 -- our own file
            "stamp": known,
            "json": _embedded(json.dumps(known, ensure_ascii=False)),
            "figures": found.figures,
            "parts": _parts(whole),
            "curves": curves(found),
            "acts": len(found.decisions),
        },
    )


def to_html(text: str) -> str:
    """Markdown as clean HTML: the parser makes no HTML of its own, and it is cleaned."""
    return nh3.clean(
        _parser().render(text),
        tags=TAGS,
        attributes=ALIGNED,
        filter_style_properties={"text-align"},
        url_schemes=set(),
    )


def _parts(whole: PostmortemDocument) -> list[PageSection]:
    return [
        PageSection(section.name, section.title, _scrolling(to_html(section.body)))
        for section in whole.sections
    ]


def _scrolling(html: str) -> SafeString:
    """Tables in a frame of their own, which scrolls where the screen is narrow."""
    html = html.replace("<table>", '<div class="table"><table>')
    html = html.replace("</table>", "</table></div>")
    return mark_safe(html)  # noqa: S308 -- cleaned above


def _embedded(text: str) -> SafeString:
    """JSON within a script element: no text in it can end the element."""
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 -- no markup is left


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
