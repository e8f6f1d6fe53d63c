"""Only so many requests are handled at a time, in threads that keep their connections."""

import asyncio
import threading

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.db.backends.signals import connection_created

from knightreplay import metrics
from knightreplay.limiting.requests import RequestLimit

WITHIN = 30  # seconds


async def nothing(*told):
    return {}


def http_scope(path):
    """A browser's, as Daphne gives it."""
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }


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


async def test_requests_after_one_another_share_a_thread_and_others_do_not():
    both, threads = asyncio.Barrier(2), []

    async def alone(scope, receive, send):
        threads.append(await sync_to_async(threading.get_ident)())

    async def together(scope, receive, send):
        await both.wait()
        await alone(scope, receive, send)

    for application, times in ((alone, 3), (together, 2)):
        limited = RequestLimit(application)
        asked = [limited({}, nothing, nothing) for _ in range(times)]
        if application is together:
            await asyncio.gather(*asked)
        else:
            for one in asked:
                await one

    assert len(set(threads[:3])) == 1
    assert len(set(threads[3:])) == 2


async def test_request_that_the_server_gives_up_leaves_its_thread_to_nobody():
    begun, freed = threading.Event(), threading.Event()

    def works():
        begun.set()
        freed.wait(WITHIN)

    async def working(scope, receive, send):
        await sync_to_async(works if scope else threading.get_ident)()

    limited = RequestLimit(working, at_once=1)
    given_up = asyncio.create_task(limited({"type": "http"}, nothing, nothing))
    await asyncio.to_thread(begun.wait, WITHIN)
    given_up.cancel()
    try:
        async with asyncio.timeout(WITHIN / 2):
            await limited({}, nothing, nothing)
    finally:
        freed.set()

    assert given_up.cancelled()


@pytest.mark.django_db(transaction=True)
async def test_pages_after_one_another_share_a_connection_to_the_database():
    from knightreplay.asgi import application

    opened = []

    def opens(**told):
        opened.append(threading.get_ident())

    connection_created.connect(opens)
    try:
        for _ in range(3):
            page = ApplicationCommunicator(application, http_scope("/scenarios/"))
            await page.send_input({"type": "http.request", "body": b""})
            assert (await page.receive_output(WITHIN))["status"] == 200
            await page.wait(WITHIN)
    finally:
        connection_created.disconnect(opens)

    assert len(opened) <= 1
