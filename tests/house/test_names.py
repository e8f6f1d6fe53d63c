"""A class is named so that nobody has to ask whose it is."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TWICE = {
    "Command": "Django's own name for what manage.py runs",
    "Intervention": "an act for the simulator, whose public name it is, and its row",
    "Note": "a row, and what is told of it (the browser's types.d.ts)",
    "Run": "a morning for the simulator, whose public name it is, and its row",
    "RunInfo": "what the API and what the socket tell of a run; both are public names",
    "Stop": "a row, and what is told of it (the browser's types.d.ts)",
}


def modules() -> list[Path]:
    found = [*ROOT.glob("knightreplay/**/*.py"), *ROOT.glob("simulator/**/*.py")]
    return [path for path in found if path.parent.name != "migrations"]


def test_no_class_name_stands_in_two_modules():
    places = defaultdict(set)
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].add(str(path.relative_to(ROOT)))

    twice = {name: sorted(where) for name, where in places.items() if len(where) > 1}

    assert {name: twice[name] for name in twice.keys() - TWICE.keys()} == {}
    assert twice.keys() == TWICE.keys()
