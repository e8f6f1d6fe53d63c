"""A socket that comes back whatever happens, as a page's does, and insists on its commands."""

import asyncio
import json
import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin

SILENCE = 3.0  # seconds without a heartbeat after which a page connects anew
PAUSE = 0.3  # seconds until what was refused for the moment is sent again
FIRST_WAIT, LONGEST_WAIT = (
    0.2,
    5.0,
)  # seconds between attempts, as static/js/core/connection.js
SHUT_OUT = 1.0  # seconds until somebody who has no right looks again
AWAY = (OSError, WebSocketException, TimeoutError)
NO_ENTRY = (4403, 4404)  # close codes
NOT_NOW = ("unavailable", "too-many", "hello-first")  # the same command again


class Page:
    """Sends each command again until it is answered, on whichever server it reaches."""

    def __init__(
        self,
        addresses: Sequence[str],
        path: str,
        cookies: Mapping[str, str] | None = None,
    ) -> None:
        self.addresses, self.path = list(addresses), path
        self.cookies: Mapping[str, str] = {} if cookies is None else cookies
        self.connects = 0
        self._attempt = 0
        self.answers: dict[str, dict[str, Any]] = {}  # command id → ack or refusal
        self.outbox: dict[str, dict[str, Any]] = {}
        self.shut = False  # told that there is nothing here for it
        self.reading = asyncio.Event()  # a phone in a pocket does not read
        self.reading.set()
        self.stirred = asyncio.Event()  # by every message
        self._answered = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Unless it is."""
        if self._task is None:
            self._task = asyncio.create_task(self.run())

    async def close(self) -> None:
        """Without a word, as a browser does. Raises what went wrong in it."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def run(self) -> None:
        """Connects again and again, to another address each time, until cancelled."""
        while True:
            with suppress(*AWAY):
                await self._visit(self.addresses[self.connects % len(self.addresses)])
            self._socket = None
            await asyncio.sleep(SHUT_OUT if self.shut else self._wait())

    def _wait(self) -> float:
        """Doubled each time, with jitter: a whole class comes back at once."""
        full = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(self._attempt, 9))
        self._attempt += 1
        return full * random.uniform(0.5, 1.0)

    async def send(self, command_id: str, **command: Any) -> dict[str, Any]:
        """Sends a command twice, and again after each new connection, until its answer.

        `shut` instead of an answer: whoever sent it has lost the right to hear one.
        """
        message = {"command_id": command_id, **command}
        self.outbox[command_id] = message
        for _ in range(2):
            await self.say(message)
        while command_id not in self.answers:
            if self.shut:
                self.outbox.pop(command_id, None)
                return {"type": "shut"}
            self._answered.clear()
            await self._answered.wait()
        return self.answers[command_id]

    async def until(self, reached: Callable[[], bool]) -> None:
        """Waits for messages until something is so."""
        while not reached():
            self.stirred.clear()
            await self.stirred.wait()

    async def say(self, message: dict[str, Any]) -> None:
        if self._socket:
            with suppress(*AWAY):
                await self._socket.send(json.dumps(message))

    async def hello(self) -> None:
        """What a page says first."""
        raise NotImplementedError

    async def welcomed(self) -> None:
        """The server knows who this is: what was not answered is sent again."""
        self.shut, self._attempt = False, 0
        for command in list(self.outbox.values()):
            await self.say(command)

    async def keep(self, data: bytes) -> None:
        """A binary message."""

    async def _visit(self, address: str) -> None:
        url = f"{address.replace('http', 'ws', 1)}{self.path}"
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connects += 1
        async with connect(
            url,
            origin=Origin(address),
            additional_headers={"Cookie": cookie},
            compression=None,
            proxy=None,
            close_timeout=1,  # a phone that is put away waits for no farewell
            max_size=None,
        ) as socket:
            self._socket = socket
            try:
                await self.hello()
                await self._listen(socket)
            except ConnectionClosed as end:
                self.ended(end)

    async def _listen(self, socket: ClientConnection) -> None:
        while True:
            await self.reading.wait()
            async with asyncio.timeout(SILENCE):
                data = await socket.recv()
            await (self._text(data) if isinstance(data, str) else self.keep(data))
            self.stirred.set()

    def ended(self, end: ConnectionClosed) -> None:
        """The server closed the socket, and may have said why."""
        if end.rcvd is not None and end.rcvd.code in NO_ENTRY:
            self.shut = True
            self._answered.set()
            self.stirred.set()

    async def _text(self, data: str) -> None:
        message = json.loads(data)
        handle = getattr(self, f"_on_{message['type']}", None)
        if handle:
            await handle(message)

    async def _on_ack(self, message: dict[str, Any]) -> None:
        self.outbox.pop(message["command_id"], None)
        self.answers.setdefault(message["command_id"], message)
        self._answered.set()

    async def _on_error(self, message: dict[str, Any]) -> None:
        """A refusal is an answer, unless it is about the moment only."""
        command = self.outbox.get(message.get("command_id") or "")
        if command is None:
            return
        if message["code"] in NOT_NOW:
            await asyncio.sleep(PAUSE)
            await self.say(command)
        else:
            await self._on_ack(message)
