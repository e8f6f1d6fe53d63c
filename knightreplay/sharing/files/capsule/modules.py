"""The page's ES modules under bare names, for an import map of `data:` addresses.

A file on a disk has no origin, so its modules cannot import each other by path. What the
page asks of the server is stood in for: a capsule is its own server.

The policy allows no `data:` address. Modules run because a script that the policy names by
its hash asks for them (`'strict-dynamic'`); a script element in the file's text does not.
"""

import base64
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import rjsmin
from django.contrib.staticfiles import finders

START = "js/capsule/start.js"  # asks for the first two modules
ENTRIES = ("js/capsule/capsule.page.js", "js/run.js")
STAND_INS = {
    "js/net/socket.js": "js/capsule/capsule.api.js",
    "js/net/api.js": "js/capsule/no_server.api.js",
    "js/run/forks/index.js": "js/capsule/fork.page.js",
    "js/run/notes/notes.api.js": "js/capsule/notes.api.js",
    "js/run/page/run_menu.page.js": "js/capsule/menu.page.js",
}
IMPORT = re.compile(r"""(\b(?:from|import)\s*\(?\s*)"(\.{1,2}/[^"]+)\"""")


@cache
def import_map() -> dict[str, str]:
    """Bare name → `data:` address of every module that the run page can want."""
    found: dict[str, str] = {}
    waiting = [*reversed(ENTRIES)]
    while waiting:
        name = waiting.pop()
        if bare(name) in found:
            continue
        text = source(STAND_INS.get(name, name))
        wanted = dict(_imports(text, STAND_INS.get(name, name)))
        found[bare(name)] = _address(_rewritten(text, wanted))
        waiting += wanted.values()
    return dict(sorted(found.items()))


def bare(name: str) -> str:
    """What a module is called in the import map."""
    return f"kr/{name}"


def source(name: str) -> str:
    """A module as it is served: ours without comments, others' as they are."""
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(name)
    text = Path(path).read_text(encoding="utf-8")
    return str(rjsmin.jsmin(text)) if name.startswith("js/") else text


def _imports(text: str, name: str) -> Iterator[tuple[str, str]]:
    """(relative path as written, file in static/) of what a module imports."""
    folder = PurePosixPath(name).parent
    for _, path in IMPORT.findall(text):
        parts: list[str] = []
        for part in (folder / path).parts:
            if part == "..":
                parts.pop()
            else:
                parts.append(part)
        yield path, "/".join(parts)


def _rewritten(text: str, wanted: dict[str, str]) -> str:
    return IMPORT.sub(lambda m: f'{m[1]}"{bare(wanted[m[2]])}"', text)


def _address(text: str) -> str:
    return "data:text/javascript;base64," + base64.b64encode(text.encode()).decode()
