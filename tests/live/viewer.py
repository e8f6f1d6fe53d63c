"""A viewer that speaks to the whole ASGI application."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from channels.testing import WebsocketCommunicator

from knightreplay.asgi import application
from knightreplay.runs.segments.wire import BUNDLE, decode
from tests.bundles import opened

ORIGIN = (b"origin", b"http://testserver")
HOST = (b"host", b"testserver")


class Viewer:
    """One socket: what it says, and what it was told, sorted by kind."""

    def __init__(self, communicator):
        self.socket = communicator
        self.held = {}
        self.bundles = []  # the (epoch, minute) of what came in each

    async def say(self, **message):
        await self.socket.send_to(text_data=json.dumps(message))

    async def hello(self, key=None, have=(), **extra):
        extra |= {"host_key": key} if key else {}
        await self.say(type="hello", have=list(have), **extra)
        return await self.next("snapshot")

    async def next(self, *kinds):
        """The next text message of one of the kinds; segments are kept on the way."""
        while True:
            event = await self.socket.receive_output(timeout=30)
            if event["type"] == "websocket.close":
                raise ConnectionError(event["code"])
            if event.get("bytes") is not None:
                self.keep(event["bytes"])
                continue
            message = json.loads(event["text"])
            if message["type"] in kinds:
                return message

    async def beat_since(self, seq):
        """The next heartbeat that knows of this; one may be on its way from before."""
        while (beat := await self.next("heartbeat"))["seq"] < seq:
            pass
        return beat

    def keep(self, payload):
        if payload[0] == BUNDLE:
            places, columns = opened(payload)
            self.held |= dict(zip(places, columns, strict=True))
            self.bundles.append(places)
            return
        epoch, alone = decode(payload)
        self.held[epoch, alone["minute"]] = alone

    async def until_held(self, *pairs):
        """Waits until these segments, (epoch, minute), have come."""
        while not set(pairs) <= set(self.held):
            event = await self.socket.receive_output(timeout=30)
            if event.get("bytes") is not None:
                self.keep(event["bytes"])

    async def command(self, **message):
        """Says a command and returns its answer."""
        await self.say(**message)
        while True:
            answer = await self.next("ack", "error")
            if answer.get("command_id") == message["command_id"]:
                return answer


@asynccontextmanager
async def viewing(run_id, *, headers=(ORIGIN, HOST)) -> AsyncIterator[Viewer]:
    socket = WebsocketCommunicator(
        application, f"/ws/runs/{run_id}/", headers=list(headers)
    )
    connected, _ = await socket.connect(timeout=30)
    assert connected
    try:
        yield Viewer(socket)
    finally:
        await socket.disconnect(timeout=30)
