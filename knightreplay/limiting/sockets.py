"""One address may hold many sockets, as a class behind one router does, but not all of them."""

from collections import Counter
from typing import Any

from channels.security.websocket import WebsocketDenier
from django.conf import settings

from knightreplay.network.clients import client_of


class SocketLimit:
    """Denies the sockets of an address beyond SOCKETS_PER_ADDRESS in this process."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        address = client_of(str((scope.get("client") or ("",))[0]))
        most = settings.SOCKETS_PER_ADDRESS
        if most and self.open[address] >= most:
            await WebsocketDenier()(scope, receive, send)
            return
        self.open[address] += 1
        try:
            await self.application(scope, receive, send)
        finally:
            self.open[address] -= 1
            if not self.open[address]:
                del self.open[address]
