"""How many plain connections one address may hold, and how long a request may take to come.

Twisted closes a connection on which nothing comes for a minute. One byte a minute keeps it,
and an address could hold as many as the machine has files.
"""

from collections import Counter
from typing import Any

from daphne import http_protocol
from django.conf import settings

from knightreplay.embedded.large_headers import explain_large_headers

OF_ONE = 1000  # connections that are no sockets: a class behind one router has hundreds
WITHIN = 30.0  # seconds from the first line of a request to the end of a small body


class Connections:
    """The plain connections of each address, in this process."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._of: dict[int, str] = {}  # id of the channel: address

    def begin(self, channel: object, address: str) -> bool:
        """Whether there is room for it; behind a proxy all have the proxy's address."""
        if self._open[address] >= OF_ONE and not settings.TRUSTED_PROXIES:
            return False
        self._open[address] += 1
        self._of[id(channel)] = address
        return True

    def end(self, channel: object) -> None:
        """It is closed, or has become a socket; to be told twice does no harm."""
        address = self._of.pop(id(channel), None)
        if address is None:
            return
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]


connections = Connections()


class BoundedFactory(http_protocol.HTTPFactory):  # type: ignore[misc]
    """Daphne's, but that it takes only so many connections of one address."""

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 -- Twisted's name
        protocol = super().buildProtocol(addr)
        channel = protocol._channel
        if not connections.begin(channel, str(getattr(addr, "host", ""))):
            return None  # Twisted closes it
        explain_large_headers(channel)
        lost = protocol.connectionLost

        def ended(reason: Any) -> None:
            connections.end(channel)
            lost(reason)

        protocol.connectionLost = ended
        return protocol
