"""Whether the server stays as it is: `python -m benchmarks.soak_server [--minutes 30]`.

Viewers come and go for half an hour at a run that plays, is acted on and computed anew.
The memory of the last third must be that of the second third, within a tenth.
"""

import argparse
import asyncio
import statistics
import sys
import time
from itertools import count

from benchmarks.peers.server import PRODUCT, Measured
from knightreplay.preflight.sockets import BotSocket, connect

VIEWERS = 40  # at once
GROWTH = 1.10  # of the memory, from the second third to the last
ACTS = 400  # a run holds 500


async def soak(server: Measured, minutes: float) -> list[int]:
    """KiB of the server, once a second."""
    run = (await server.ask(order="start", runs=1, paced=False))["runs"][0]
    path = f"/ws/runs/{run['id']}/"
    until = time.monotonic() + 60 * minutes
    between = max(2.0, 60 * minutes / ACTS)
    memory: list[int] = []
    came = asyncio.gather(
        _host(server, path, run["host_key"], until, between),
        *(_visitor(server, path, until, number) for number in range(VIEWERS)),
    )
    while not came.done():
        memory.append(server.memory())
        await asyncio.sleep(1.0)
    await came
    return memory


async def _host(
    server: Measured, path: str, key: str, until: float, between: float
) -> None:
    """Plays the morning over and over at 60 times its speed, and acts now and then."""
    (host,) = await connect(1, server.port, path, _nothing)
    host.say(type="hello", host_key=key)
    host.say(type="clock", command_id="speed", action="speed", speed=60)
    for number in count():
        if time.monotonic() > until:
            break
        seek = {"action": "seek", "to": 5400 + number % 60 * 60, "paused": False}
        host.say(type="clock", command_id=f"s-{number}", **seek)
        act = {"op": "flag", "on": bool(number % 2), "servers": "8", "seen": 0}
        host.say(type="intervene", command_id=f"a-{number}", **act)
        await asyncio.sleep(between)
    host.transport.abort()


async def _visitor(server: Measured, path: str, until: float, number: int) -> None:
    """Stays for some seconds, goes without a word, comes back with nothing."""
    while time.monotonic() < until:
        (viewer,) = await connect(1, server.port, path, _nothing)
        viewer.say(type="hello")
        await asyncio.sleep(5 + number % 20)
        if viewer.lost:
            raise ConnectionError("the server closed a viewer's socket")
        viewer.transport.abort()


def _nothing(viewer: BotSocket, payload: bytes, now: float) -> None:
    """What comes is not looked at."""


async def main(minutes: float) -> int:
    async with Measured(PRODUCT) as server:
        memory = await soak(server, minutes)
    third = len(memory) // 3
    middle, last = (
        statistics.median(memory[third : 2 * third]),
        statistics.median(memory[2 * third :]),
    )
    print(
        f"{minutes:g} minutes, {VIEWERS} viewers coming and going: "
        f"{middle / 1024:.0f} MiB, at the end {last / 1024:.0f} MiB "
        f"({last / middle - 1:+.1%})"
    )
    return int(last > GROWTH * middle)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    sys.exit(asyncio.run(main(parser.parse_args().minutes)))
