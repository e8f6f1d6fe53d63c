"""Which other devices have reached this machine."""

import pytest

from knightreplay.network import adapters
from knightreplay.network import visitors as module
from knightreplay.network.adapters import FoundAddress
from knightreplay.network.visitors import VisitorMiddleware, Visitors


@pytest.fixture
def visitors(monkeypatch):
    monkeypatch.setattr(
        adapters.own,
        "found",
        lambda: [FoundAddress("192.168.7.20", "wlan0", False, False)],
    )
    monkeypatch.setattr(module, "visitors", Visitors())
    return module.visitors


async def ask(address):
    async def nothing(scope, receive, send):
        pass

    await VisitorMiddleware(nothing)(
        {"type": "http", "client": [address, 4711]}, None, None
    )


async def test_only_other_devices_count_and_each_once(visitors):
    for address in ("127.0.0.1", "192.168.7.20", "192.168.7.31", "192.168.7.31", "::1"):
        await ask(address)
    assert len(visitors) == 1

    await ask("192.168.7.32")
    assert len(visitors) == 2


async def test_scope_without_a_client_is_nobody(visitors):
    await VisitorMiddleware(_swallow)({"type": "lifespan"}, None, None)

    assert len(visitors) == 0


async def test_memory_is_bounded(visitors, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 3)
    for last in range(9):
        await ask(f"10.0.0.{last}")

    assert len(visitors) == 3


async def _swallow(scope, receive, send):
    pass
