"""A measured server as a process: its orders, its CPU time, its memory."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.figures.process import cpu
from tests.server import ROOT, environment, free_port

PRODUCT = "knightreplay on Daphne"
COMMANDS = {
    PRODUCT: [sys.executable, "-m", "benchmarks.peers.product"],
    "Node ws": ["node", "benchmarks/peers/node_ws.mjs"],
    "Python websockets.broadcast": [sys.executable, "-m", "benchmarks.peers.broadcast"],
}


class Measured:
    """One of the servers, started; `port` is where it listens."""

    port: int

    def __init__(self, name: str) -> None:
        self.name = name
        self._folder = tempfile.TemporaryDirectory(prefix="knightreplay-load-")

    async def __aenter__(self) -> "Measured":
        command = list(COMMANDS[self.name])
        if self.name == PRODUCT:
            command.append(str(free_port()))
        self.process = await asyncio.create_subprocess_exec(
            *command,
            cwd=ROOT,
            env=environment(Path(self._folder.name)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**20,
        )
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the server has no pipes")
        self._orders, self._output = self.process.stdin, self.process.stdout
        if self.name == PRODUCT:
            await self._line(b"KnightReplay is at")
            self.port = int(command[-1])
        else:
            self.port = (await self.answer())["port"]
        return self

    async def __aexit__(self, *error: object) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        self._folder.cleanup()

    async def _line(self, start: bytes) -> bytes:
        while line := await self._output.readline():
            if line.startswith(start):
                return line
        raise ConnectionError(f"{self.name} ended")

    async def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(await self._line(b"{"))
        return found

    def tell(self, **order: Any) -> None:
        self._orders.write(json.dumps(order).encode() + b"\n")

    async def ask(self, **order: Any) -> dict[str, Any]:
        self.tell(**order)
        return await self.answer()

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        return cpu(self.process.pid)

    def memory(self) -> int:
        """Resident KiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])
