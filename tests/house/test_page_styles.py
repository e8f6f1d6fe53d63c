"""A page has the sheet of every shared part that it shows."""

import re
from pathlib import Path

import pytest

from knightreplay.static_files import graph
from knightreplay.static_files.modules import source
from knightreplay.static_files.storage import joined_sheet

TEMPLATES = Path("templates")
SHARED = "css/parts.css"
EVERYWHERE = "css/site.css"  # base.html links it
SHEET = re.compile(r"static '([\w/.]+\.css)'")
ENTRY = re.compile(r"static '(js/[\w.]+\.js)'")
USED = re.compile(r"""\{% (?:include|extends) "([\w/.]+)\"""")
IN_MARKUP = re.compile(r'class="([^"]*)"')
IN_SCRIPT = re.compile(r'class: [`"]([^`"]*)[`"]')
NAMED = re.compile(r"\.([a-z][\w-]*)")


def whole(name: str) -> str:
    """A template with all that it extends and includes by name."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return "\n".join([text, *map(whole, USED.findall(text))])


def styled_by(sheet: str) -> set[str]:
    """The classes that a sheet has a rule for."""
    text = joined_sheet(sheet, source(sheet).encode()).decode()
    selectors = re.findall(
        r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    )
    return {name for selector in selectors for name in NAMED.findall(selector)}


def shown_by(page: str) -> set[str]:
    """The classes in a page's markup, and in what its script makes at once."""
    text = whole(page)
    modules = {
        name
        for entry in ENTRY.findall(text)
        if entry != "js/boot.js"
        for name in graph.Graph().needed(entry)
    }
    said = IN_MARKUP.findall(text)
    said += [words for name in modules for words in IN_SCRIPT.findall(source(name))]
    return {name for words in said for name in re.findall(r"[a-z][\w-]*", words)}


PAGES = sorted(
    str(file.relative_to(TEMPLATES))
    for file in TEMPLATES.rglob("*.html")
    if "{% extends " in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("page", PAGES)
def test_page_has_the_sheets_of_the_parts_that_it_shows(page):
    sheets = [EVERYWHERE, *SHEET.findall(whole(page))]
    styled = {name for sheet in sheets for name in styled_by(sheet)}

    assert (shown_by(page) & styled_by(SHARED)) - styled == set()
