"""Which other devices have reached this process: the first thing to know in a classroom."""

from collections import OrderedDict
from typing import Any

from knightreplay.network import adapters

KEPT = 2000  # addresses that are remembered, in memory only


class Visitors:
    """Addresses that asked for something and are none of this machine's own."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def note(self, address: str) -> None:
        if not address or address in self._seen or adapters.own.has(address):
            return
        self._seen[address] = None
        if len(self._seen) > KEPT:
            self._seen.popitem(last=False)

    def forget(self) -> None:
        self._seen.clear()


visitors = Visitors()


class VisitorMiddleware:
    """An ASGI application that notices who comes, whatever they ask for."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        visitors.note(str((scope.get("client") or ("",))[0]))
        await self.application(scope, receive, send)
