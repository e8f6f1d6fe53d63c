"""The addresses that are offered to a room: the server listens at every one of them."""

import socket
from ipaddress import ip_address

import pytest

from knightreplay.network import adapters, addresses
from knightreplay.network.adapters import FoundAddress

FOUND = [
    FoundAddress(address, "lo", virtual=False, local=False)
    for address in ("127.0.0.1", "127.0.0.2", "::1")
]


@pytest.fixture(params=["0.0.0.0", "::"])
def listening(request, settings, monkeypatch):
    """A server on all addresses of one kind; loopback stands for what adapters have."""
    monkeypatch.setattr(adapters.own, "found", lambda: FOUND)
    host = request.param
    dual = ":" in host and socket.has_dualstack_ipv6()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family, dualstack_ipv6=dual) as server:
        settings.LISTENS = (host, server.getsockname()[1])
        yield host


def test_every_offered_way_leads_to_the_server(listening):
    ways = [way.base for way in addresses.network_ways()]

    assert ways
    for base in ways:
        host, _, port = base.removeprefix("http://").rpartition(":")
        address = ip_address(host.strip("[]"))
        with socket.create_connection((str(address), int(port)), timeout=5) as line:
            assert line.getpeername()[1] == int(port)


def test_an_address_of_a_kind_that_is_not_listened_to_is_not_offered(listening):
    versions = {
        ip_address(
            way.base.removeprefix("http://").rpartition(":")[0].strip("[]")
        ).version
        for way in addresses.network_ways()
    }

    assert versions == ({4} if listening == "0.0.0.0" else {4, 6})
