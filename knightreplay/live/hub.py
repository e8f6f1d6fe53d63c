"""The hub: one subscription a process and run, every message encoded once for all.

A hint on the channel layer carries an act to it or makes it read what is new; the heartbeat
reads once a second in any case, so a lost hint costs a second and never a frame.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol
from uuid import UUID

from channels.db import database_sync_to_async
from django.db import DatabaseError
from redis.exceptions import RedisError

from knightreplay import metrics
from knightreplay.live import messages
from knightreplay.runs import announce, retention, selectors
from knightreplay.runs.line import Stretch, missing
from knightreplay.runs.models import Role
from knightreplay.runs.selectors import View

logger = logging.getLogger(__name__)

HEARTBEAT = 1.0  # seconds
REJOIN = 20.0  # seconds after which the group is joined again, in case it was forgotten
USED = 60  # beats after which it is written down again that somebody watches
AWAY = (OSError, DatabaseError, RedisError)  # what comes back by itself
Frame = dict[str, Any]  # one ASGI event, shared by all viewers and never changed


class Viewer(Protocol):
    """Somebody to whom frames are handed."""

    async def deliver(self, frame: Frame) -> None: ...

    async def hang_up(self) -> None: ...


class RunHub:
    """One run's viewers in this process, and what was sent to them."""

    def __init__(self, run_id: UUID, forget: Callable[["RunHub"], None]) -> None:
        self.run_id = run_id
        self._forget_me = forget
        self.members: set[Viewer] = set()  # connected
        self.viewers: set[Viewer] = set()  # connected, and have said hello
        self._seq = -1
        self._held: tuple[Stretch, ...] = ()
        self._payloads: dict[tuple[int, int], Frame] = {}
        self._refreshing = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._farewells: set[asyncio.Future[None]] = set()
        self._layer = announce.layer()

    async def open(self) -> View | None:
        """Joins the group, then reads: a change in between is sent twice, never lost."""
        channel = await self._layer.new_channel()
        await self._layer.group_add(announce.group(self.run_id), channel)
        view = await self._view()
        if view is None:
            await self._layer.group_discard(announce.group(self.run_id), channel)
            return None
        self._seq, self._held = view.run.seq, view.held
        self._tasks = [
            asyncio.create_task(self._listen(channel)),
            asyncio.create_task(self._beat(channel)),
        ]
        for task in self._tasks:
            task.add_done_callback(self._ended)
        return view

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task  # if it died, that was logged when it did

    async def welcome(
        self, viewer: Viewer, role: Role, have: Iterable[Stretch]
    ) -> None:
        """Brings one viewer up to date: the snapshot, then every segment it lacks."""
        self.viewers.add(viewer)
        view = await self._view()
        if view is None:
            return
        await self._hand(viewer, _text(messages.snapshot(view, role)))
        for frame in await self._segments(view, missing(have, view.held)):
            metrics.frames.inc()
            await self._hand(viewer, frame)

    async def refresh(self, *, beat: bool = False) -> None:
        """Reads the run and sends everybody what is new since the last time."""
        async with self._refreshing:
            view = await self._view()
            if view is None:
                return
            await self._send_changes(view)
            await self._send_segments(view)
            if beat:
                await self._broadcast(_text(messages.heartbeat(view)))

    async def pass_on(self, seq: int, texts: list[str], at: float) -> None:
        """Hands on what a hint says, if nothing before it was missed.

        `at` is when it was stored, in Unix seconds of the process that stored it.
        """
        async with self._refreshing:
            if seq == self._seq + 1:
                self._seq = seq
                for text in texts:
                    await self._broadcast(_frame(text))
                metrics.click_to_viewer.observe(max(0.0, time.time() - at))
                return
            if seq > self._seq:
                metrics.drops.labels("hint").inc()
        await self.refresh()

    async def _send_changes(self, view: View) -> None:
        if view.run.seq <= self._seq:
            return
        rows = selectors.acts_since(view.log, self._seq)
        self._seq = view.run.seq
        for text in messages.changes(view, rows):
            await self._broadcast(_frame(text))

    async def _send_segments(self, view: View) -> None:
        fresh = missing(self._held, view.held)
        self._held = view.held
        for frame in await self._segments(view, fresh):
            await self._broadcast(frame)

    async def _segments(self, view: View, wanted: list[tuple[int, int]]) -> list[Frame]:
        """The encoded segments in order; each is read from the database once."""
        unread = [key for key in wanted if key not in self._payloads]
        if unread:
            await self._read(unread)
        self._forget(view)
        return [self._payloads[key] for key in wanted if key in self._payloads]

    async def _read(self, wanted: list[tuple[int, int]]) -> None:
        rows = await database_sync_to_async(selectors.payloads)(self.run_id, wanted)
        for owner, minute, payload in rows:
            self._payloads[owner, minute] = {"type": "websocket.send", "bytes": payload}

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A task ends only when it is cancelled: anything else is our bug.

        The viewers are sent away, so that they come back to a new hub.
        """
        if task.cancelled():
            return
        logger.error("run %s: a hub task died", self.run_id, exc_info=task.exception())
        self._forget_me(self)
        for viewer in tuple(self.members):
            self._farewells.add(asyncio.ensure_future(viewer.hang_up()))

    def _forget(self, view: View) -> None:
        """Drops what no viewer needs any more: segments of replaced futures."""
        if len(self._payloads) > 2 * sum(s.last - s.first + 1 for s in view.held):
            needed = set(missing((), view.held))
            self._payloads = {k: v for k, v in self._payloads.items() if k in needed}

    async def _broadcast(self, frame: Frame) -> None:
        metrics.frames.inc(len(self.viewers))
        for viewer in tuple(self.viewers):
            await self._hand(viewer, frame)

    async def _hand(self, viewer: Viewer, frame: Frame) -> None:
        """A viewer that cannot be reached is dropped; it is nobody else's trouble."""
        try:
            await viewer.deliver(frame)
        except Exception:  # whatever a server raises for a socket that is gone
            logger.warning("run %s: a viewer is gone", self.run_id, exc_info=True)
            metrics.drops.labels("viewer").inc()
            self.viewers.discard(viewer)

    async def _view(self) -> View | None:
        view: View | None = await database_sync_to_async(selectors.view)(self.run_id)
        return view

    async def _listen(self, channel: str) -> None:
        """Hints that pile up while one refresh runs are answered by one more."""
        while True:
            try:
                hint = await self._layer.receive(channel)
                if "texts" in hint:
                    await self.pass_on(hint["seq"], hint["texts"], hint["at"])
                else:
                    await self.refresh()
            except AWAY:
                logger.warning("run %s: a hint was lost", self.run_id, exc_info=True)
                await asyncio.sleep(HEARTBEAT)

    async def _beat(self, channel: str) -> None:
        beats = 0
        while True:
            await asyncio.sleep(HEARTBEAT)
            beats += 1
            try:
                if beats % REJOIN == 0:
                    await self._layer.group_add(announce.group(self.run_id), channel)
                if beats % USED == 0:
                    await database_sync_to_async(retention.use)(self.run_id)
                await self.refresh(beat=True)
            except AWAY:
                logger.warning("run %s: no heartbeat", self.run_id, exc_info=True)


class Hubs:
    """The hubs of this process: one for every run that somebody looks at."""

    def __init__(self) -> None:
        self._hubs: dict[UUID, RunHub] = {}
        self._opening = asyncio.Lock()

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
            return hub

    async def leave(self, hub: RunHub, viewer: Viewer) -> None:
        async with self._opening:
            hub.members.discard(viewer)
            hub.viewers.discard(viewer)
            if not hub.members:
                self._forget(hub)
                await hub.close()

    def viewer_count(self) -> int:
        return sum(len(hub.viewers) for hub in tuple(self._hubs.values()))

    def _forget(self, hub: RunHub) -> None:
        """The next viewer of its run gets another hub."""
        if self._hubs.get(hub.run_id) is hub:
            del self._hubs[hub.run_id]


def _text(body: messages.Body) -> Frame:
    return _frame(messages.encode(body))


def _frame(text: str) -> Frame:
    return {"type": "websocket.send", "text": text}
