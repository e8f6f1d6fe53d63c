"""Whose page it is: one answer for forms, the API and sockets, also behind proxies."""

import logging
import re

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from knightreplay.access import origin
from knightreplay.access.origin import is_same_origin, require_same_origin
from knightreplay.environment import public_url
from knightreplay.live.origin import SameOrigin
from knightreplay.runs.errors import Forbidden

PUBLIC = "https://replay.example.org:8443"
HOSTS = ["replay.example.org", "127.0.0.1", "[::1]", "vm.local", "upstream"]


@pytest.fixture(autouse=True)
def names(settings, monkeypatch):
    monkeypatch.setattr(origin, "refusals", origin.Refusals())
    settings.ALLOWED_HOSTS = HOSTS


@pytest.fixture
def public(settings, monkeypatch):
    monkeypatch.setenv("SITE", PUBLIC)
    settings.PUBLIC_URL = public_url("SITE")


def by_form(page, host, secure):
    """Whether a form of the page is taken."""
    browser = Client(enforce_csrf_checks=True)
    token = "t" * 32
    browser.cookies["csrftoken"] = token
    asked = {"host": host, "origin": page, "referer": f"{page}/"}
    answer = browser.post(
        "/language/",
        {"language": "en", "csrfmiddlewaretoken": token},
        headers=asked,
        secure=secure,
    )
    return answer.status_code != 403


def by_api(page, host, secure):
    """Every way of the API that writes asks this one (tests/security/test_matrix.py)."""
    headers = {"host": host, "origin": page}
    request = RequestFactory().post("/api/v1/runs", headers=headers, secure=secure)
    try:
        require_same_origin(request)
    except Forbidden:
        return False
    return True


async def by_socket(page, host, secure):
    async def accepting(scope, receive, send):
        await send({"type": "websocket.accept"})

    scope = {
        "type": "websocket",
        "scheme": "wss" if secure else "ws",
        "headers": [(b"host", host.encode()), (b"origin", page.encode())],
    }
    asked = ApplicationCommunicator(SameOrigin(accepting), scope)
    await asked.send_input({"type": "websocket.connect"})
    answer = await asked.receive_output(timeout=30)
    return bool(answer["type"] == "websocket.accept")


async def everywhere(page, host, secure):
    """The one answer of all three."""
    found = {
        await sync_to_async(by_form)(page, host, secure),
        await sync_to_async(by_api)(page, host, secure),
        await by_socket(page, host, secure),
    }
    assert len(found) == 1, "forms, API and sockets differ"
    return found.pop()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("page", "host", "secure", "ours"),
    [
        ("http://vm.local", "vm.local", False, True),
        ("http://vm.local", "vm.local:80", False, True),
        ("http://vm.local", "VM.local", False, True),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", False, True),
        ("http://[::1]:8000", "[::1]:8000", False, True),
        ("https://vm.local", "vm.local:443", True, True),
        ("https://vm.local", "vm.local", True, True),
        # A proxy with TLS that is not named in TRUSTED_PROXIES.
        ("https://vm.local", "vm.local", False, True),
        ("http://vm.local", "vm.local", True, False),
        ("http://vm.local:8000", "vm.local", False, False),
        ("http://vm.local", "vm.local:8000", False, False),
        ("http://evil.example", "vm.local", False, False),
        ("http://vm.local.evil.example", "vm.local", False, False),
        ("http://user@vm.local", "vm.local", False, False),
        ("null", "vm.local", False, False),
        ("ftp://vm.local", "vm.local", False, False),
        ("http://vm.local:port", "vm.local", False, False),
    ],
)
async def test_page_is_ours_where_host_and_port_are(page, host, secure, ours):
    assert await everywhere(page, host, secure) is ours


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "host",
    [
        "replay.example.org:8443",
        "replay.example.org",
        "replay.example.org:443",
        "127.0.0.1:9194",
        "upstream",
    ],
)
async def test_page_of_public_url_is_ours_whatever_host_the_proxy_passes(public, host):
    assert await everywhere(PUBLIC, host, secure=True) is True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "page",
    [
        "http://replay.example.org:8443",
        "https://replay.example.org:8444",
        "https://replay.example.org.evil.example:8443",
        "https://evil.example",
        "null",
    ],
)
async def test_page_of_another_site_is_not_ours_behind_a_proxy(public, page):
    assert await everywhere(page, "replay.example.org:8443", secure=True) is False


def test_host_that_is_not_ours_has_no_page_of_ours():
    """A name of somebody else that leads here (DNS rebinding)."""
    asked = "http://rebound.example", "rebound.example"

    assert is_same_origin(*asked, secure=False) is False


@given(st.text(max_size=40), st.text(max_size=40))
def test_nonsense_is_no_page_of_ours(page, host):
    assert is_same_origin(page, host, secure=False) is False


def test_refusal_is_logged_once_with_what_to_do_and_strangers_have_a_bound(caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            is_same_origin(PUBLIC, "vm.local", secure=False)
        said = caplog.messages.copy()
        for number in range(100):
            is_same_origin(f"https://{number}.example", "vm.local", secure=False)

    assert len(said) == 1
    assert re.search(f"'{PUBLIC}'.*'vm.local'.*PUBLIC_URL", said[0])
    assert len(caplog.messages) == origin.Refusals.MOST
