"""The simulator is a function: no framework, no clock, no global random numbers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.kernel_cache import PACKAGE, sources

FORBIDDEN = {
    "asyncio",
    "celery",
    "channels",
    "datetime",
    "django",
    "knightreplay",
    "random",
    "redis",
    "secrets",
    "socket",
    "threading",
    "time",
    "urllib",
}
# Warming says how long compiling took; no simulated number knows of it.
ALLOWED = {("warming.py", "time")}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_module_imports_nothing_impure(path):
    roots = {name.partition(".")[0] for name in imported(path)}

    found = {(path.name, root) for root in roots & FORBIDDEN}
    assert found <= ALLOWED


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_module_uses_no_global_random_numbers(path):
    assert "np.random" not in path.read_text()


def test_kernel_cache_covers_what_the_kernel_imports():
    """Else a change there would leave a stale kernel."""
    covered = {path.relative_to(PACKAGE.parent).as_posix() for path in sources()}
    # Read from Python only: no jitted function has anything of theirs inside.
    uncompiled = {"simulator/params.py", "simulator/kernel_cache.py"}

    for path in (PACKAGE / "kernel").glob("*.py"):
        for name in imported(path):
            if name.startswith("simulator."):
                file = name.replace(".", "/") + ".py"
                assert file in covered | uncompiled, f"{path.name} imports {name}"


@pytest.mark.slow
def test_reading_an_intervention_needs_no_compiler():
    script = (
        "import sys, simulator;"
        "simulator.parse_do('09:45 kill all', 8);"
        "simulator.load_scenario('sec-2013');"
        "print('numba' in sys.modules)"
    )

    told = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
    )

    assert told.stdout == "False\n"
