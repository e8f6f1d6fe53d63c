"""The page of a capsule, without its data: markup, styles, Plotly and modules in one file.

Everything that runs or styles is named in the page's own policy by its hash: a browser
refuses what was changed, and nothing can be fetched from anywhere.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import rcssmin
import rjsmin
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import override

from knightreplay.runs.panels import LATER
from knightreplay.runs.translations import ScriptCatalog
from knightreplay.sharing.files.capsule.manifest import PARTS
from knightreplay.sharing.files.capsule.modules import modules
from knightreplay.static_files.modules import source
from knightreplay.static_files.storage import joined_sheet

SHEETS = (
    "css/site.css",
    "js/run/page.css",
    *(panel.sheet for panel in LATER),
    "js/run/notes/notes.css",
    "js/run/page_modes.css",
    "js/capsule/capsule.css",
)
FONT = "fonts/inter-latin.woff2"
LICENCES = ("vendor/LICENSE", "vendor/fflate-LICENSE", "vendor/noble/LICENSE")
DATA_HERE = "<!--data-->"  # in the template, where the data goes
BLOCKS = (*PARTS, "segments", "manifest", "hash")  # a script element each
# The elements that added.js counts.
ACTIVE = re.compile(
    "<(?:script|style|link|meta|base|iframe|frame|object|embed|applet)[ >]"
)


class PageFrame(NamedTuple):
    """What stands before the data and after it."""

    head: bytes
    tail: bytes


def page(run: dict[str, Any], language: str) -> PageFrame:
    """The page of one run: `id`, `title` and `seed` are its only marks."""
    scripts = {**_scripts(language), "modules": _modules(language)}
    styles = _styles(language)
    policy = _policy(tuple(scripts.values()), styles)
    whole = _rendered(
        language,
        run=run,
        policy=policy,
        scripts=scripts,
        styles=styles,
        icon=_data("favicon.svg", "image/svg+xml"),
        licences="\n\n".join(source(name) for name in LICENCES),
    )
    head, tail = whole.split(DATA_HERE)
    return PageFrame(head.encode(), tail.encode())


def _rendered(language: str, **context: Any) -> str:
    with override(language):
        return render_to_string("capsule.html", {"capsule": True, **context})


@cache
def _modules(language: str) -> str:
    """The script of the modules, which knows how much of the page is active."""
    empty = dict.fromkeys(_scripts(language), "")
    markup = _rendered(
        language,
        run={"id": "", "title": "", "seed": 0},
        scripts={**empty, "words": "" if language == "en" else " "},
        styles=("", ""),
    )
    count = len(ACTIVE.findall(markup)) + len(BLOCKS)
    return _safe(modules(count))


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Nothing from anywhere; of scripts and styles those whose hashes are named."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(texts: tuple[str, ...]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts if text)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)


@cache
def _scripts(language: str) -> dict[str, str]:
    return {
        "boot": str(rjsmin.jsmin(source("js/boot.js"))),
        "words": _words(language),
        "plotly": source("vendor/plotly-basic.min.js"),
    }


@cache
def _styles(language: str) -> tuple[str, ...]:
    """Plotly's first: it looks for its own by an id that the template gives."""
    names = [*SHEETS, *(["css/language.css"] if language != "en" else [])]
    own = "".join(_sheet(name) for name in names)
    return rcssmin.cssmin(source("vendor/plotly-basic.css")), own


def _sheet(name: str) -> str:
    sheet = joined_sheet(name, _file(name)).decode()
    return str(rcssmin.cssmin(sheet.replace(f"../{FONT}", _data(FONT, "font/woff2"))))


def _words(language: str) -> str:
    """The catalogue that makes the page's `gettext`; English needs none."""
    if language == "en":
        return ""
    with override(language):
        answer = ScriptCatalog().get(HttpRequest())
    return _safe(answer.content.decode())


def _safe(text: str) -> str:
    """No script ends in it: inside strings, where tags may stand, this means the same."""
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")


@cache
def _file(name: str) -> bytes:
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(name)
    return Path(path).read_bytes()


def _data(name: str, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(_file(name)).decode()}"
