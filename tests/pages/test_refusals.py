"""What cannot be shown is said in words, through the whole application."""

import re

import pytest
from asgiref.testing import ApplicationCommunicator
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client

from knightreplay.asgi import application

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    """The heading; the page must be one that the policy lets show, with a way home."""
    page = answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not re.search(r"<style|style=|<script>|onclick", page)
    assert re.search(r'<a class="(go|brand)" href="/[?"]', page)
    (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
    return str(heading)


NOBODYS = "00000000-0000-4000-8000-000000000000"  # the same in every test process


@pytest.mark.parametrize("path", ["/nowhere/", f"/runs/{NOBODYS}/", "/scenarios/x/"])
def test_missing_page_says_so(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert words(answer) == "There is no such page"


def test_form_without_its_token_asks_for_another_try():
    answer = Client(enforce_csrf_checks=True).post("/", {"scenario": "sec-2013"})

    assert answer.status_code == 403
    assert words(answer) == "Please press the button once more"


def test_strange_host_is_a_page_too(client):
    answer = client.get("/", HTTP_HOST="elsewhere.example")

    assert answer.status_code == 400
    assert words(answer) == "That request could not be read"


@pytest.mark.parametrize(
    ("code", "status"), [("123456", 404), ("12345", 422), ("<b>x", 422)]
)
def test_code_finds_no_room_while_there_are_none(client, code, status):
    answer = client.get("/join/", {"code": code})

    assert answer.status_code == status
    assert words(answer) == "No room with this code is open here"
    assert "<b>x" not in answer.content.decode()


@pytest.mark.slow
def test_too_many_starts_say_when_to_come_back(client):
    answers = [client.post("/", {"seed": "x"}) for _ in range(31)]

    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) == 60
    assert "Too many new runs" in answers[-1].content.decode()


def test_our_mistake_needs_neither_database_nor_session(monkeypatch):
    def broken(*_):
        raise OperationalError("disk full")

    monkeypatch.setattr(SessionStore, "load", broken)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32

    answer = client.get("/")

    assert answer.status_code == 500
    assert words(answer) == "That was our mistake"
    assert "disk full" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
async def test_missing_page_leaves_the_asgi_application_as_a_page():
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/nowhere/",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    talk = ApplicationCommunicator(application, scope)
    await talk.send_input({"type": "http.request", "body": b""})

    begun = await talk.receive_output(timeout=30)
    body = (await talk.receive_output(timeout=30))["body"]
    await talk.wait(timeout=30)

    assert begun["status"] == 404
    assert b"There is no such page" in body
