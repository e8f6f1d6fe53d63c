"""The hubs of this process: one for everything that somebody looks at here."""

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from knightreplay.live.subscription import Subscription

K = TypeVar("K")  # what a hub is found by: the id of a run or of a room
P = TypeVar("P")
H = TypeVar("H", bound=Subscription[Any])


class Hubs(Generic[K, P, H]):
    def __init__(self, make: Callable[[K, Callable[[H], None]], H]) -> None:
        self._make = make
        self._hubs: dict[K, H] = {}
        self._opening = asyncio.Lock()

    async def join(self, key: K, peer: P) -> H | None:
        """The hub with somebody in it, or None if there is nothing to look at."""
        async with self._opening:
            hub = self._hubs.get(key) or self._make(key, self._forget)
            if key not in self._hubs and not await hub.open():
                return None
            self._hubs[key] = hub
            hub.joined.add(peer)
            return hub

    async def leave(self, hub: H, peer: P) -> None:
        async with self._opening:
            hub.joined.discard(peer)
            hub.leave(peer)
            if not hub.joined:
                self._forget(hub)
                await hub.close()

    def _forget(self, hub: H) -> None:
        """The next one who comes gets another hub."""
        self._hubs = {key: own for key, own in self._hubs.items() if own is not hub}
