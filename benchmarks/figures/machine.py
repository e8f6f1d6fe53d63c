"""The machine that measures: `python -m benchmarks.figures.machine`, before the benchmarks.

The loop of plain Python is the unit of the machine itself: where it takes twice as long,
milliseconds of another machine mean nothing, and ratios still do.
"""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from benchmarks.figures.ratio import RESULTS

STEPS = 1_000_000
KEPT = RESULTS / "machine.json"

Machine = dict[str, str | int | float]


def processor(cpuinfo: str) -> str:
    """The model as Linux tells it, or what Python knows."""
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


def loop_milliseconds(times: int = 5) -> float:
    """The best of several loops of a million steps; other work counts for none."""
    return min(_loop() for _ in range(times)) * 1e3


def _loop() -> float:
    total, begun = 0, process_time()
    for step in range(STEPS):
        total += step & 3
    return process_time() - begun


def this_machine() -> Machine:
    cpuinfo = Path("/proc/cpuinfo")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "cpu": processor(cpuinfo.read_text() if cpuinfo.exists() else ""),
        "cores": os.cpu_count() or 0,
        "load": load(),
        "python loop ms": round(loop_milliseconds(), 1),
    }


def load() -> float:
    """How many wanted a core in the last minute; the benchmarks themselves among them."""
    return round(os.getloadavg()[0], 1)


def _commit() -> str:
    """Short, with a + where the tree has changes that no commit has."""
    told = subprocess.run(
        ["git", "describe", "--always", "--exclude=*", "--dirty=+"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "unknown"


def main() -> None:
    machine = this_machine()
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(machine))
    print(", ".join(f"{name} {value}" for name, value in machine.items()))


if __name__ == "__main__":
    main()
