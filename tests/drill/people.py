"""The people drill: a class and its host, while the processes under them are killed.

    python -m tests.drill.people --bots 60 --minutes 10 --seed 1 --database sqlite

Bots join, answer, act, get other names, sleep, leave and come back at random from the seed;
one host leads lessons and drills. At the end everything that was acknowledged must be in the
database once, and what everybody was told last must be what stands there.
"""

import argparse
import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.drill import books
from tests.drill.audit import losses
from tests.drill.books import Books, Rows
from tests.drill.faults import FAULTS
from tests.drill.leader import Leader
from tests.drill.participant import Participant
from tests.drill.scene import Scene
from tests.drill.topology import HOST_KEY, topology
from tests.server import Server, serving

BETWEEN = 25.0  # seconds between two faults, on average
PATIENCE = 120.0  # seconds in which everybody must have heard of everything
DATABASES = ("sqlite", "postgresql")


class Fault(NamedTuple):
    name: str
    inject: Callable[[], None]


class Stage(NamedTuple):
    """The processes that people meet, and what can befall them."""

    addresses: Sequence[str]
    host_key: str
    faults: Sequence[Fault]
    rows: Rows


class Outcome(NamedTuple):
    scene: Scene
    faults: list[str]
    lost: list[str]


@contextmanager
def one_server(folder: Path) -> Iterator[Stage]:
    """The product in one process, on SQLite."""

    def rows(query: str) -> list[tuple[Any, ...]]:
        file = server.data / "knightreplay.sqlite3"
        with closing(sqlite3.connect(file)) as database:
            return database.execute(query).fetchall()

    with serving(folder) as server:
        killed = Fault("kill -9 of the server", lambda: _killed(server))
        yield Stage([server.address], "", [killed], rows)


def _killed(server: Server) -> None:
    server.kill()
    server.start()


@contextmanager
def many_processes(folder: Path) -> Iterator[Stage]:
    """Two web processes and two workers, on PostgreSQL and Redis."""

    def befalling(inject: Callable[[Any], None]) -> Callable[[], None]:
        return lambda: inject(all_)

    with topology(folder) as all_:
        faults = [Fault(fault.name, befalling(fault.inject)) for fault in FAULTS]
        yield Stage([web.address for web in all_.webs], HOST_KEY, faults, all_.rows)


STAGES = {"sqlite": one_server, "postgresql": many_processes}


async def drill(stage: Stage, *, bots: int, seconds: float, seed: int) -> Outcome:
    """Everybody's life for so long, and then the books."""
    scene = Scene(stage.addresses, stage.host_key, seed)
    leader = Leader(scene)
    people = [Participant(scene, number) for number in range(bots)]
    lives = [asyncio.create_task(leader.lead(), name="the host")]
    for one in people:
        name = f"participant {one.number}"
        lives.append(asyncio.create_task(one.live(), name=name))
    befallen = await _befall(stage, scene, seconds)
    scene.over.set()
    lost = await _stuck(lives)
    try:
        found = await _settled(stage, scene, people)
    finally:
        await asyncio.gather(leader.go(), *(one.go() for one in people))
    lost += losses(scene.ledger, found, people)
    return Outcome(scene, befallen, lost)


async def _stuck(lives: list[asyncio.Task[None]]) -> list[str]:
    """Those whom nobody answers although all processes are back."""
    ended, waiting = await asyncio.wait(lives, timeout=PATIENCE)
    for life in waiting:
        life.cancel()
    for life in ended:
        life.result()  # raises what went wrong in it
    return sorted(f"{life.get_name()} was never answered" for life in waiting)


async def _befall(stage: Stage, scene: Scene, seconds: float) -> list[str]:
    """One fault after the other for so long, the first of them half-way to the second."""
    chance, befallen = scene.chance("faults"), []
    await scene.opened.wait()
    end = time.monotonic() + seconds
    pause = min(BETWEEN, seconds) / 2
    while (left := end - time.monotonic()) > pause:
        await scene.wait(pause)
        fault = chance.choice(stage.faults)
        await asyncio.to_thread(fault.inject)
        befallen.append(fault.name)
        pause = chance.uniform(0.5, 1.5) * BETWEEN
    await scene.wait(max(0.0, left))
    return befallen


async def _settled(stage: Stage, scene: Scene, people: list[Participant]) -> Books:
    """The database when everybody has heard all, or has had the time for it."""
    end = time.monotonic() + PATIENCE
    while True:
        found = await asyncio.to_thread(books.read, stage.rows, scene.code)
        wrong = next(losses(scene.ledger, found, people), None)
        if wrong is None or time.monotonic() > end:
            return found
        for one in people:
            await one.follow()
        await scene.wait(1.0)


def run(*, database: str, bots: int, seconds: float, seed: int) -> Outcome:
    """A whole drill with servers of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="knightreplay-people-") as folder,
        STAGES[database](Path(folder)) as stage,
    ):
        return asyncio.run(drill(stage, bots=bots, seconds=seconds, seed=seed))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bots", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=10, help="a database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=DATABASES, nargs="+", default=DATABASES)
    given = parser.parse_args()
    failed = False
    for database in given.database:
        seconds = 60 * given.minutes
        outcome = run(
            database=database, bots=given.bots, seconds=seconds, seed=given.seed
        )
        print(f"{database}: {given.bots} bots, {given.minutes:g} minutes")
        _print(outcome)
        for loss in outcome.lost:
            print(f"LOST (seed {given.seed}): {loss}")
        failed = failed or bool(outcome.lost)
    return int(failed)


def _print(outcome: Outcome) -> None:
    ledger = outcome.scene.ledger
    for name in sorted(set(outcome.faults)):
        print(f"  {name:<32}{outcome.faults.count(name):>7} times")
    for what, count in sorted(ledger.counts.items()):
        print(f"  {what:<32}{count:>7}")
    for what, count in sorted(ledger.refused.items()):
        print(f"  refused, {what:<23}{count:>7}")
    waited = [1000 * seconds for seconds in ledger.host_waited]
    print(
        f"  host's commands{len(waited):>24}, refused {len(ledger.host_refused)}, "
        f"median {statistics.median(waited):.0f} ms, longest {max(waited):.0f} ms"
    )
    print(f"  lost{len(outcome.lost):>35}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
