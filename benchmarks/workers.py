"""What a second worker adds: `python -m benchmarks.workers`.

Redis, PostgreSQL, one web process, and one or two `celery worker` processes of one child
each. Measured is the time from the first of many new runs until the last one is computed
whole: each run is about a second of simulating, encoding and storing.
"""

import platform
import tempfile
import time
from pathlib import Path

from benchmarks.figures.ratio import Ratio, report
from tests.drill.topology import CELERY, HOST_KEY, Topology, topology

WARM_UP = 6  # runs, so that every worker has loaded the kernel
RUNS = 20


def main() -> None:
    one, two = (_seconds(workers) for workers in (1, 2))
    print(f"{platform.platform()}, Python {platform.python_version()}")
    print(f"{RUNS} runs computed by 1 worker  {one:6.1f} s")
    print(f"{RUNS} runs computed by 2 workers {two:6.1f} s")
    print(f"two are {one / two:.2f} times as fast as one")
    report("workers", [Ratio("2 workers / 1", two, one, "s")])


def _seconds(workers: int) -> float:
    with (
        tempfile.TemporaryDirectory(prefix="knightreplay-bench-") as folder,
        topology(Path(folder), webs=1, programs=(CELERY,) * workers) as all_,
    ):
        _compute(all_, WARM_UP)
        started = time.perf_counter()
        _compute(all_, RUNS)
        return time.perf_counter() - started


def _compute(all_: Topology, runs: int) -> None:
    """Creates so many runs and waits until none is left to compute."""
    for seed in range(runs):
        status, _ = all_.webs[0].ask("runs", {"seed": seed}, HOST_KEY)
        assert status == 201, status  # noqa: S101 -- nothing to measure otherwise
    query = "SELECT count(*) FROM runs_run WHERE status <> 'complete'"
    while all_.rows(query) != [(0,)]:
        time.sleep(0.05)


if __name__ == "__main__":
    main()
