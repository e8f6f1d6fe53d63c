"""The suite itself: every test says what must be, and none waits by sleeping."""

import ast
import re

import pytest

from tests.house.suite import (
    FILES,
    TEST_FILES,
    Function,
    calls,
    functions_of,
    name_of,
    tree_of,
)

# One looks again until something is there; others play clients that wait before they come
# back or do the next thing, and a fault that lasts.
SLEEPERS = {
    "waiting.py",
    "drill/leader.py",
    "drill/page.py",
    "drill/participant.py",
    "drill/people.py",
    "drill/scene.py",
    "drill/topology.py",
    "journeys/test_class.py",
}
DEADLINE = 1.0  # seconds; what is shorter is a pause
IN_A_PAGE = re.compile(r"performance\.now|setTimeout|setInterval")
CODES = range(100, 600)
SLEEPS = {"time.sleep", "asyncio.sleep", "sleep", "wait_for_timeout"}


def sleeps(tree: ast.AST) -> bool:
    """Giving way to what is due, `sleep(0)`, is none; so is a deadline, `timeout=30`."""
    return any(
        (
            ast.unparse(call.func).split("page.")[-1] in SLEEPS
            and [ast.unparse(argument) for argument in call.args] != ["0"]
        )
        or waits_a_while(call)
        for call in calls(tree)
    )


def waits_a_while(call: ast.Call) -> bool:
    """As `over.wait(0.01)` does."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "wait":
        return False
    deadlines = [word.value for word in call.keywords if word.arg == "timeout"]
    return bool(numbers(call.args)) or any(n < DEADLINE for n in numbers(deadlines))


def numbers(nodes: list[ast.expr]) -> list[float]:
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    ]


def asserts(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or any(
        ast.unparse(call.func) == "pytest.raises" for call in calls(function)
    )


def test_nothing_sleeps_but_what_is_listed():
    sleeping = {name_of(file) for file in FILES if sleeps(tree_of(file))}

    assert sleeping == SLEEPERS


def is_of_codes(node: ast.expr, named: set[str]) -> bool:
    """Nothing but status codes, numbers, and lists of them; some variables are `named`."""
    match node:
        case ast.Constant():
            return True
        case ast.Attribute():
            return node.attr == "status_code"
        case ast.Name():
            return node.id in named
        case ast.Tuple() | ast.List() | ast.Set():
            return all(is_of_codes(one, named) for one in node.elts)
        case ast.BinOp():
            return is_of_codes(node.left, named) and is_of_codes(node.right, named)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            return is_of_codes(node.elt, named)
        case ast.Subscript() | ast.Starred():
            return is_of_codes(node.value, named)
        case ast.Compare():
            sides = (node.left, *node.comparators)
            return all(is_of_codes(side, named) for side in sides)
    return False


def codes_named(function: ast.AST) -> set[str]:
    """The variables that hold status codes only."""
    return {
        name
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and "status_code" in ast.unparse(node.value)
        and is_of_codes(node.value, set())
        for name in map(ast.unparse, node.targets)
    }


def only_a_code(function: Function) -> bool:
    """All that it asserts is one code; where answers differ, that they do is more."""
    asserted = [
        node.test for node in ast.walk(function) if isinstance(node, ast.Assert)
    ]
    named = codes_named(function)
    if not asserted or not all(is_of_codes(test, named) for test in asserted):
        return False
    parts = [part for test in asserted for part in ast.walk(test)]
    told = {ast.unparse(part).split(".")[-1] for part in parts}
    return not told.isdisjoint({"status_code", *named}) and len(codes_in(asserted)) < 2


def codes_in(asserted: list[ast.expr]) -> set[float]:
    """The codes that answers must have; one of several is none."""
    compared = [
        test
        for test in asserted
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq)
    ]
    parts = [part for test in compared for part in ast.walk(test)]
    found = numbers([part for part in parts if isinstance(part, ast.expr)])
    return {number for number in found if number in CODES}


def test_pages_wait_in_one_way():
    waiting = {
        name_of(file)
        for file in FILES
        if IN_A_PAGE.search(file.read_text(encoding="utf-8"))
    }

    assert waiting == {"house/test_suite.py", "waiting.py"}


@pytest.mark.parametrize("file", TEST_FILES, ids=name_of)
def test_no_test_is_of_a_status_code_alone(file):
    alone = {
        name
        for name, function in functions_of(file).items()
        if name.startswith("test_") and only_a_code(function)
    }

    assert alone == set()


@pytest.mark.parametrize("file", TEST_FILES, ids=name_of)
def test_every_test_asserts_something(file):
    """By itself, or by a function of its file."""
    functions = functions_of(file)
    asserting = {name for name, function in functions.items() if asserts(function)}

    silent = [
        name
        for name, function in functions.items()
        if name.startswith("test_")
        and name not in asserting
        and not asserting & {ast.unparse(call.func) for call in calls(function)}
    ]

    assert silent == []
