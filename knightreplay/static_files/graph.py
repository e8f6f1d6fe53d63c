"""Which modules a page needs at once, and which it fetches later."""

from collections.abc import Iterable, Mapping
from functools import cache

from knightreplay.static_files.modules import Module, module

CHARTS = "js/charts/plotly.js"  # the file that all charts come in: a page shows several


def file_of(later: str) -> str:
    """The file in which something comes that is fetched later."""
    return CHARTS if later.endswith(".chart.js") else later


class Graph:
    """Modules and what they import, some with others in their place."""

    def __init__(self, stand_ins: Mapping[str, str] | None = None) -> None:
        self._stand_ins = stand_ins or {}

    def module(self, name: str) -> Module:
        return module(self._stand_ins.get(name, name))

    def needed(self, name: str) -> tuple[str, ...]:
        """A module and all that it imports, each after what it imports itself."""
        order: dict[str, None] = {}

        def enter(wanted: str) -> None:
            if wanted in order:
                return
            for imported in self.module(wanted).imports:
                enter(imported.name)
            order[wanted] = None

        enter(name)
        return tuple(order)

    def all_needed(self, names: Iterable[str]) -> tuple[str, ...]:
        """What several need, each once."""
        return tuple(dict.fromkeys(one for name in names for one in self.needed(name)))

    def later(self, names: Iterable[str]) -> tuple[str, ...]:
        """All that is ever fetched later from some modules, in order."""
        found: dict[str, None] = {}
        waiting = list(names)
        while waiting:
            new = dict.fromkeys(n for w in waiting for n in self.module(w).later)
            new = {name: None for name in new if name not in found}
            found |= new
            waiting = [name for later in new for name in self.needed(later)]
        return tuple(found)


@cache
def parts(entries: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The files that pages fetch, by name, and the modules that each brings.

    An entry brings all that it needs. A file that is fetched later brings what is asked of
    it, and what that needs beyond what every entry has from which it can be reached.
    """
    graph = Graph()
    whole = {entry: graph.needed(entry) for entry in entries}
    there: dict[str, set[str]] = {}  # by file: before it comes
    asked: dict[str, dict[str, None]] = {}  # by file: what it is fetched for, in order
    for own in whole.values():
        for later in graph.later(own):
            file = file_of(later)
            there[file] = there.get(file, set(own)) & set(own)
            asked.setdefault(file, {})[later] = None
    brought = {file: graph.all_needed(names) for file, names in asked.items()}
    return whole | {
        file: tuple(name for name in names if name not in there[file])
        for file, names in brought.items()
    }
