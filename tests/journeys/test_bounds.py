"""Mornings that nobody stops, by a kernel that looks at every index: compiling it takes a minute."""

import os
import subprocess
import sys

from simulator.kernel_cache import PACKAGE

NOBODY_STOPS = """
from concurrent.futures import ThreadPoolExecutor
from simulator.engine import simulate
from simulator.guardrails import NAMES
from simulator.interventions import parse_do
from simulator.warming import warm
from simulator.scenario import load_scenario

warm()
scenario = load_scenario("sec-2013")
armed = [parse_do(f"08:00 arm {name} action=shadow", 8) for name in NAMES]
mornings = armed, [parse_do("09:54:16 rollback 1-7", 8)]
with ThreadPoolExecutor() as threads:  # two at once: the kernel releases the lock
    runs = threads.map(
        lambda acts: simulate(scenario, 29, acts, with_preset=False), mornings
    )
for run in runs:
    print(run.frames[-1].loops[-1], run.frames[-1].executions[-1])
"""


def test_mornings_that_nobody_stops_stay_in_bounds():
    """With a kernel that looks at every index, kept like the other one: beside it."""
    kept = PACKAGE / "kernel" / "__pycache__" / "checked"
    checked = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(kept)}

    printed = subprocess.run(
        [sys.executable, "-c", NOBODY_STOPS],
        check=True,
        cwd=PACKAGE.parent,
        env=os.environ | checked,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout

    loops, executions = zip(
        *(map(int, line.split()) for line in printed.splitlines()), strict=True
    )
    assert loops[1] == 3220
    assert 121_500_000 < executions[1] < 122_500_000
    assert 0 < loops[0] < loops[1]
