"""The hubs of this process: one for everything that somebody looks at here."""

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from knightreplay.live.subscription import Subscription

K = TypeVar("K")
M = TypeVar("M")
H = TypeVar("H", bound=Subscription[Any, Any])


class Hubs(Generic[K, M, H]):
    """By what they are of: the id of a run or of a room."""

    def __init__(self, make: Callable[[K, Callable[[H], None]], H]) -> None:
        self._make = make
        self._hubs: dict[K, H] = {}
        self._opening = asyncio.Lock()

    async def join(self, key: K, member: M) -> H | None:
        """The hub with somebody in it, or None if there is nothing to look at."""
        async with self._opening:
            hub = self._hubs.get(key)
            if hub is None:
                hub = self._make(key, self._forget)
                if not await hub.open():
                    return None
                self._hubs[key] = hub
            hub.joined.add(member)
            return hub

    async def leave(self, hub: H, member: M) -> None:
        async with self._opening:
            hub.joined.discard(member)
            hub.leave(member)
            if not hub.joined:
                self._forget(hub)
                await hub.close()

    def _forget(self, hub: H) -> None:
        """The next one who comes gets another hub."""
        if self._hubs.get(hub.id) is hub:
            del self._hubs[hub.id]
