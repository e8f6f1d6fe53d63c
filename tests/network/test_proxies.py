"""What a proxy says is believed of the proxies that are named, and of nobody else."""

import json

import pytest

from knightreplay.network.proxies import TrustedProxies


async def nothing(*_told):
    return {}


async def seen(trusted, peer, *headers, kind="http"):
    """(client, scheme, whether the header is left) as the application sees them."""
    found = {}

    async def application(scope, receive, send):
        found.update(scope)

    scope = {
        "type": kind,
        "client": [peer, 40000],
        "scheme": {"http": "http", "websocket": "ws"}[kind],
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    await TrustedProxies(application, trusted)(scope, nothing, nothing)
    return found["client"][0], found["scheme"]


FOR = "x-forwarded-for"
PROTO = ("x-forwarded-proto", "https")


@pytest.mark.parametrize(
    ("trusted", "peer", "said", "client"),
    [
        (["10.0.0.2"], "10.0.0.2", "192.0.2.7", "192.0.2.7"),
        (["10.0.0.0/8"], "10.9.9.9", "192.0.2.7", "192.0.2.7"),
        (["fd00::/8"], "fd00::1", "2001:db8::7", "2001:db8::7"),
        (["10.0.0.0/8"], "::ffff:10.9.9.9", "192.0.2.7", "192.0.2.7"),
        (["localhost"], "127.0.0.1", "192.0.2.7", "192.0.2.7"),
        # A client may write what it likes in front: the last that is no proxy counts.
        (["10.0.0.0/8"], "10.0.0.2", "1.1.1.1, 192.0.2.7, 10.0.0.3", "192.0.2.7"),
        (["10.0.0.0/8"], "10.0.0.2", "192.0.2.7, rubbish", "10.0.0.2"),
        (["10.0.0.0/8"], "10.0.0.2", "", "10.0.0.2"),
        (["no-such-name.invalid"], "10.0.0.2", "192.0.2.7", "10.0.0.2"),
        (["10.0.0.2"], "10.0.0.3", "192.0.2.7", "10.0.0.3"),
        ([], "127.0.0.1", "192.0.2.7", "127.0.0.1"),
    ],
)
async def test_client_is_who_a_trusted_proxy_says(trusted, peer, said, client):
    assert (await seen(trusted, peer, (FOR, said)))[0] == client


@pytest.mark.parametrize(
    ("kind", "peer", "scheme"),
    [
        ("http", "10.0.0.2", "https"),
        ("websocket", "10.0.0.2", "wss"),
        ("http", "10.0.0.3", "http"),
        ("websocket", "10.0.0.3", "ws"),
    ],
)
async def test_https_is_believed_of_a_trusted_proxy_only(kind, peer, scheme):
    assert (await seen(["10.0.0.2"], peer, PROTO, kind=kind))[1] == scheme


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
async def test_rate_limits_count_the_client_behind_the_proxy(monkeypatch):
    from channels.testing import HttpCommunicator

    from knightreplay.asgi import application
    from knightreplay.network.proxies import Proxies

    monkeypatch.setattr(application, "proxies", Proxies(["10.0.0.2"]))

    async def start(client):
        request = HttpCommunicator(
            application,
            "POST",
            "/api/v1/runs",
            body=b'{"seed": -1}',
            headers=[
                (b"host", b"testserver"),
                (b"content-type", b"application/json"),
                (FOR.encode(), client),
            ],
        )
        request.scope["client"] = ("10.0.0.2", 1)
        answer = await request.get_response(timeout=30)
        await request.wait(timeout=30)  # until the body's file is closed, too
        return json.loads(answer["body"])["status"]

    many = [await start(b"192.0.2.7") for _ in range(31)]

    assert many == [422] * 30 + [429]
    assert await start(b"192.0.2.8") == 422


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("peer", "sent"), [("10.0.0.2", True), ("10.0.0.3", False)])
async def test_browsers_are_told_to_stay_with_https_behind_a_proxy_that_says_so(
    settings, peer, sent
):
    from channels.testing import HttpCommunicator
    from django.core.handlers.asgi import ASGIHandler

    settings.SECURE_HSTS_SECONDS = 60
    application = TrustedProxies(ASGIHandler(), ["10.0.0.2"])
    headers = [(b"host", b"testserver"), (b"x-forwarded-proto", b"https")]
    request = HttpCommunicator(application, "GET", "/healthz", headers=headers)
    request.scope["client"] = (peer, 1)

    answer = await request.get_response(timeout=30)
    await request.wait(timeout=30)

    names = {name.lower() for name, _ in answer["headers"]}
    assert (b"strict-transport-security" in names) is sent
