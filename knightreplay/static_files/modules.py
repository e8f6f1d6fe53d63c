"""An ES module: its imports, its exports and its body, read from the source.

Only named imports and exports are known, and `import()` of a literal path. Any other form is
refused, so nothing is joined wrongly.
"""

import posixpath
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders

IMPORT = re.compile(
    r'^import (?:(?:\{([\w\s,$]*)\}|\* as ([\w$]+)) from )?"(\.{1,2}/[^"]+)";\n',
    re.MULTILINE,
)
DECLARED = re.compile(
    r"^export (?=(?:async function\*?|function\*?|class|const|var) ([\w$]+))",
    re.MULTILINE,
)
LISTED = re.compile(r"^export \{([\w\s,$]*)\};\n", re.MULTILINE)
LATER = re.compile(r'\bimport\(\s*"(\.{1,2}/[^"]+)",?\s*\)')
UNKNOWN = re.compile(r"^(?:import\b(?!\()|export\b).*$", re.MULTILINE)
RENAMED = re.compile(r"([\w$]+)\s+as\s+([\w$]+)")


class ModuleError(ValueError):
    """A form of import or export that is not known here."""


class ImportLine(NamedTuple):
    pattern: str  # what it is destructured into, or nothing
    name: str  # of the module


class Module(NamedTuple):
    """One file, by its name in static/."""

    name: str
    imports: tuple[ImportLine, ...]
    exports: str  # the properties of an object: "a,b,outside:inside"
    later: tuple[str, ...]  # the modules that `import()` fetches
    body: str  # without imports and the word `export`

    def body_with(self, fetch: Callable[[str], str]) -> str:
        """The body with `fetch(module)` in the place of each `import()`."""
        return LATER.sub(lambda found: fetch(path_from(self.name, found[1])), self.body)


@cache
def module(name: str) -> Module:
    """Reads a module.

    Raises
    ------
        FileNotFoundError: There is none of this name.
        ModuleError: It has an import or export in a form that is not known.
    """
    text = source(name)
    body = LISTED.sub("", DECLARED.sub("", IMPORT.sub("", text)))
    if unknown := UNKNOWN.search(body):
        raise ModuleError(f"{name}: {unknown[0]}")
    return Module(
        name,
        tuple(
            ImportLine(_pattern(names, whole), path_from(name, path))
            for names, whole, path in IMPORT.findall(text)
        ),
        ",".join((*DECLARED.findall(text), *map(_properties, LISTED.findall(text)))),
        tuple(path_from(name, path) for path in LATER.findall(text)),
        body,
    )


def source(name: str) -> str:
    """The text of a file in static/.

    Raises
    ------
        FileNotFoundError: There is none of this name.
    """
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")


def path_from(name: str, path: str) -> str:
    """The name in static/ of what a module means by a relative path."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _pattern(names: str, whole: str) -> str:
    """What an import is destructured into: `{a, b as c}` becomes `{a, b: c}`."""
    if whole:
        return whole
    return "{" + RENAMED.sub(r"\1: \2", names) + "}" if names.strip() else ""


def _properties(names: str) -> str:
    """What an export is the object of: `{a, b as c}` becomes `a, c: b`."""
    return RENAMED.sub(r"\2: \1", names).strip().rstrip(",")
