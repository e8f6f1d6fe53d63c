"""The texts that people read: of templates, catalogues, scenarios, questions and documents."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CATALOGUES = ("django", "djangojs")
# Documents of protocols, commands and settings say numbers of their own; these speak of 2012.
DOCUMENTS = ("README.md", "docs/model.md", "docs/classroom.md", "docs/postmortem.md")

COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|\{% comment %\}.*?\{% endcomment %\}", re.S)
TRANSLATED = re.compile(r"""\{% translate "([^"]*)".*?%\}""")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
MARKUP = re.compile(r"<(?!q\b|/q\b)[^>]*>", re.S)
CODE = re.compile(r"^```.*?^```", re.S | re.M)
LITERAL = re.compile(r'^(?:msgid|msgstr) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.M)
# Fields of a scenario or a track that are no text.
SILENT = {
    "files",
    "preset",
    "code",
    "measure",
    "at",
    "tells",
    "kind",
    "options",
    "name",
    "earlier",
}


class Text(NamedTuple):
    """A text, and the file that has it, from the root of the project."""

    file: str
    text: str


def texts() -> Iterator[Text]:
    """All of them, the translations too."""
    yield from of_templates()
    yield from of_catalogues()
    yield from of_data("simulator/scenarios", "knightreplay/rooms/tracks")
    for name in DOCUMENTS:
        yield Text(name, CODE.sub("", (ROOT / name).read_text("utf-8")))


def messages(read: list[Text]) -> frozenset[str]:
    """What the product itself says on buttons and in headings, in any language."""
    return frozenset(
        text.text for text in read if text.file.endswith((".html", ".js", ".py"))
    )


def of_templates() -> Iterator[Text]:
    for file in sorted((ROOT / "templates").rglob("*.html")):
        yield Text(_named(file), shown(file.read_text("utf-8")))


def shown(template: str) -> str:
    """What a template shows: without tags, markup and comments; quotations stay marked."""
    text = TRANSLATED.sub(r"\1", COMMENT.sub("", template))
    return MARKUP.sub(" ", TAG.sub(" ", text))


def of_catalogues() -> Iterator[Text]:
    """Each message and each translation, named by the file that the message is in."""
    for catalogue in sorted((ROOT / "locale").rglob("*.po")):
        for entry in catalogue.read_text("utf-8").split("\n\n")[1:]:
            place = re.search(r"^#: (\S+)", entry, re.M)
            for literals in LITERAL.findall(entry + "\n"):
                said = "".join(map(ast.literal_eval, literals.split("\n")[:-1]))
                yield Text(place[1] if place else _named(catalogue), said)


def of_data(*folders: str) -> Iterator[Text]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.toml")):
            for text in _strings(tomllib.loads(file.read_text("utf-8"))):
                yield Text(_named(file), text)


def _strings(value: Any, name: str = "") -> Iterator[str]:
    if name in SILENT:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, name)


def _named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()
