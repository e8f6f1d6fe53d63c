"""What all who take part in a people drill have in common."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.drill.ledger import Ledger

LOOK = 0.1  # seconds


@dataclass
class Scene:
    """The servers, the room, what was acknowledged, and whether it is over."""

    addresses: Sequence[str]
    host_key: str
    seed: int
    code: str = ""  # once the host has opened the room
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    ledger: Ledger = field(default_factory=Ledger)

    def chance(self, of: str) -> random.Random:
        """Somebody's own: the same for the same seed, whatever the others do."""
        return random.Random(f"{self.seed} {of}")

    async def wait(self, seconds: float) -> None:
        """So long, or until all is over; then only as long as one looks again."""
        if self.over.is_set():
            await asyncio.sleep(LOOK)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.over.wait()
