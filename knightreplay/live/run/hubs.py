"""The hubs of this process, and its word that their runs are watched."""

import asyncio
import logging
from uuid import UUID

from channels.db import database_sync_to_async

from knightreplay.live.run.audience import Viewer
from knightreplay.live.run.hub import AWAY, HEARTBEAT, RunHub
from knightreplay.runs import services

logger = logging.getLogger(__name__)


class Hubs:
    """One hub for every run that somebody looks at."""

    def __init__(self) -> None:
        self._hubs: dict[UUID, RunHub] = {}
        self._opening = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None

    async def join(self, run_id: UUID, viewer: Viewer) -> RunHub | None:
        """The run's hub with the viewer in it, or None if there is no such run."""
        async with self._opening:
            hub = self._hubs.get(run_id)
            if hub is None:
                hub = RunHub(run_id, self._forget)
                if await hub.open() is None:
                    return None
                self._hubs[run_id] = hub
            hub.members.add(viewer)
            if self._watching is None or self._watching.done():
                self._watching = asyncio.create_task(self._watch())
            return hub

    async def leave(self, hub: RunHub, viewer: Viewer) -> None:
        async with self._opening:
            hub.members.discard(viewer)
            hub.audience.leave(viewer)
            if not hub.members:
                self._forget(hub)
                await hub.close()

    def viewer_count(self) -> int:
        return sum(len(hub.audience) for hub in tuple(self._hubs.values()))

    def _forget(self, hub: RunHub) -> None:
        """The next viewer of its run gets another hub."""
        if self._hubs.get(hub.run_id) is hub:
            del self._hubs[hub.run_id]

    async def _watch(self) -> None:
        """Says once a second which runs have viewers here, until none has."""
        watch = database_sync_to_async(services.watch)
        while self._hubs:
            try:
                await watch(tuple(self._hubs))
            except AWAY:
                logger.warning("nobody could be told who watches", exc_info=True)
            await asyncio.sleep(HEARTBEAT)
