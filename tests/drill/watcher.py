"""A viewer that goes on whatever happens, as the page does, and remembers everything."""

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from knightreplay.runs import line
from knightreplay.runs.line import Stretch
from knightreplay.runs.segments.wire import HEADER

SILENCE = 3.0  # seconds without a heartbeat after which a viewer connects anew
PAUSE = 0.3  # seconds between two attempts
HELLOS = 2.0  # seconds between two hellos on one socket
AWAY = (OSError, WebSocketException, TimeoutError)


class Watcher:
    """Holds what it was sent, shows each frame once, and sends a command until it counts."""

    def __init__(self, addresses: Sequence[str], run_id: str, key: str | None) -> None:
        self.addresses = list(addresses)
        self.run_id, self.key = run_id, key
        self.held: dict[tuple[int, int], bytes] = {}
        self.cuts: line.Cuts = (0,)
        self.clock: dict[str, Any] = {}
        self.offset = 0.0  # seconds by which the server's clock is ahead of ours
        self.beat: dict[str, Any] = {}
        self.connects = 0
        self.shown: list[tuple[int, int]] = []  # (frame, epoch) in the order shown
        self.next_frame: int | None = None
        self.answers: dict[str, dict[str, Any]] = {}
        self.outbox: dict[str, dict[str, Any]] = {}
        self._socket: ClientConnection | None = None
        self._hello_at = 0.0
        self._answered = asyncio.Event()
        self.stirred = asyncio.Event()  # by every message

    async def run(self) -> None:
        """Connects again and again, to another address each time, until cancelled."""
        while True:
            with suppress(*AWAY):
                await self._visit(self.addresses[self.connects % len(self.addresses)])
            self._socket = None
            await asyncio.sleep(PAUSE)

    async def send(self, command_id: str, **command: Any) -> dict[str, Any]:
        """Sends a command twice, and again after each new connection, until its ack."""
        message = {"command_id": command_id, **command}
        self.outbox[command_id] = message
        for _ in range(2):
            await self._say(message)
        while command_id not in self.answers:
            self._answered.clear()
            await self._answered.wait()
        return self.answers[command_id]

    @property
    def wanted(self) -> list[tuple[int, int]]:
        """What of the line and of epoch 0 it holds."""
        every = line.missing((), line.due(self.cuts))
        return sorted({pair for pair in every if pair in self.held})

    @property
    def whole(self) -> bool:
        """Whether it holds what the newest heartbeat says, of a finished run."""
        return (
            self.beat.get("status") == "complete"
            and self.beat["epoch"] == len(self.cuts) - 1
            and self.beat["digest"] == self._digest()
        )

    def forget_beat(self) -> None:
        """From here only a new heartbeat counts."""
        self.beat = {}

    async def _visit(self, address: str) -> None:
        url = f"{address.replace('http', 'ws', 1)}/ws/runs/{self.run_id}/"
        self.connects += 1
        async with connect(
            url, origin=Origin(address), compression=None, max_size=None
        ) as socket:
            self._socket = socket
            await self._hello()
            while True:
                data = await asyncio.wait_for(socket.recv(), SILENCE)
                await (self._text(data) if isinstance(data, str) else self._keep(data))
                self._show()
                self.stirred.set()

    async def _hello(self) -> None:
        self._hello_at = time.monotonic()
        have = [list(part) for part in _stretches(self.held)]
        key = {"host_key": self.key} if self.key else {}
        await self._say({"type": "hello", "have": have, **key})

    async def _say(self, message: dict[str, Any]) -> None:
        if self._socket:
            with suppress(*AWAY):
                await self._socket.send(json.dumps(message))

    async def _keep(self, data: bytes) -> None:
        _, _, minute, epoch = HEADER.unpack_from(data)
        before = self.held.setdefault((epoch, minute), data)
        assert before == data, "a segment never changes"

    async def _text(self, data: str) -> None:
        message = json.loads(data)
        handle = getattr(self, f"_on_{message['type']}", None)
        if handle:
            await handle(message)

    async def _on_snapshot(self, message: dict[str, Any]) -> None:
        self.cuts = tuple(cut for _, cut in message["epochs"])
        self._set_clock(message)
        for command in list(self.outbox.values()):
            await self._say(command)

    async def _on_epoch(self, message: dict[str, Any]) -> None:
        if message["epoch"] == len(self.cuts):
            self.cuts = (*self.cuts, message["cut"])

    async def _on_clock(self, message: dict[str, Any]) -> None:
        self._set_clock(message)

    async def _on_heartbeat(self, message: dict[str, Any]) -> None:
        self.beat = message
        self._set_clock(message)
        behind = not (
            message["epoch"] == len(self.cuts) - 1
            and message["digest"] == self._digest()
        )
        if behind and time.monotonic() - self._hello_at > HELLOS:
            await self._hello()

    async def _on_ack(self, message: dict[str, Any]) -> None:
        self.outbox.pop(message["command_id"], None)
        self.answers.setdefault(message["command_id"], message)
        self._answered.set()

    async def _on_error(self, message: dict[str, Any]) -> None:
        """The database was away: the same command, until it is answered."""
        if command := self.outbox.get(message.get("command_id", "")):
            await asyncio.sleep(PAUSE)
            await self._say(command)

    def _set_clock(self, message: dict[str, Any]) -> None:
        self.clock = message["clock"]
        self.offset = message["server_time"] - time.time()

    def sim(self) -> float:
        """Simulated seconds on this viewer's screen."""
        clock = self.clock
        if clock["paused"]:
            return float(clock["sim"])
        gone = max(0.0, time.time() + self.offset - clock["wall"])
        return float(min(clock["sim"] + gone * clock["speed"], 28_800))

    def _show(self) -> None:
        """Shows every frame up to the clock whose segment is here, each once."""
        if not self.clock:
            return
        end = int(self.sim())
        if self.next_frame is None:
            self.next_frame = end
        while self.next_frame < end:
            minute = self.next_frame // 60
            epoch = line.epoch_of(minute, self.cuts)
            if (epoch, minute) not in self.held:
                return
            self.shown.append((self.next_frame, epoch))
            self.next_frame += 1

    def _digest(self) -> str:
        return line.digest(_stretches(self.wanted))


def _stretches(pairs: Any) -> list[Stretch]:
    """Maximal stretches of (epoch, minute) in any order."""
    found: list[Stretch] = []
    for epoch, minute in sorted(pairs):
        before = found[-1] if found else None
        if before and before.epoch == epoch and before.last == minute - 1:
            found[-1] = before._replace(last=minute)
        else:
            found.append(Stretch(epoch, minute, minute))
    return found
