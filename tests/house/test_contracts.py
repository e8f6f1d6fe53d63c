"""The contracts of pyproject.toml hold what they promise inside the simulator."""

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
    """The packages that the contracts speak of, of which the simulator may be changed."""
    ignore = shutil.ignore_patterns("__pycache__", "*.csv", "*.toml")
    shutil.copytree(ROOT / "simulator", tmp_path / "simulator", ignore=ignore)
    (tmp_path / "knightreplay").symlink_to(ROOT / "knightreplay")
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
            "params.py",
            "from simulator.engine import simulate",
            "layers inside the simulator BROKEN",
        ),
        (
            "files/claims.py",
            "def late():\n    from simulator.verdict import verdicts",
            "layers inside the simulator BROKEN",
        ),
        (
            "kernel/jit.py",
            "from simulator.kernel.tick import run_ticks",
            "no circle inside the simulator BROKEN",
        ),
    ],
)
def test_planted_import_breaks_a_contract(copied, module, line, broken):
    planted = copied / "simulator" / module
    planted.write_text(f"{planted.read_text()}\n{line}\n")

    answer = linted(copied)

    assert answer.returncode == 1
    assert broken in answer.stdout


@pytest.mark.slow
def test_unlisted_module_breaks_a_contract(copied):
    (copied / "simulator" / "unlisted.py").touch()

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
