"""Only so many requests are handled at a time, and each gives its connections back."""

import asyncio

import pytest
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.signals import request_finished
from django.db import connection

from knightreplay import metrics
from knightreplay.limiting.requests import RequestLimit, close_connections

WITHIN = 30  # seconds


async def nothing(*told):
    return {}


class Counted:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.now = self.most = self.done = 0
        self.answer = asyncio.Event()

    async def __call__(self, scope, receive, send):
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.answer.wait()
            self.done += 1
        finally:
            self.now -= 1


def figure(state):
    return metrics.requests.labels(state)._value.get()


async def test_requests_beyond_the_limit_wait_for_their_turn():
    handled = Counted()
    limited = RequestLimit(handled, at_once=2)
    asked = [asyncio.create_task(limited({}, nothing, nothing)) for _ in range(7)]
    await asyncio.sleep(0)

    assert (handled.now, figure("handled"), figure("waiting")) == (2, 2, 5)
    handled.answer.set()
    async with asyncio.timeout(WITHIN):
        await asyncio.gather(*asked)

    assert (handled.most, handled.done) == (2, 7)
    assert (figure("handled"), figure("waiting")) == (0, 0)


async def test_request_that_is_given_up_while_it_waits_takes_no_place():
    handled = Counted()
    limited = RequestLimit(handled, at_once=1)
    asked = [asyncio.create_task(limited({}, nothing, nothing)) for _ in range(3)]
    await asyncio.sleep(0)
    asked[1].cancel()
    handled.answer.set()

    async with asyncio.timeout(WITHIN):
        await asked[2]

    assert (handled.done, figure("waiting")) == (2, 0)
    assert asked[1].cancelled()


async def test_request_that_fails_gives_its_place_back():
    async def failing(scope, receive, send):
        raise ValueError("ours")

    limited = RequestLimit(failing, at_once=1)
    for _ in range(3):
        with pytest.raises(ValueError, match="ours"):
            async with asyncio.timeout(WITHIN):
                await limited({}, nothing, nothing)


@pytest.mark.django_db(transaction=True)
async def test_connection_of_a_request_ends_with_it():
    def asked():
        connection.ensure_connection()
        request_finished.send(sender=None)
        return connection.connection

    import knightreplay.asgi  # noqa: F401 -- where it is told of the end

    async with ThreadSensitiveContext():
        assert await sync_to_async(asked)() is None


@pytest.mark.django_db
def test_connection_within_a_transaction_stays():
    close_connections()

    assert connection.connection is not None
