"""What more workers add: `python -m benchmarks.workers [--workers 1,2,4]`.

Redis, PostgreSQL, one web process, and one, two or four `celery worker` processes of one
child each. Measured is the time from the first of many new runs until the last one is
computed whole, and whose processor time it took. With that of one worker the same is
simulated (figures/queueing.py): beside what was measured, on as many cores as here, and
for a class and a stream of runs with up to 32 workers, where everybody has a core.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psycopg

from benchmarks.figures.process import cpu_of_all
from benchmarks.figures.queueing import Services, at_once, stream
from benchmarks.figures.ratio import Ratio, p95, report
from tests.drill.topology import CELERY, HOST_KEY, Topology, topology

SLICE = 0.1  # seconds of a worker, as in knightreplay/runs/segments/computing.py
PATIENCE = 180.0  # seconds until the runs must be computed
WARM_UP = 6  # runs, so that every worker has loaded the kernel
RUNS = 20
SIMULATED = (1, 2, 4, 8, 16, 32)
CLASS, RATE, STREAM = 30, 1.0, 600  # runs at once; runs a second, and how many


class Taken(NamedTuple):
    """What the runs took of one arrangement."""

    seconds: float
    services: Services  # of one run


def main(counts: list[int]) -> None:
    taken = {workers: _shown(workers, _taken(workers)) for workers in counts}
    ratios = _compare(taken)
    _foretell(taken[1].services)
    report("workers", ratios)


def _shown(workers: int, taken: Taken) -> Taken:
    """Prints whose processor time a run took."""
    *times, slices = taken.services
    each = ", ".join(
        f"{name} {seconds * 1e3:.0f}"
        for name, seconds in zip(Services._fields[:-1], times, strict=True)
    )
    print(f"with {workers}, CPU of a run in ms: {each}; {slices} slices", flush=True)
    return taken


def _compare(taken: dict[int, Taken]) -> list[Ratio]:
    """Prints measured and simulated beside each other, in multiples of one worker."""
    services, cores = taken[1].services, os.cpu_count() or 1
    simulated = {w: at_once(services, RUNS, w, cores).lasted for w in taken}
    print(f"{RUNS} runs at once on {cores} cores")
    print(
        f"{'workers':>8}{'measured s':>12}{'times':>7}{'simulated s':>13}{'times':>7}"
    )
    for workers, (seconds, _) in taken.items():
        print(
            f"{workers:8}{seconds:12.1f}{taken[1].seconds / seconds:7.2f}"
            f"{simulated[workers]:13.1f}{simulated[1] / simulated[workers]:7.2f}"
        )
    return [
        ratio
        for w in taken
        if w > 1
        for ratio in (
            Ratio(f"{w} workers / 1", taken[w].seconds, taken[1].seconds, "s"),
            Ratio(f"simulated {w} workers / 1", simulated[w], simulated[1], "s"),
        )
    ]


def _foretell(services: Services) -> None:
    """Prints what a class and a stream wait for, with ever more workers."""
    print(f"simulated, a core for each: {CLASS} runs at once; {RATE:g} run a second")
    print(
        f"{'workers':>8}{'runs/s':>8}{'first p50':>11}{'p95':>7}{'whole p95':>11}"
        f"{'stream: first p50':>19}{'p95':>7}{'whole p95':>11}"
    )
    for workers in SIMULATED:
        some, steady = (
            at_once(services, CLASS, workers),
            stream(services, RATE, STREAM, workers),
        )
        print(
            f"{workers:8}{some.throughput:8.2f}{statistics.median(some.first):11.2f}"
            f"{p95(some.first):7.2f}{p95(some.whole):11.2f}"
            f"{statistics.median(steady.first):19.2f}{p95(steady.first):7.2f}"
            f"{p95(steady.whole):11.2f}"
        )


def _taken(workers: int) -> Taken:
    with (
        tempfile.TemporaryDirectory(prefix="knightreplay-bench-") as folder,
        topology(Path(folder), webs=1, programs=(CELERY,) * workers) as all_,
    ):
        _compute(all_, WARM_UP)
        before, started = _spent(all_), time.perf_counter()
        _compute(all_, RUNS)
        seconds, after = time.perf_counter() - started, _spent(all_)
    each = {name: (after[name] - before[name]) / RUNS for name in after}
    slices = max(1, round((each["compute"] + each["database"]) / SLICE))
    return Taken(seconds, Services(**each, slices=slices))


def _spent(all_: Topology) -> dict[str, float]:
    """Seconds of processor time so far, by who spent them."""
    programs = {
        "web": [web.process.pid for web in all_.webs],
        "compute": [worker.process.pid for worker in all_.workers if worker.process],
        "database": [all_.postgres.process.pid],
        "broker": [all_.redis.process.pid],
    }
    return {name: sum(map(cpu_of_all, pids)) for name, pids in programs.items()}


def _compute(all_: Topology, runs: int) -> None:
    """Creates so many runs and waits until none is left to compute."""
    for seed in range(runs):
        status, _ = all_.webs[0].ask("runs", {"seed": seed}, HOST_KEY)
        assert status == 201, status  # noqa: S101 -- nothing to measure otherwise
    end = time.monotonic() + PATIENCE
    # One connection for all looks: a new one each time would cost the database more.
    with psycopg.connect(all_.postgres.address, autocommit=True) as connection:
        while (found := _statuses(connection)) != {"complete"}:
            if "failed" in found or time.monotonic() > end:
                raise RuntimeError(f"runs are {found}")
            time.sleep(0.1)


def _statuses(connection: psycopg.Connection) -> set[str]:
    rows = connection.execute("SELECT DISTINCT status FROM runs_run").fetchall()
    return {row[0] for row in rows}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", default="1,2,4", help="counts, 1 among them")
    main([int(n) for n in parser.parse_args().workers.split(",")])
