"""Kill -9 under a class that plays: everybody comes back to the room as it was."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.server import ROOT, Server, environment

PEOPLE = 12
FIRST, SECOND = 60, 18_000  # ticks of the two questions
BACKOFF = (0.1, 0.2, 0.4, 0.8)  # seconds; the last one for ever
PATIENCE = 120  # seconds for anything that is waited for
ROOM = f"""
import django, json; django.setup()
from knightreplay.rooms import services
from knightreplay.rooms.models import Room
from knightreplay.rooms.services import Question, Settings
opened = services.open_room(name="Class 7b", owner="browser:host")
keys = [services.join(opened.room.code, f"Kim {{n}}").key for n in range({PEOPLE})]
host = opened.seat
services.begin_run(host, scenario="sec-2013", seed=29, command_id="run")
services.arrange(host, Settings(predicting=True), command_id="predicting")
asked = [
    Question({FIRST}, "server", "Which one?", (), {{"choice": 8}}, {FIRST}),
    Question({SECOND}, "choice", "And now?", ["Yes", "No"]),
]
services.plan(host, asked, command_id="plan")
room = Room.objects.get(id=opened.room.id)
stops = list(room.stops.order_by("at").values_list("id", flat=True))
print(json.dumps([room.code, str(room.run_id), opened.key, keys, stops]))
"""


class Page:
    """A socket that comes back by itself, and the last message of each kind on it."""

    def __init__(self, server, path, key, stirred):
        self.address = f"{server.address.replace('http', 'ws', 1)}{path}"
        self.origin, self.key, self.stirred = server.address, key, stirred
        self.told, self.answers = {}, {}
        self.socket: ClientConnection

    async def stay(self):
        tries = 0
        while True:
            try:
                async with connect(
                    self.address, origin=self.origin, compression=None, max_size=None
                ) as self.socket:
                    await self.say(type="hello", seat_key=self.key)
                    async for data in self.socket:
                        tries = 0
                        self._keep(data)
            except (OSError, WebSocketException):
                pass
            self.told = {}
            self.stirred.set()
            await asyncio.sleep(BACKOFF[min(tries, len(BACKOFF) - 1)])
            tries += 1

    def _keep(self, data):
        if isinstance(data, str):
            message = json.loads(data)
            self.told[message["type"]] = message
            if message["type"] in ("ack", "error"):
                self.answers[message["command_id"]] = message
            self.stirred.set()

    async def say(self, **message):
        await self.socket.send(json.dumps(message))


class Class:
    """The host and the others, each with a page of the room and one of the run."""

    def __init__(self, server, code, run, keys):
        self.stirred = asyncio.Event()
        self.rooms = self._pages(server, f"/ws/rooms/{code}/", keys)
        self.runs = self._pages(server, f"/ws/runs/{run}/", keys)
        self.host, *self.people = self.rooms

    def _pages(self, server, path, keys):
        return [Page(server, path, key, self.stirred) for key in keys]

    async def until(self, reached):
        while not reached():
            self.stirred.clear()
            async with asyncio.timeout(PATIENCE):
                await self.stirred.wait()

    def in_room(self):
        return all("me" in page.told for page in self.rooms) and all(
            "snapshot" in page.told for page in self.runs
        )

    async def do(self, page, command_id, **given):
        await page.say(**{"type": "do", "command_id": command_id, **given})
        await self.until(lambda: command_id in page.answers)
        return page.answers[command_id]

    async def insist(self, page, name, **given):
        """What is refused until the run was computed and shown so far is done again."""
        for number in range(1000):
            answer = await self.do(page, f"{name}-{number}", **given)
            if answer["type"] == "ack":
                return
            await self.until(lambda: "heartbeat" in page.told)
            del page.told["heartbeat"]
        raise AssertionError(answer)

    async def answer(self, stop):
        """Every other one is right at the first question."""
        right, other = (8, 7) if stop.first else (0, 1)
        given = {"what": "answer", "stop": stop.id, "sureness": 0.7}
        answers = (
            self.do(
                page,
                f"answer-{stop.id}-{number}",
                value=other if number % 2 else right,
                **given,
            )
            for number, page in enumerate(self.people)
        )
        await asyncio.gather(*answers)


class Stop:
    def __init__(self, stop_id, *, first):
        self.id, self.first = stop_id, first


async def play(room, first, second):
    """One question is scored, the next is open and answered by all, and the clock runs."""
    host, clock = room.host, room.runs[0]
    await room.do(clock, "seek", type="clock", action="seek", to=FIRST)
    await room.do(host, "open-1", what="open-stop", stop=first.id)
    await room.answer(first)
    await room.do(host, "close-1", what="close-stop", stop=first.id, anyway=True)
    await room.insist(host, "show-1", what="show-stop", stop=first.id)
    await room.do(host, "open-2", what="open-stop", stop=second.id)
    await room.answer(second)
    await room.do(clock, "play", type="clock", action="play")
    await room.until(lambda: _is_settled(room, first, second))


def _is_settled(room, first, second):
    """All were told of their points and answers, the host of all of them."""
    both = {str(first.id), str(second.id)}
    plan = {stop["id"]: stop["locked"] for stop in room.host.told["host"]["plan"]}
    return plan == {first.id: PEOPLE, second.id: PEOPLE} and all(
        set(page.told["me"]["answers"]) == both and page.told["me"]["place"]
        for page in room.people
    )


def _state(room):
    """What each seat was told of itself, and the host of all; who is here is of the hour."""
    told = room.host.told["host"]
    of_seats = ("seat", "name", "part", "points", "removed")
    return {
        "seats": [page.told["me"] for page in room.rooms],
        "roster": [{name: row[name] for name in of_seats} for row in told["roster"]],
        "locked": [(stop["locked"], stop["locked_by"]) for stop in told["plan"]],
        "stops": [stop["state"] for stop in told["plan"]],
        "seq": told["seq"],
    }


def _clocks(room):
    """Where the clock was set going: with the wall's time it gives the second."""
    told = [page.told["heartbeat"]["clock"] for page in room.runs]
    return [(clock["wall"], clock["sim"], clock["speed"]) for clock in told]


def _stamped(server):
    """When the server looked after the clock of the room's run last."""
    with closing(sqlite3.connect(server.data / "knightreplay.sqlite3")) as database:
        ((stamp,),) = database.execute(
            "SELECT alive_at FROM runs_run WHERE NOT clock_paused"
        )
    return stamp


async def _all_told(room):
    for page in room.runs:
        page.told.pop("heartbeat", None)
    await room.until(lambda: all("heartbeat" in page.told for page in room.runs))
    await room.until(lambda: len(set(_clocks(room))) == 1)


async def killed_and_back(server, room):
    await _all_told(room)
    before = _state(room), _clocks(room)
    await asyncio.to_thread(server.kill)
    stamped = _stamped(server)
    await room.until(lambda: not any(page.told for page in (*room.rooms, *room.runs)))
    await asyncio.to_thread(server.start)
    await room.until(room.in_room)
    await room.until(lambda: "host" in room.host.told)
    await _all_told(room)
    return before, stamped, (_state(room), _clocks(room))


async def lesson(server, code, run, keys, stops):
    first, second = (Stop(one, first=not n) for n, one in enumerate(stops))
    room = Class(server, code, run, keys)
    staying = [asyncio.create_task(p.stay()) for p in (*room.rooms, *room.runs)]
    try:
        await room.until(room.in_room)
        await play(room, first, second)
        return await killed_and_back(server, room)
    finally:
        for task in staying:
            task.cancel()
        await asyncio.gather(*staying, return_exceptions=True)


def opened(data):
    made = subprocess.run(
        [sys.executable, "-c", ROOM],
        env=environment(data),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return json.loads(made.stdout)


def test_class_is_back_on_the_same_second_with_all_answers_and_scores(tmp_path):
    server = Server(tmp_path).start()
    try:
        code, run, host, keys, stops = opened(tmp_path)
        lived = lesson(server, code, run, [host, *keys], stops)
        before, stamped, after = asyncio.run(lived)
    finally:
        server.stop()

    assert after[0] == before[0]
    state, (clock, *others) = after
    assert set(others) == {clock}
    # Nothing moved it, or, if nobody was there for three seconds, it goes on from the
    # second that it had when the server was there last; an open question holds it there.
    wall, sim, speed = before[1][0]
    assert clock[2] == speed
    held = sim in (FIRST, SECOND)
    shown = sim if held else sim + (stamped - wall) * speed
    assert clock[:2] == (wall, sim) or clock[1] == pytest.approx(shown)
    assert [seat["points"] for seat in state["seats"][1:]] == [100, 0] * (PEOPLE // 2)
    assert [count for count, _ in state["locked"]] == [PEOPLE, PEOPLE]
