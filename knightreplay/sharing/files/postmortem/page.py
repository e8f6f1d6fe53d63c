"""The document as one HTML file: no script, and nothing is fetched from anywhere."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nh3
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from knightreplay.facts.linking import (
    LinkStyle,
    anchor_in,
    cited_in,
    link,
    linked,
    original,
)
from knightreplay.facts.order import places
from knightreplay.facts.sources import ORDER, Citation, cite
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
    """The sections, whose marks of the order lead to what is told of it at the end."""
    here = LinkStyle(anchor_in(""))
    parts = [
        PageSection(section.name, section.title, linked(_body(section.body), here))
        for section in whole.sections
    ]
    return [*parts, _cited("".join(part.body for part in parts))]


def _cited(html: str) -> PageSection:
    """The places that are cited, in our words: the file is read without a server."""
    rows = [(one.anchor, one.place, _says(one)) for one in cited_in(html)]
    told = format_html_join("", '<p id="{}"><strong>{}</strong> {}</p>', rows)
    order = link(cite(ORDER), cite(ORDER).title, LinkStyle(original))
    lead = "In our words, for looking up; the order itself is"
    body = format_html("<p>{} {}.</p>{}", lead, order, told)
    return PageSection("cited", "What is cited of the SEC's order", body)


def _says(citation: Citation) -> str:
    return places()[citation.place].says


def _body(text: str) -> SafeString:
    """Markdown, with tables in frames of their own, which scroll on a narrow screen."""
    html = to_html(text).replace("<table>", '<div class="table"><table>')
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
