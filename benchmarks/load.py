"""What many viewers cost: `python -m benchmarks.load [--viewers 1000] [--runs 100]`.

The product in one process, a bare Node `ws` broadcaster and Python `websockets.broadcast`
get the same viewers and the same messages in the same run. CPU is the server process's
own time, so that it holds on a machine with other work; latency does not.
"""

import argparse
import asyncio
import platform
import resource
import statistics
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

from benchmarks.figures.ratio import Ratio, report
from benchmarks.peers.server import COMMANDS, PRODUCT, Measured
from knightreplay.preflight.sockets import BotSocket, connect

SIZE, RATE, SECONDS = 4096, 5, 20  # bytes, messages a second
CLICKS = 12
FLOOR = "Node ws"
WHOLE_DAY = [[epoch, 0, 479] for epoch in range(2)]


class Fan(NamedTuple):
    """How one server handed the messages out."""

    name: str
    viewers: int
    lost: int
    late: list[float]  # ms from sent to received
    cpu: float  # microseconds a delivered frame
    cpu_minute: float  # seconds a viewer and minute
    memory: float  # KiB a viewer


async def fan_out(server: Measured, count: int, run: dict[str, str] | None) -> Fan:
    """Messages of 4 KB to so many viewers for some seconds."""
    late: list[float] = []

    def heard(viewer: BotSocket, payload: bytes, now: float) -> None:
        if payload.startswith(b'{"sent":'):
            late.append((now - float(payload[8:28])) * 1e3)

    before = server.memory()
    path = f"/ws/runs/{run['id']}/" if run else "/"
    viewers = await connect(count, server.port, path, heard)
    order: dict[str, Any] = {"count": RATE * SECONDS, "rate": RATE, "size": SIZE}
    if run:
        await greet(viewers)
        seq = (await server.ask(order="state", runs=[run["id"]]))["runs"][run["id"]][1]
        order |= {"order": "publish", "run": run["id"], "seq": seq}
    frames, cpu = sum(v.frames for v in viewers), server.cpu()
    began = time.monotonic()
    await server.ask(**order)
    await quiet(lambda: len(late))
    lasted = time.monotonic() - began
    spent, frames = server.cpu() - cpu, sum(v.frames for v in viewers) - frames
    grown = server.memory() - before
    for viewer in viewers:
        viewer.transport.abort()
    lost = count * RATE * SECONDS - len(late)
    return Fan(
        server.name,
        count,
        lost,
        late,
        spent / max(1, frames) * 1e6,
        spent / count / (lasted / 60),
        grown / count,
    )


async def fan_of(name: str, count: int) -> Fan:
    """The same by a server of its own; the product's sends to the viewers of a run."""
    async with Measured(name) as server:
        run = None
        if name == PRODUCT:
            begun = await server.ask(order="start", runs=1, paced=False)
            run = begun["runs"][0]
            await computed(server, [run["id"]])
        return await fan_out(server, count, run)


async def greet(viewers: list[BotSocket]) -> None:
    """All say hello, and have what there is: what follows is only news."""
    for place in range(0, len(viewers), 50):
        for viewer in viewers[place : place + 50]:
            viewer.say(type="hello", have=WHOLE_DAY)
        await asyncio.sleep(0.1)
    await until(lambda: all(viewer.frames for viewer in viewers))


async def until(reached: Callable[[], bool]) -> None:
    while not reached():  # noqa: ASYNC110 -- many sockets, and nobody waits for us
        await asyncio.sleep(0.01)


async def quiet(count: Callable[[], int]) -> None:
    """Waits until nothing has come for a second."""
    before = -1
    while before != count():
        before = count()
        await asyncio.sleep(1.0)


async def clicks(server: Measured, count: int) -> list[list[float]]:
    """Acts of a host in a paced run, told to so many viewers: ms by click and viewer."""
    run = (await server.ask(order="start", runs=1, paced=True))["runs"][0]
    told: list[float] = []
    path = f"/ws/runs/{run['id']}/"

    def heard(viewer: BotSocket, payload: bytes, now: float) -> None:
        if payload.startswith(b'{"type":"epoch"'):
            told.append(now)

    viewers = await connect(count, server.port, path, heard)
    (host,) = await connect(1, server.port, path, lambda *message: None)
    await greet(viewers)
    host.say(type="hello", host_key=run["host_key"])
    rows = []
    for number in range(CLICKS):
        await computed(server, [run["id"]])
        told.clear()
        pressed = time.time()
        act = {"op": "flag", "on": bool(number % 2), "servers": "8", "seen": 0}
        host.say(type="intervene", command_id=f"c-{number}", **act)
        await until(lambda: len(told) >= count)
        rows.append([(now - pressed) * 1e3 for now in told])
    for viewer in (*viewers, host):
        viewer.transport.abort()
    return rows


async def computed(server: Measured, runs: list[str]) -> None:
    while True:
        states = (await server.ask(order="state", runs=runs))["runs"].values()
        if all(status == "complete" for status, _ in states):
            return
        await asyncio.sleep(0.2)


async def many_runs(server: Measured, count: int) -> list[Ratio]:
    """So many runs at once, a viewer each, all playing and all still to compute."""
    alone = await one_run(server)
    before, cpu, began = server.memory(), server.cpu(), time.time()
    runs = (await server.ask(order="start", runs=count, paced=True))["runs"]
    told = await watched(server, runs)
    await computed(server, [run["id"] for run in runs])
    took, spent = time.time() - began, server.cpu() - cpu
    grown = (server.memory() - before) / 1024
    await until(lambda: all(viewer.first for viewer in told))
    firsts = sorted(viewer.first - began for viewer in told)
    idle, gap = await playing(server, told)
    print(
        f"{count} runs at once: computed in {took:.0f} s ({spent:.0f} s of CPU, "
        f"{grown:.0f} MiB more); first frame: median {statistics.median(firsts):.1f} s, "
        f"last {firsts[-1]:.1f} s; then {idle:.0%} of a core, the longest gap of "
        f"heartbeats {gap:.1f} s"
    )
    return [
        Ratio(f"each of {count} runs at once / alone, CPU", spent / count, alone, "s"),
        Ratio("last first frame / all computed", firsts[-1], took, "s"),
    ]


class Told:
    """What one viewer was told, and when."""

    def __init__(self) -> None:
        self.first = 0.0  # Unix seconds of the first frame
        self.beats: list[float] = []

    def heard(self, _viewer: BotSocket, payload: bytes, now: float) -> None:
        if payload.startswith(b'{"type":"heartbeat"'):
            self.beats.append(now)
        elif not payload.startswith(b"{"):
            self.first = self.first or now


async def one_run(server: Measured) -> float:
    """The processor time of a run that is computed alone, the second of two."""
    for _ in range(2):
        cpu = server.cpu()
        begun = await server.ask(order="start", runs=1, paced=True)
        await computed(server, [begun["runs"][0]["id"]])
    return server.cpu() - cpu


async def watched(server: Measured, runs: list[dict[str, str]]) -> list[Told]:
    """A viewer for each, who sets it playing."""
    every = []
    for run in runs:
        every.append(told := Told())
        path = f"/ws/runs/{run['id']}/"
        (viewer,) = await connect(1, server.port, path, told.heard)
        viewer.say(type="hello", host_key=run["host_key"])
        viewer.say(type="clock", command_id="play", action="play")
    return every


async def playing(server: Measured, told: list[Told]) -> tuple[float, float]:
    """Cores that the computed runs take, and the longest gap of heartbeats in seconds."""
    for one in told:
        one.beats.clear()
    cpu = server.cpu()
    await asyncio.sleep(10)
    gaps = [b - a for one in told for a, b in pairwise(one.beats)]
    return (server.cpu() - cpu) / 10, max(gaps)


def row(fan: Fan, floor: Fan) -> str:
    late = sorted(fan.late)
    return (
        f"{fan.name:30}{fan.viewers:8}{fan.lost:6}{statistics.median(late):8.1f}"
        f"{late[int(0.99 * len(late))]:8.1f}{fan.cpu:9.1f}{fan.cpu / floor.cpu:8.2f}"
        f"{fan.cpu_minute:10.4f}{fan.memory:9.1f}"
    )


def compared(fan: Fan, floor: Fan) -> Ratio:
    name = f"frame to {fan.viewers} viewers, {fan.name} / {floor.name}, CPU"
    return Ratio(name, fan.cpu, floor.cpu, "us")


def print_clicks(rows: list[list[float]]) -> None:
    every = sorted(late for row in rows for late in row)
    last = statistics.median(max(row) for row in rows)
    print(
        f"click to {len(rows[0])} other viewers: median {statistics.median(every):.1f} "
        f"ms, p99 {every[int(0.99 * len(every))]:.1f} ms, last {last:.1f} ms"
    )


async def main(counts: list[int], runs: int) -> None:
    print(
        f"{platform.machine()}, {platform.system()}, Python "
        f"{platform.python_version()}; {RATE} messages of {SIZE} bytes a second"
    )
    print(
        f"{'':30}{'viewers':>8}{'lost':>6}{'p50 ms':>8}{'p99 ms':>8}{'us/frame':>9}"
        f"{'floors':>8}{'s/v.-min':>10}{'KiB/v.':>9}"
    )
    ratios = []
    for count in counts:
        fans = {}
        for name in reversed(COMMANDS):
            fans[name] = await fan_of(name, count)
        for fan in fans.values():
            print(row(fan, fans[FLOOR]), flush=True)
            ratios += [compared(fan, fans[FLOOR])] if fan.name != FLOOR else []
    async with Measured(PRODUCT) as server:
        for count in (1, *counts):
            print_clicks(await clicks(server, count))
        if runs:
            ratios += await many_runs(server, runs)
    report("load", ratios)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", default="100,1000", help="counts, with commas")
    parser.add_argument("--runs", type=int, default=100)
    given = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(main([int(n) for n in given.viewers.split(",")], given.runs))
