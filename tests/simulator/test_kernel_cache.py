"""Compiling, in processes of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.engine import run_until
from simulator.guardrails import NAMES
from simulator.interventions import parse_do
from simulator.kernel_cache import PACKAGE
from simulator.schedule import make_schedule
from simulator.state import new_state, pack

ROOT = PACKAGE.parent


def python(script, *arguments, cwd=ROOT, **environment):
    """Run a script in a fresh interpreter and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        check=True,
        cwd=cwd,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the package with one jitted function that calls another file's."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "simulator", ignore=ignore)
    (tmp_path / "simulator" / "kernel" / "caller.py").write_text(
        "from simulator.kernel.impact import factor\n"
        "from simulator.kernel.jit import jit\n\n\n"
        "@jit\ndef call(push: float) -> float:\n    return factor(push)\n"
    )
    return tmp_path


CALL = "from simulator.kernel.caller import call; print(call(0.5))"


@pytest.mark.slow
def test_change_in_a_callee_is_seen(copied):
    before = python(CALL, cwd=copied, PYTHONPATH=str(copied))
    again = python(CALL, cwd=copied, PYTHONPATH=str(copied))
    callee = copied / "simulator" / "kernel" / "impact.py"
    callee.write_text(callee.read_text().replace("1.0 + push, ", "2.0 + push, "))
    after = python(CALL, cwd=copied, PYTHONPATH=str(copied))

    assert (before, again, after) == ("1.5", "1.5", "2.5")
    folders = list((copied / "simulator/kernel/__pycache__").glob("knightreplay-*"))
    assert len(folders) == 2


PLACE = "from simulator.kernel_cache import prepare; print(prepare())"


@pytest.mark.slow
def test_cache_lies_beside_the_kernel_or_where_it_is_told(copied, tmp_path):
    beside = Path(python(PLACE, cwd=copied, PYTHONPATH=str(copied)))
    told = Path(python(PLACE, NUMBA_CACHE_DIR=str(tmp_path / "told")))

    assert beside.parent == copied / "simulator" / "kernel" / "__pycache__"
    assert told.parent == tmp_path / "told"
    assert beside.name != told.name  # the copy has one file more


@pytest.mark.slow
def test_cache_goes_to_the_user_where_the_package_is_read_only(copied, tmp_path):
    shutil.rmtree(copied / "simulator/kernel/__pycache__", ignore_errors=True)
    (copied / "simulator/kernel/__pycache__").write_text("in the way")

    place = Path(
        python(
            PLACE,
            cwd=copied,
            PYTHONPATH=str(copied),
            XDG_CACHE_HOME=str(tmp_path / "own"),
        )
    )

    assert place.parent.parent == tmp_path / "own" / "knightreplay"


RESUME = """
import sys
from pathlib import Path
import numpy as np
from simulator.engine import run_until
from simulator.scenario import load_scenario
from simulator.schedule import make_schedule
from simulator.state import pack, unpack

checkpoint, start, end = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
scenario = load_scenario("sec-2013")
state = unpack(scenario, checkpoint.read_bytes())
with np.errstate(over="ignore"):  # draws wrap around, as they do when compiled
    state, _ = run_until(scenario, 29, make_schedule(scenario, []), state, start, end)
print(pack(state).hex())
"""

# Before the open, first loops, a rollback step, the stop, the desk and its block.
WINDOWS = [(5397, 5403), (6854, 6858), (8098, 8102), (28739, 28742)]


# All that acts at 09:40, and what only looks on until a stock is paused at 09:45.
ACTING = [f"09:39:50 arm {name} latency=9" for name in NAMES]
LOOKING = [
    "09:39 arm stock-breaker",
    "09:39 arm pnl reference=peers mark=liquidation scope=server action=shadow",
    "09:39 arm order-rate reference=peers action=shadow",
    "09:39 arm child-cap limit=20000",
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "end", "armed"),
    [(*window, []) for window in WINDOWS]
    + [(5998, 6003, ACTING), (6298, 6303, LOOKING)],
)
def test_plain_python_gives_the_same_bits(scenario, tmp_path, start, end, armed):
    acts = [parse_do(act, scenario.server_count) for act in armed]
    schedule = make_schedule(scenario, acts)
    state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, start)
    (tmp_path / "checkpoint").write_bytes(pack(state))
    compiled, _ = run_until(scenario, 29, schedule, state, start, end)

    plain = python(RESUME, tmp_path / "checkpoint", start, end, NUMBA_DISABLE_JIT="1")

    assert bytes.fromhex(plain) == pack(compiled)


@pytest.mark.slow
def test_warm_removes_older_kernels(copied):
    cache = copied / "simulator" / "kernel" / "__pycache__"
    (cache / "knightreplay-0123456789abcdef").mkdir(parents=True)
    script = (
        "from simulator import kernel_cache as k;"
        "k.prepare(); k.remove_others(); print(k.prepare().name)"
    )
    (
        cache / python(PLACE, cwd=copied, PYTHONPATH=str(copied)).rpartition("/")[2]
    ).mkdir()

    kept = python(script, cwd=copied, PYTHONPATH=str(copied))

    assert [folder.name for folder in cache.glob("knightreplay-*")] == [kept]
