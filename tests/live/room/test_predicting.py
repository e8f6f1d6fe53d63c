"""While a question is open nobody's socket holds what comes after it, the host's included."""

import json
import struct
import time
from contextlib import asynccontextmanager

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator

from knightreplay.asgi import application
from knightreplay.rooms import services
from knightreplay.rooms.models import Room, Stop
from knightreplay.rooms.services import Question, Settings
from knightreplay.runs.models import Run
from tests.live.room.lesson import inside
from tests.live.viewer import HOST, ORIGIN

pytestmark = pytest.mark.django_db(transaction=True)

AT, NEXT = 300, 600  # 08:05 and 08:10
ASKED = [
    Question(AT, "server", "Which one?", (), {"choice": 8}, AT),
    Question(NEXT, "server", "And now?", (), {"choice": 8}, NEXT),
]
MINUTE = struct.Struct("<BBHI")


class Screen:
    """One page of the run: what it was sent of it."""

    def __init__(self, socket):
        self.socket = socket
        self.minutes = set()

    async def say(self, **message):
        await self.socket.send_to(text_data=json.dumps(message))

    async def next(self, *kinds):
        while True:
            message = await self.socket.receive_output(timeout=30)
            if message.get("bytes"):
                kind, _, minute, _ = MINUTE.unpack_from(message["bytes"])
                assert kind == 1
                self.minutes.add(minute)
            elif message.get("text"):
                told = json.loads(message["text"])
                if told["type"] in kinds:
                    return told

    async def holds(self, last):
        """Waits for a minute; all that it holds by then is in `minutes`."""
        while last not in self.minutes:
            message = await self.socket.receive_output(timeout=30)
            if message.get("bytes"):
                self.minutes.add(MINUTE.unpack_from(message["bytes"])[2])

    async def clock(self, command_id, **given):
        await self.say(type="clock", command_id=command_id, **given)
        return await self.next("ack", "error")


@asynccontextmanager
async def watching(run, key, **hello):
    socket = WebsocketCommunicator(
        application, f"/ws/runs/{run}/", headers=[ORIGIN, HOST]
    )
    connected, _ = await socket.connect(timeout=30)
    assert connected
    screen = Screen(socket)
    try:
        await screen.say(type="hello", have=[], seat_key=key, **hello)
        await screen.next("snapshot")
        yield screen
    finally:
        await socket.disconnect(timeout=30)


@pytest.fixture
async def room(compute):
    """A room that predicts, its run computed and stopped, with somebody in it."""

    @database_sync_to_async
    def make():
        opened = services.open_room(name="Class 7b", owner="browser:host")
        kim = services.join(opened.room.code, "Kim")
        assert kim
        host = opened.seat
        services.begin_run(host, scenario="sec-2013", seed=29, command_id="d-1")
        services.plan(host, ASKED, command_id="d-2")
        services.arrange(host, Settings(predicting=True), command_id="d-3")
        found = Room.objects.select_related("run").get(id=opened.room.id)
        assert found.run
        compute(found.run)
        return found, opened, kim

    return await make()


@database_sync_to_async
def an_hour_later(run):
    """Where the run's clock will stand, if nobody touches it."""
    return Run.objects.get(id=run).clock.at(time.time() + 3600)


async def test_no_screen_holds_what_comes_after_a_question_until_it_is_ended(room):
    found, opened, kim = room
    run = found.run_id
    stop = await database_sync_to_async(Stop.objects.get)(room=found, at=AT)
    async with (
        watching(run, opened.key) as host,
        watching(run, opened.key, projector=True) as projector,
        watching(run, kim.key) as participant,
        inside(found.code, opened.key) as lead,
        inside(found.code, kim.key) as member,
    ):
        screens = (host, projector, participant)
        assert (await host.clock("c-1", action="seek", to=AT))["type"] == "ack"
        for screen in screens:
            await screen.holds(AT // 60 - 1)
        await lead.do("open-stop", "o-1", stop=stop.id)
        for command_id, given in (
            ("c-2", {"action": "seek", "to": AT + 1}),
            ("c-3", {"action": "seek", "to": 28_800}),
        ):
            refused = await host.clock(command_id, **given)
            assert (refused["type"], refused["code"]) == ("error", "conflict")
        assert (await host.clock("c-4", action="play"))["type"] == "ack"
        stands = await an_hour_later(run)
        refused = await lead.do("close-stop", "o-2", stop=stop.id)
        assert refused["message"].startswith("Not everybody has locked")
        held = [max(screen.minutes) for screen in screens]
        await member.do("answer", "o-3", stop=stop.id, value=8, sureness=0.7)
        assert (await lead.do("close-stop", "o-4", stop=stop.id))["type"] == "ack"
        assert (await host.clock("c-5", action="seek", to=NEXT))["type"] == "ack"
        for screen in screens:
            await screen.holds(NEXT // 60 - 1)
        refused = await host.clock("c-6", action="seek", to=NEXT + 1)

    assert stands == AT
    assert held == [AT // 60 - 1] * 3
    assert [max(screen.minutes) for screen in screens] == [NEXT // 60 - 1] * 3
    assert refused["code"] == "conflict"
