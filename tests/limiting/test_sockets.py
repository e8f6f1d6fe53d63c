"""How many sockets one address may hold."""

import asyncio

import pytest

from knightreplay.limiting.sockets import SocketLimit

# Channels looks after the database's connections before it denies a socket.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def limit(settings):
    settings.SOCKETS_PER_ADDRESS = 2
    return SocketLimit(_open)


async def _open(scope, receive, send):
    await send({"type": "websocket.accept"})
    await scope["end"].wait()


class Socket:
    """One socket of an address: what was answered, and its end."""

    def __init__(self, limit, address):
        self.end = asyncio.Event()
        self.answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        scope = {"type": "websocket", "client": address, "end": self.end}
        self.events = iter(("websocket.connect", "websocket.disconnect"))
        self.task = asyncio.ensure_future(limit(scope, self._receive, self._send))
        self.task.add_done_callback(self._failed)

    def _failed(self, task):
        """An exception instead of an answer is not waited for."""
        if task.exception() and not self.answer.done():
            self.answer.set_exception(task.exception())

    async def _receive(self):
        return {"type": next(self.events), "code": 1000}

    async def _send(self, message):
        if not self.answer.done():
            self.answer.set_result(message["type"])

    async def close(self):
        self.end.set()
        await self.task


async def test_address_may_hold_so_many_sockets_and_no_more(limit):
    held = [Socket(limit, ("10.0.0.7", 1000 + n)) for n in range(3)]
    other = Socket(limit, ("10.0.0.8", 1000))

    answers = [await one.answer for one in [*held, other]]
    await held[0].close()
    again = Socket(limit, ("10.0.0.7", 2000))

    accept, close = "websocket.accept", "websocket.close"
    assert answers == [accept, accept, close, accept]
    assert await again.answer == accept
    for one in [*held, other, again]:
        await one.close()
    assert not limit.open


async def test_zero_lets_any_number_in_and_a_socket_file_has_no_address(
    limit, settings
):
    settings.SOCKETS_PER_ADDRESS = 0
    held = [Socket(limit, None) for _ in range(5)]

    assert {await one.answer for one in held} == {"websocket.accept"}
    for one in held:
        await one.close()
