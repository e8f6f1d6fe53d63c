"""The contracts of pyproject.toml hold what they promise inside the packages."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = (str(Path(sys.executable).with_name("lint-imports")), "--no-cache")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The packages that the contracts speak of."""
    ignore = shutil.ignore_patterns("__pycache__", "*.csv", "*.toml")
    for package in ("simulator", "knightreplay"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        LINT, cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        (
            "simulator/params.py",
            "from simulator.engine import simulate",
            "layers inside the simulator BROKEN",
        ),
        (
            "simulator/files/claims.py",
            "def late():\n    from simulator.verdict import verdicts",
            "layers inside the simulator BROKEN",
        ),
        (
            "simulator/kernel/jit.py",
            "from simulator.kernel.tick import run_ticks",
            "no circle inside the simulator BROKEN",
        ),
        (
            "knightreplay/runs/roles.py",
            "from knightreplay.runs.services import start_run",
            "layers of runs BROKEN",
        ),
        (
            "knightreplay/rooms/services/command.py",
            "def late():\n    from knightreplay.rooms.services.drill import start_drill",
            "no circle inside a package of the product BROKEN",
        ),
    ],
)
def test_planted_import_breaks_a_contract(copied, module, line, broken):
    planted = copied / module
    planted.write_text(f"{planted.read_text()}\n{line}\n")

    answer = linted(copied)

    assert answer.returncode == 1
    assert broken in answer.stdout


@pytest.mark.slow
@pytest.mark.parametrize("package", ["simulator", "knightreplay/access"])
def test_unlisted_module_breaks_a_contract(copied, package):
    (copied / package / "unlisted.py").touch()

    answer = linted(copied)

    assert answer.returncode == 1
    assert "unlisted" in answer.stdout


def test_architecture_lists_the_layers_of_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
        "importlinter"
    ]["contracts"]
    (layers,) = [
        contract["layers"]
        for contract in contracts
        if contract["name"] == "layers of the product"
    ]
    listed = "\n→ ".join(layer.replace("knightreplay.", "") for layer in layers)

    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert told.partition("## Layers\n\n```\n")[2].partition("\n\n")[0] == listed
