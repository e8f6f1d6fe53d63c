"""What a stranger may make the server hold: connections, half requests, large bodies."""

import http.client
import json
import socket
from contextlib import ExitStack, contextmanager

import pytest

from knightreplay.embedded import connections, uploads
from knightreplay.embedded.connections import Connections
from knightreplay.embedded.uploads import Uploads
from tests.server import serving
from tests.waiting import until

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("embedded")]

KEY = "the-hosts-key-of-the-test"
SIZE = 8 * 2**20  # bytes that are announced
PART = b"x" * 1024


@pytest.fixture(scope="module")
def open_server():
    """Other machines can reach it: it takes the host's key to send a run."""
    with serving(HOST_KEY=KEY, PUBLIC_URL="http://127.0.0.1/") as server:
        yield server


@contextmanager
def sending(server, kib, *headers):
    """A capsule of which so much has been sent; the rest is to come."""
    head = "\r\n".join(
        [
            "POST /api/v1/capsules HTTP/1.1",
            "Host: 127.0.0.1",
            f"Content-Length: {SIZE}",
            *headers,
        ]
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(head.encode() + b"\r\n\r\n")
        for _ in range(kib):
            client.sendall(PART)
        yield client


def answer(client):
    """(status, detail) of what comes back, though the body is not at its end."""
    told = http.client.HTTPResponse(client)
    told.begin()
    return told.status, json.loads(told.read())["detail"]


def test_large_body_is_refused_before_it_has_come_where_no_key_came(open_server):
    with sending(open_server, 65) as client:
        status, detail = answer(client)

    assert (status, detail.split(";")[0]) == (
        403,
        "Starting a run here needs the host's key",
    )


@pytest.mark.parametrize(
    "header",
    ["Authorization: Bearer wrong", "Cookie: sessionid=" + "x" * 32, "Cookie: ="],
)
def test_large_body_is_refused_with_a_wrong_key(open_server, header):
    with sending(open_server, 65, header) as client:
        assert answer(client)[0] == 403


def test_large_body_of_who_shows_the_key_is_read_whole(open_server):
    key = f"Authorization: Bearer {KEY}"
    with sending(open_server, SIZE // 1024, key) as client:
        status, detail = answer(client)

    assert (status, detail) == (
        422,
        "capsule: this file is not a capsule of KnightReplay",
    )


def test_few_large_bodies_of_one_address_are_under_way_at_a_time(open_server):
    key = f"Authorization: Bearer {KEY}"
    with ExitStack() as stack:
        for _ in range(uploads.OF_ONE):
            stack.enter_context(sending(open_server, 80, key))
        with sending(open_server, 80, key) as one_more:
            status, detail = answer(one_more)
        assert (status, detail) == (429, "Too many files at a time; wait a little.")
        assert open_server.ask("scenarios")[0] == 200

    def again():
        with sending(open_server, SIZE // 1024, key) as client:
            return answer(client)[0] == 422

    assert until(again)


def test_bodies_of_all_are_bounded_too():
    under_way = Uploads()
    taken = [under_way.begin(f"10.0.0.{number % 50}") for number in range(50)]

    assert taken.count(True) == uploads.OF_ALL
    for number in range(uploads.OF_ALL):
        under_way.end(f"10.0.0.{number}")
    assert under_way.begin("10.0.0.1")


def test_connections_of_one_address_are_bounded(monkeypatch):
    monkeypatch.setattr(connections, "OF_ONE", 2)
    held, channels = Connections(), [object() for _ in range(4)]

    assert [held.begin(channel, "10.0.0.1") for channel in channels[:3]] == [
        True,
        True,
        False,
    ]
    assert held.begin(channels[3], "10.0.0.2")
    held.end(channels[0])
    held.end(channels[0])
    held.end(channels[2])  # that was never taken
    assert held.begin(channels[2], "10.0.0.1")
    assert not held.begin(channels[0], "10.0.0.1")


def test_behind_a_proxy_connections_are_not_counted_as_one_address(
    monkeypatch, settings
):
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    monkeypatch.setattr(connections, "OF_ONE", 1)
    held, channels = Connections(), [object() for _ in range(3)]

    assert all(held.begin(channel, "10.0.0.1") for channel in channels)


@pytest.mark.parametrize(
    "cookies",
    [["a=" + "x" * 20_000], [f"c{n}=" + "x" * 2_000 for n in range(10)]],
    ids=["one long line", "many lines"],
)
def test_too_many_cookies_are_answered_with_what_to_do(open_server, cookies):
    lines = ["GET / HTTP/1.1", "Host: 127.0.0.1", *(f"Cookie: {c}" for c in cookies)]
    address = ("127.0.0.1", open_server.port)
    with socket.create_connection(address, timeout=20) as client:
        client.sendall("\r\n".join([*lines, "", ""]).encode())
        told = http.client.HTTPResponse(client)
        told.begin()
        words = told.read().decode()

    assert told.status == 431
    assert "Delete the cookies of this site" in words
