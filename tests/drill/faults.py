"""The faults drill: viewers, two hosts, and one process after the other killed.

Beside two good workers there is one of another engine version, which must spoil nothing.

    python -m tests.drill.faults --viewers 20 --rounds 3 --seed 1

Every command is sent twice. After each fault the drill waits until every viewer holds what
the database holds, and at the end it compares bytes. Nobody lends a hand in between.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from simulator.clock import time_of
from simulator.engine import simulate
from simulator.interventions import parse_do
from simulator.scenario import load_scenario
from tests.drill.topology import CELERY, HOST_KEY, OLD, Topology, topology
from tests.drill.watcher import Watcher

PATIENCE = 300.0  # seconds after which a fault counts as not repaired
ACTS = ("kill", "restore", "deploy")


class Fault(NamedTuple):
    name: str
    inject: Callable[[Topology], None]


FAULTS = (
    Fault("kill -9 of web 1", lambda all_: all_.kill_web(0)),
    Fault("kill -9 of worker 1", lambda all_: all_.kill_worker(0)),
    Fault("kill -9 of both workers", lambda all_: _kill_both(all_)),
    Fault("Redis gone for 5 s", lambda all_: all_.kill_redis(5.0)),
    Fault("Redis gone with its data", lambda all_: _forget_redis(all_)),
    Fault("PostgreSQL restarted", lambda all_: all_.crash_postgres()),
    Fault("kill -9 of web 2", lambda all_: all_.kill_web(1)),
)


class Seen(NamedTuple):
    """One line of the table: what a fault did to the slowest viewer."""

    fault: str
    seconds: float  # from the fault until every viewer was whole again
    reconnects: int


class Outcome(NamedTuple):
    seen: list[Seen]
    viewers: list[Watcher]
    acts: list[str]  # as `simulate --do` takes them, at the ticks the server gave


def _kill_both(all_: Topology) -> None:
    all_.workers[0].kill()
    all_.kill_worker(1)
    all_.workers[0].start()


def _forget_redis(all_: Topology) -> None:
    all_.kill_redis(0.0, forgetting=True)


async def drill(
    all_: Topology, *, viewers: int, faults: list[Fault], seed: int
) -> Outcome:
    """Runs one morning through the faults. Raises AssertionError if one stays."""
    chance = random.Random(seed)
    _, begun = await asyncio.to_thread(all_.webs[0].ask, "runs", {"seed": 29}, HOST_KEY)
    addresses = [web.address for web in all_.webs]
    run_id, key = str(begun["id"]), str(begun["host_key"])
    hosts = [Watcher(addresses[number:], run_id, key) for number in range(2)]
    watching = [
        Watcher(addresses[number % 2 :] + addresses, run_id, None)
        for number in range(viewers)
    ]
    everybody = hosts + watching
    tasks = [asyncio.create_task(one.run()) for one in everybody]
    try:
        await hosts[0].send("at", type="clock", action="seek", to="09:40:00")
        await _whole(everybody)
        await hosts[0].send("speed", type="clock", action="speed", speed=20)
        await hosts[0].send("play", type="clock", action="play")
        seen, acts = [], []
        for number, fault in enumerate(faults):
            pressed = asyncio.gather(*_press(hosts, number, chance))
            before = sum(one.connects for one in everybody)
            started = time.monotonic()
            await asyncio.to_thread(fault.inject, all_)
            async with asyncio.timeout(PATIENCE):
                acts += await pressed
            await _whole(everybody)
            again = sum(one.connects for one in everybody) - before
            seen.append(Seen(fault.name, time.monotonic() - started, again))
        await hosts[1].send("pause", type="clock", action="pause")
        await _shown_to_the_end(everybody)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return Outcome(seen, everybody, acts)


def _press(hosts: list[Watcher], number: int, chance: random.Random):
    """Both hosts act at the same moment."""
    return [_act(host, f"h{i}-{number}", chance) for i, host in enumerate(hosts)]


async def _act(host: Watcher, command_id: str, chance: random.Random) -> str:
    op, server = chance.choice(ACTS), chance.randint(1, 8)
    answer = await host.send(
        command_id,
        type="intervene",
        op=op,
        servers=str(server),
        seen=int(host.sim()),
    )
    return f"{time_of(answer['tick'])} {op} {server}"


async def _whole(everybody: list[Watcher]) -> None:
    """Waits for a new heartbeat by which every viewer holds everything."""
    for one in everybody:
        one.forget_beat()
    await _until(lambda: [one for one in everybody if not one.whole], "not whole")


async def _shown_to_the_end(everybody: list[Watcher]) -> None:
    def behind() -> list[Watcher]:
        return [
            one
            for one in everybody
            if not one.clock.get("paused") or one.next_frame != int(one.sim())
        ]

    await _until(behind, "not at the clock's second")


async def _until(left: Callable[[], list[Watcher]], words: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while found := left():
        assert time.monotonic() < deadline, f"{len(found)} {words}: {found[0].beat}"
        found[0].stirred.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await found[0].stirred.wait()


def check(all_: Topology, outcome: Outcome) -> None:
    """Bytes, frames and commands: nothing lost, nothing twice."""
    rows = all_.rows("SELECT owner, minute, payload FROM runs_segment")
    stored = {(epoch, minute): bytes(payload) for epoch, minute, payload in rows}  # type: ignore[call-overload]
    for viewer in outcome.viewers:
        assert {pair: viewer.held[pair] for pair in viewer.wanted} == stored
        frames = [frame for frame, _ in viewer.shown]
        assert frames == list(range(frames[0], frames[0] + len(frames)))
    commands = all_.rows(
        "SELECT command_id, count(*) FROM runs_intervention GROUP BY command_id"
    )
    assert len(commands) == len(outcome.acts)
    assert {count for _, count in commands} == {1}
    _, summary = all_.webs[0].ask(f"runs/{_run_of(all_)}/summary")
    acts = [parse_do(act, 8) for act in outcome.acts]
    undisturbed = simulate(load_scenario("sec-2013"), 29, acts).summary()
    assert summary["final_hash"] == undisturbed["final_hash"]


def _run_of(all_: Topology) -> str:
    ((run_id,),) = all_.rows("SELECT id FROM runs_run")
    return str(run_id)


def run(*, viewers: int, faults: list[Fault], seed: int) -> Outcome:
    """A whole drill with servers of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="knightreplay-drill-") as folder,
        topology(Path(folder), programs=(CELERY, CELERY, OLD)) as all_,
    ):
        outcome = asyncio.run(drill(all_, viewers=viewers, faults=faults, seed=seed))
        check(all_, outcome)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    faults = [
        fault
        for _ in range(given.rounds)
        for fault in chance.sample(FAULTS, len(FAULTS))
    ]
    outcome = run(viewers=given.viewers, faults=faults, seed=given.seed)
    print(f"{'fault':<28}{'seconds':>8}{'reconnects':>12}")
    for fault, seconds, reconnects in outcome.seen:
        print(f"{fault:<28}{seconds:>8.1f}{reconnects:>12}")
    frames = min(len(viewer.shown) for viewer in outcome.viewers)
    print(
        f"{given.viewers} viewers and 2 hosts hold the database's bytes; "
        f"{frames} frames shown once each; {len(outcome.acts)} commands applied once"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
