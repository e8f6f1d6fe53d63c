"""Bots: each with the two sockets that a participant's page has, the room's and the run's."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import orjson

from knightreplay.preflight.practice import Practice
from knightreplay.preflight.sockets import BotSocket, connect

PATIENCE = 120.0  # seconds for anything that is waited for
MEANT = (b'{"type":"me"', b'{"type":"room"', b'{"type":"host"')
ANSWERS = (b'{"type":"ack"', b'{"type":"error"')
CLOCK = b'{"type":"clock"'
COMPUTED = b'"status":"complete"'  # in the heartbeats of a run


class Stalled(Exception):
    """What was waited for did not come."""


class Bots:
    """The host and the participants of a practice room, all in this process.

    Times are Unix seconds at which a whole message had come in.
    """

    def __init__(self, port: int, practice: Practice) -> None:
        self._port, self.practice = port, practice
        self.rooms: list[BotSocket] = []  # sockets of the room, the host's first
        self.runs: list[BotSocket] = []  # sockets of the run, the host's first
        self.entered: set[BotSocket] = set()  # those who were told of their seat
        self.shown: set[BotSocket] = set()  # those who were told of the run
        self.computed = False  # the run is, to its end
        self.paused: dict[BotSocket, float] = {}  # told since the host's last press
        self.asked: dict[int, dict[BotSocket, float]] = {}  # stop → who was told, when
        # stop → answers that the host was told of
        self.counted: Counter[int] = Counter()
        self.answered: dict[str, float] = {}  # command id → when the first ack came
        self.refused: list[str] = []  # what the server said

    async def come_in(self) -> None:
        """All sockets are open and greeted, and all were told how things stand."""
        practice = self.practice
        keys = (practice.host_key, *practice.keys)
        room, run = f"/ws/rooms/{practice.code}/", f"/ws/runs/{practice.run}/"
        self.rooms = await connect(len(keys), self._port, room, self._of_room)
        self.runs = await connect(len(keys), self._port, run, self._of_run)
        for place in range(0, len(keys), 50):
            part = slice(place, place + 50)
            _greet(self.rooms[part], keys[part])
            _greet(self.runs[part], keys[part])
            await asyncio.sleep(0.05)
        await self.wait(lambda: len(self.entered) == len(keys) == len(self.shown))

    async def wait(self, reached: Callable[[], bool]) -> None:
        """Until something has come to everybody.

        Raises
        ------
        Stalled: it did not, a socket was closed meanwhile, or something was refused.
        """
        end = asyncio.get_running_loop().time() + PATIENCE
        while not reached():
            if self.refused:
                raise Stalled(f"refused: {self.refused[0]}")
            if gone := [s for s in (*self.rooms, *self.runs) if s.lost]:
                raise Stalled(f"{len(gone)} sockets were closed")
            if asyncio.get_running_loop().time() > end:
                raise Stalled(f"not everybody was told within {PATIENCE:.0f} s")
            await asyncio.sleep(0.005)

    def do(self, what: str, command_id: str, *, bot: int = 0, **given: Any) -> None:
        """A command in the room, by default the host's."""
        self.rooms[bot].say(type="do", what=what, command_id=command_id, **given)

    def press(self, action: str, command_id: str) -> None:
        """The host's clock."""
        self.paused.clear()
        self.runs[0].say(type="clock", action=action, command_id=command_id)

    def leave(self) -> None:
        for socket in (*self.rooms, *self.runs):
            socket.transport.abort()

    def _of_room(self, socket: BotSocket, payload: bytes, now: float) -> None:
        if payload.startswith(ANSWERS):
            said = orjson.loads(payload)
            if said["type"] == "error":
                self.refused.append(said["message"])
            else:
                self.answered.setdefault(said["command_id"], now)
        elif payload.startswith(MEANT):
            said = orjson.loads(payload)
            getattr(self, f"_{said['type']}")(socket, said, now)

    def _me(self, socket: BotSocket, _said: dict[str, Any], _now: float) -> None:
        self.entered.add(socket)

    def _room(self, socket: BotSocket, said: dict[str, Any], now: float) -> None:
        for stop in said["room"]["stops"]:
            if stop["state"] == "open":
                self.asked.setdefault(stop["id"], {}).setdefault(socket, now)

    def _host(self, _socket: BotSocket, said: dict[str, Any], _now: float) -> None:
        for stop in said["plan"]:
            self.counted[stop["id"]] = stop["locked"]

    def _of_run(self, socket: BotSocket, payload: bytes, now: float) -> None:
        self.shown.add(socket)
        self.computed = self.computed or COMPUTED in payload
        if payload.startswith(CLOCK):
            self.paused.setdefault(socket, now)


def _greet(sockets: Iterable[BotSocket], keys: Iterable[str]) -> None:
    for socket, key in zip(sockets, keys, strict=True):
        socket.say(type="hello", seat_key=key)
