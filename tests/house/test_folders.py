"""The folders of the suite are those of the packages, and what is shared is shared."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.house.suite import (
    FILES,
    TEST_FILES,
    TESTS,
    Function,
    functions_of,
    name_of,
    tree_of,
)

OF_ALL = {"browser", "drill", "house", "journeys", "security"}
# Tests of what is asked for by its address import what they look at, not what answers.
ADDRESSED = {"api", "embedded", "live", "pages"}
LONG = 3  # lines of a body that must not be there twice


def imported_by(file: Path) -> set[str]:
    """The packages and the modules of the product that a test imports from."""
    modules = [
        f"{node.module}.{name.name}".split(".")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    ]
    product = [parts for parts in modules if parts[0] in ("knightreplay", "simulator")]
    return {top if top == "simulator" else part for top, part, *_ in product}


def is_package(folder: str) -> bool:
    product = TESTS.parent / "knightreplay" / folder
    return product.is_dir() or folder == "simulator"


def lies_elsewhere(file: Path) -> bool:
    """A module beside the packages has no folder; who imports one may lie anywhere."""
    folder, imported = name_of(file).split("/")[0], imported_by(file)
    if not is_package(folder) or folder in OF_ALL | ADDRESSED or not imported:
        return False
    return folder not in imported and all(map(is_package, imported))


def test_folders_are_those_of_the_packages():
    folders = {name_of(file.parent) for file in TEST_FILES} - {"."}
    mirroring = {name for name in folders if name.split("/")[0] not in OF_ALL}

    assert [name for name in sorted(mirroring) if not is_package(name)] == []


def test_tests_lie_in_the_folder_of_a_package_that_they_import():
    assert [name_of(file) for file in TEST_FILES if lies_elsewhere(file)] == []


def body_of(function: Function) -> str:
    """What it does, without what it says of itself; nothing if that is short."""
    documented = ast.get_docstring(function) is not None
    body = function.body[1:] if documented else function.body
    if not body or (body[-1].end_lineno or 0) - body[0].lineno + 1 < LONG:
        return ""
    return ast.dump(ast.Module(body, []))


def test_nothing_is_written_twice():
    written = defaultdict(list)
    for file in FILES:
        for name, function in functions_of(file).items():
            written[body_of(function)].append(f"{name_of(file)}: {name}")

    assert [places for body, places in written.items() if body and places[1:]] == []
