"""Modules joined into one file, in which each still is a scope of its own.

A module becomes a function that gives its exports. A register of the page calls it when it
is first wanted, and once, whichever file brought it. As no module imports one that imports
it (a test keeps that), every import is there when a module begins.
"""

import posixpath
from collections.abc import Callable, Iterable, Mapping

import rjsmin

from knightreplay.static_files.graph import Graph, file_of
from knightreplay.static_files.modules import ImportLine, Module

# Every file brings the register, and the first one makes it.
REGISTER = """\
const $modules = (globalThis.$modules ??= new Map());
const $define = (name, make) => $modules.has(name) || $modules.set(name, { make });
const $need = (name) => {
  const own = $modules.get(name);
  if (own.make) [own.exports, own.make] = [own.make(), null];
  return own.exports;
};
const $later = async (name, fetched) => {
  if (!$modules.has(name)) await fetched();
  return $need(name);
};
"""

Fetch = Callable[[str], str]


def joined(name: str, brought: Iterable[str], *, begins: bool) -> str:
    """The file `name` with the modules that it brings.

    With `begins` the module of this name runs at once, and may wait at its top level.
    """
    graph = Graph()
    folder = posixpath.dirname(name)

    def fetch(wanted: str) -> str:
        path = posixpath.relpath(file_of(wanted), folder)
        path = path if path.startswith(".") else f"./{path}"
        return f'$later("{wanted}", () => import("{path}"))'

    return _minified(
        _beginning(graph.module(one), fetch)
        if begins and one == name
        else _defined(one, graph.module(one), fetch)
        for one in brought
    )


def in_one(entries: Iterable[str], stand_ins: Mapping[str, str]) -> str:
    """All that some entries ever need as one script, that fetches nothing.

    It begins them in turn, the next when the one before is through.
    """
    graph = Graph(stand_ins)
    entries = tuple(entries)
    begun = graph.all_needed(entries)
    wanted = graph.all_needed((*begun, *graph.later(begun)))

    def fetch(name: str) -> str:
        return f'$later("{name}")'

    return _minified(
        f"{{\n{_beginning(graph.module(one), fetch)}}}\n"
        if one in entries
        else _defined(one, graph.module(one), fetch)
        for one in sorted(wanted, key=_last(entries))
    )


def _last(entries: tuple[str, ...]) -> Callable[[str], int]:
    """Entries after all others, in their order; a stable order of the rest."""
    return lambda name: entries.index(name) if name in entries else -1


def _defined(name: str, made: Module, fetch: Fetch) -> str:
    given = f"return {{{made.exports}}};\n"
    return f'$define("{name}", () => {{\n{_beginning(made, fetch)}{given}}});\n'


def _beginning(made: Module, fetch: Fetch) -> str:
    return "".join(map(_taken, made.imports)) + made.body_with(fetch)


def _taken(wanted: ImportLine) -> str:
    needed = f'$need("{wanted.name}");\n'
    return f"const {wanted.pattern} = {needed}" if wanted.pattern else needed


def _minified(parts: Iterable[str]) -> str:
    text = REGISTER + "".join(parts)
    return str(rjsmin.jsmin(text, keep_bang_comments=True))
