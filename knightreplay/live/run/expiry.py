"""A key that runs out takes effect at its time, not when somebody next looks."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

from knightreplay.runs.errors import DATABASE_AWAY

ROUNDING = 0.05  # seconds after which what runs out has surely run out


class Expiry:
    """Looks again at what a viewer may do when the first of its keys runs out.

    Should the database be away then, the hub looks at all roles before long.
    """

    def __init__(self, look: Callable[[], Awaitable[float | None]]) -> None:
        self._look = look  # gives when the next one runs out, in Unix seconds
        self._timer: asyncio.TimerHandle | None = None
        self._looking: asyncio.Future[None] | None = None

    def expect(self, at: float | None) -> None:
        self.cancel()
        if at is None:
            return
        left = max(0.0, at - time.time()) + ROUNDING
        self._timer = asyncio.get_running_loop().call_later(left, self._ran_out)

    def cancel(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _ran_out(self) -> None:
        self._looking = asyncio.ensure_future(self._end())

    async def _end(self) -> None:
        with contextlib.suppress(*DATABASE_AWAY):
            self.expect(await self._look())
