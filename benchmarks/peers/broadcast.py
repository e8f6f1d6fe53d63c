"""The other floor: `websockets.broadcast` of Python. Commands as JSON lines on stdin."""

import asyncio
import json
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

from benchmarks.peers.orders import message, say

clients: set[ServerConnection] = set()


async def keep(client: ServerConnection) -> None:
    clients.add(client)
    try:
        async for _ in client:
            pass
    finally:
        clients.discard(client)


async def main() -> None:
    async with serve(
        keep, "127.0.0.1", 0, compression=None, ping_interval=None
    ) as server:
        say({"port": next(iter(server.sockets)).getsockname()[1]})
        while line := await asyncio.to_thread(sys.stdin.readline):
            order = json.loads(line)
            for _ in range(order["count"]):
                await asyncio.sleep(1 / order["rate"])
                broadcast(clients, message(order["size"]))
            say({"published": order["count"]})


if __name__ == "__main__":
    asyncio.run(main())
