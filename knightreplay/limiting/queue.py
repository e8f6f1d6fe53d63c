"""Requests that wait for their turn hold no thread: the answer is asked for again then."""

import asyncio
from typing import NamedTuple

from knightreplay.asgi_types import Application, Message, Receive, Scope, Send
from knightreplay.limiting.bodies import BODY_LIMIT

HEADER = b"x-turn-in"  # of an answer: seconds until the request is to be asked again
WAITED = "waited"  # in the scope of a request that has waited
LONGEST_QUEUE = 500  # requests of all addresses


class Delayed(NamedTuple):
    """An answer that says how long to wait, not sent yet."""

    wait: float
    messages: list[Message]


class RequestQueue:
    """An ASGI application that holds back what is told to wait, and asks again."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        recorded = _Recorded(receive)
        delayed = await self._asked(scope, recorded.receive, send)
        if delayed is None:
            return
        if recorded.parts is None or self.waiting >= LONGEST_QUEUE:
            for message in delayed.messages:
                await send(message)
            return
        if await self._is_there_in(delayed.wait, receive):
            await self.application({**scope, WAITED: True}, recorded.again(), send)

    async def _asked(
        self, scope: Scope, receive: Receive, send: Send
    ) -> Delayed | None:
        """The answer goes out, unless it is to wait."""
        kept: list[Message] = []
        wait: float | None = None

        async def sending(message: Message) -> None:
            nonlocal wait
            if message["type"] == "http.response.start":
                wait = _wait_of(message)
            if wait is None:
                await send(message)
            else:
                kept.append(message)

        await self.application(scope, receive, sending)
        return None if wait is None else Delayed(wait, kept)

    async def _is_there_in(self, seconds: float, receive: Receive) -> bool:
        """Waits; False if the client went away meanwhile."""
        self.waiting += 1
        try:
            async with asyncio.timeout(seconds):
                while (await receive())["type"] != "http.disconnect":
                    pass
        except TimeoutError:
            return True
        finally:
            self.waiting -= 1
        return False


def _wait_of(start: Message) -> float | None:
    said = [value for name, value in start["headers"] if name.lower() == HEADER]
    return float(said[0]) if said else None


class _Recorded:
    """What a request said, to be said again; of a large body nothing is kept."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.parts: list[Message] | None = []
        self._size = 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > BODY_LIMIT:
            self.parts = None
        elif self.parts is not None:
            self.parts.append(message)
        return message

    def again(self) -> Receive:
        parts = iter(self.parts or ())

        async def receive() -> Message:
            return next(parts, None) or await self._receive()

        return receive
