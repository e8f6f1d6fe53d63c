"""A request that is told to wait is asked again, and holds no thread meanwhile."""

import asyncio
from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.testing import HttpCommunicator

from knightreplay.asgi import application
from knightreplay.limiting import guesses, limiter, queue
from knightreplay.limiting.bodies import BODY_LIMIT
from knightreplay.limiting.queue import WAITED, RequestQueue
from knightreplay.rooms import services


def parts(*bodies):
    """What a client says, and then nothing more for as long as it waits."""
    last = len(bodies) - 1
    client: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    for n, body in enumerate(bodies):
        client.put_nowait({"type": "http.request", "body": body, "more_body": n < last})
    return client


class Application:
    """Puts every request off once; keeps what it was asked."""

    def __init__(self, wait="0.001"):
        self.wait, self.asked = wait, []

    async def __call__(self, scope, receive, send):
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message["body"], message["more_body"]
        self.asked.append((body, scope.get(WAITED, False)))
        waits = [] if scope.get(WAITED) else [(b"X-Turn-In", self.wait.encode())]
        status = 200 if scope.get(WAITED) else 429
        start = {"type": "http.response.start", "status": status, "headers": waits}
        await send(start)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def status_of(application, client):
    sent = []

    async def send(message):
        sent.append(message)

    await application({"type": "http"}, client.get, send)
    return [message["status"] for message in sent if "status" in message]


async def test_request_is_asked_again_with_its_body_when_its_turn_has_come():
    product = Application()

    assert await status_of(RequestQueue(product), parts(b"co", b"de")) == [200]
    assert product.asked == [(b"code", False), (b"code", True)]


async def test_client_that_went_away_is_not_asked_again():
    product, client = Application(wait="3600"), parts(b"code")
    client.put_nowait({"type": "http.disconnect"})

    assert await status_of(RequestQueue(product), client) == []
    assert product.asked == [(b"code", False)]


async def test_when_all_places_are_taken_the_refusal_goes_out(monkeypatch):
    monkeypatch.setattr(queue, "LONGEST_QUEUE", 0)
    product = Application(wait="3600")

    assert await status_of(RequestQueue(product), parts(b"code")) == [429]


async def test_large_body_is_not_kept():
    product = Application(wait="3600")

    large = parts(b"x" * BODY_LIMIT, b"x")
    assert await status_of(RequestQueue(product), large) == [429]


async def test_answer_that_waits_for_nothing_goes_straight_out():
    async def product(scope, receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})

    waiting = RequestQueue(product)
    assert await status_of(waiting, parts(b"")) == [204]
    assert waiting.waiting == 0


@pytest.mark.django_db(transaction=True)
async def test_right_code_comes_in_while_somebody_guesses_at_the_same_address(
    monkeypatch,
):
    """The whole application: the clock stands just before the next second."""
    opened = await database_sync_to_async(services.open_room)(name="7b", owner="")
    monkeypatch.setattr(limiter, "now", lambda: 1_000_000.99)
    for _ in range(guesses.ROOM_CODES.burst):
        guesses.ROOM_CODES.take("127.0.0.1")

    path = f"/join/?code={opened.room.code}"
    asking = HttpCommunicator(
        application, "GET", path, headers=[(b"host", b"testserver")]
    )
    asking.scope["client"] = ("127.0.0.1", 1)
    answer = await asking.get_response(timeout=30)
    await asking.wait(timeout=30)

    assert answer["status"] == 200
    assert b"Join 7b" in answer["body"]
