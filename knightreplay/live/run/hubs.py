"""The hubs of the runs that are looked at here, and our word that they are watched."""

import asyncio
import logging
from uuid import UUID

from channels.db import database_sync_to_async

from knightreplay.live.hubs import Hubs
from knightreplay.live.run.hub import RunHub
from knightreplay.live.run.viewers import Viewer
from knightreplay.live.subscription import AWAY, HEARTBEAT
from knightreplay.runs import services

logger = logging.getLogger(__name__)


class RunHubs(Hubs[UUID, Viewer, RunHub]):
    """One hub for every run that somebody looks at."""

    def __init__(self) -> None:
        super().__init__(RunHub)
        self._watching: asyncio.Task[None] | None = None

    async def join(self, key: UUID, peer: Viewer) -> RunHub | None:
        hub = await super().join(key, peer)
        if hub and (self._watching is None or self._watching.done()):
            self._watching = asyncio.create_task(self._watch())
        return hub

    def viewer_count(self) -> int:
        return sum(len(hub.viewers) for hub in tuple(self._hubs.values()))

    async def _watch(self) -> None:
        """Says once a second which runs have viewers here, until none has."""
        watch = database_sync_to_async(services.watch)
        while self._hubs:
            try:
                await watch(tuple(self._hubs))
            except AWAY:
                logger.warning("nobody could be told who watches", exc_info=True)
            await asyncio.sleep(HEARTBEAT)
