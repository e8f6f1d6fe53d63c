"""What a proxy says of the client is believed only of the proxies that are named.

Behind one of them, the client's address and the scheme are what it says; from anybody else
the same headers mean nothing. So limits count real addresses, and Django knows of https.
"""

import asyncio
import ipaddress
import logging
import socket
import time
from collections.abc import Iterable, Sequence

from knightreplay.asgi_types import Application, Receive, Scope, Send

logger = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NAMES_KEPT = 30.0  # seconds for which the addresses of a name are believed
SECURE = {"http": "https", "websocket": "wss"}
PLAIN = {"http": "http", "websocket": "ws"}


class TrustedProxies:
    """An ASGI application that sees the client where a trusted proxy stands."""

    def __init__(self, application: Application, trusted: Iterable[str]) -> None:
        self.application = application
        self.proxies = Proxies(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        peer = scope.get("client") if scope["type"] in PLAIN else None
        if peer and await self.proxies.has(str(peer[0])):
            scope = await self._seen_through(scope)
        await self.application(scope, receive, send)

    async def _seen_through(self, scope: Scope) -> Scope:
        said = _said(scope, b"x-forwarded-for")
        client = await self.proxies.client_of(said)
        kept = [(n, v) for n, v in scope["headers"] if n != b"x-forwarded-for"]
        seen = {**scope, "headers": kept}
        if client:
            seen["client"] = [client, 0]
        if schemes := _said(scope, b"x-forwarded-proto"):
            names = SECURE if schemes[-1] in ("https", "wss") else PLAIN
            seen["scheme"] = names[scope["type"]]
        return seen


class Proxies:
    """Addresses, networks and names; names are asked for again every half a minute."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._networks: list[Network] = []
        self._names: list[str] = []
        for word in trusted:
            try:
                self._networks.append(ipaddress.ip_network(word, strict=False))
            except ValueError:
                self._names.append(word)
        self._named: frozenset[Address] = frozenset()
        self._asked_at = float("-inf")

    async def has(self, text: str) -> bool:
        address = _address(text)
        if address is None:
            return False
        if any(address in network for network in self._networks):
            return True
        if self._names and time.monotonic() - self._asked_at > NAMES_KEPT:
            self._asked_at = time.monotonic()
            self._named = await _resolve(self._names)
        return address in self._named

    async def client_of(self, said: Sequence[str]) -> str | None:
        """The last address of the list that is no proxy of ours; the rest can be made up."""
        for text in reversed(said):
            if _address(text) is None:
                return None
            if not await self.has(text):
                return text
        return None


def _said(scope: Scope, wanted: bytes) -> list[str]:
    values = [v.decode("latin1") for name, v in scope["headers"] if name == wanted]
    return [word.strip() for word in ",".join(values).split(",") if word.strip()]


def _address(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


async def _resolve(names: Iterable[str]) -> frozenset[Address]:
    loop, found = asyncio.get_running_loop(), set()
    for name in names:
        try:
            answers = await loop.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        except OSError:
            logger.warning("TRUSTED_PROXIES: %s has no address", name)
            continue
        found |= {_address(str(answer[4][0])) for answer in answers}
    return frozenset(address for address in found if address)
