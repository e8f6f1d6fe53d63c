"""The suite itself: every test says what must be, and none waits by sleeping."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FILES = sorted(TESTS.rglob("*.py"))
# One looks again until something is there; others play clients that wait before they come
# back or do the next thing, and a fault that lasts.
SLEEPERS = {
    "waiting.py",
    "drill/page.py",
    "drill/scene.py",
    "drill/topology.py",
    "journeys/test_class.py",
}
SLEEPS = {"time.sleep", "asyncio.sleep", "sleep", "wait_for_timeout"}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def sleeps(tree: ast.AST) -> bool:
    """Giving way to what is due, `sleep(0)`, is none."""
    return any(
        ast.unparse(call.func).split("page.")[-1] in SLEEPS
        and [ast.unparse(argument) for argument in call.args] != ["0"]
        for call in calls(tree)
    )


def asserts(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or any(
        ast.unparse(call.func) == "pytest.raises" for call in calls(function)
    )


def test_nothing_sleeps_but_what_is_listed():
    sleeping = {
        file.relative_to(TESTS).as_posix()
        for file in FILES
        if sleeps(ast.parse(file.read_text(encoding="utf-8")))
    }

    assert sleeping == SLEEPERS


@pytest.mark.parametrize(
    "file",
    [file for file in FILES if file.name.startswith("test_")],
    ids=lambda file: file.relative_to(TESTS).as_posix(),
)
def test_every_test_asserts_something(file):
    """By itself, or by a function of its file."""
    functions = {
        node.name: node
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    asserting = {name for name, function in functions.items() if asserts(function)}

    silent = [
        name
        for name, function in functions.items()
        if name.startswith("test_")
        and name not in asserting
        and not asserting & {ast.unparse(call.func) for call in calls(function)}
    ]

    assert silent == []
