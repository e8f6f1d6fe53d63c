"""People in a room, each with a socket of the whole ASGI application."""

import json
from contextlib import asynccontextmanager
from typing import Any

from channels.testing import WebsocketCommunicator

from knightreplay.asgi import application
from tests.live.viewer import HOST, ORIGIN


class Member:
    """One page in a room."""

    def __init__(self, communicator):
        self.socket = communicator
        self.passed: list[dict[str, Any]] = []  # came before the answer to a command

    async def say(self, **message):
        await self.socket.send_to(text_data=json.dumps(message))

    async def do(self, what, command_id, **given):
        await self.say(type="do", what=what, command_id=command_id, **given)
        while (message := await self._heard())["type"] not in ("ack", "error"):
            self.passed.append(message)
        return message

    async def next(self, *kinds):
        while True:
            message = self.passed.pop(0) if self.passed else await self._heard()
            if message["type"] in kinds:
                return message

    async def _heard(self):
        return json.loads(await self.socket.receive_from(timeout=30))

    async def until(self, kind, condition):
        """The first message of a kind for which the condition holds."""
        while True:
            message = await self.next(kind)
            if condition(message):
                return message


@asynccontextmanager
async def inside(code, key=None, *, say_hello=True, **hello):
    communicator = WebsocketCommunicator(
        application, f"/ws/rooms/{code}/", headers=[ORIGIN, HOST]
    )
    connected, _ = await communicator.connect(timeout=30)
    assert connected
    member = Member(communicator)
    try:
        if say_hello:
            await member.say(
                type="hello", **({"seat_key": key} if key else {}), **hello
            )
        yield member
    finally:
        await communicator.disconnect(timeout=30)
