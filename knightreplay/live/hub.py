"""The hub: one subscription a process and run, every message encoded once for all.

A hint on the channel layer carries an act to it or makes it read what is new; the heartbeat
reads once a second in any case, so a lost hint costs a second and never a frame.
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Protocol
from uuid import UUID

from channels.db import database_sync_to_async
from django.db import Error as DatabaseAway
from redis.exceptions import RedisError

from knightreplay import metrics
from knightreplay.live import messages
from knightreplay.live.frame import Frame
from knightreplay.live.roll import Counts, Roll, word
from knightreplay.live.shelf import Shelf
from knightreplay.runs import announce, retention, selectors, services
from knightreplay.runs.attention import is_asleep
from knightreplay.runs.line import Stretch, missing
from knightreplay.runs.models import Role
from knightreplay.runs.selectors import View

logger = logging.getLogger(__name__)

HEARTBEAT = 1.0  # seconds
REJOIN = 20.0  # seconds after which the group is joined again, in case it was forgotten
USED = 60  # beats after which it is written down again that somebody watches
AWAY = (OSError, DatabaseAway, RedisError)  # what comes back by itself


class Viewer(Protocol):
    """Somebody to whom frames are handed. None of this waits for the viewer."""

    def deliver(self, frame: Frame) -> None: ...

    def begin(self, frames: Iterable[Frame]) -> None: ...

    async def role_now(self) -> Role: ...

    async def hang_up(self) -> None: ...


class RunHub:
    """One run's viewers in this process, and what was sent to them."""

    def __init__(self, run_id: UUID, forget: Callable[["RunHub"], None]) -> None:
        self.run_id = run_id
        self._forget_me = forget
        self.members: set[Viewer] = set()  # connected
        self.viewers: dict[Viewer, Role] = {}  # connected, and have said hello
        self._seq = -1
        self._held: tuple[Stretch, ...] = ()
        self._paced = False
        self._shelf = Shelf(run_id)
        self._roll = Roll()
        self._told: Counts = {}
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
        with contextlib.suppress(*AWAY):
            await self._say_who_is_here()

    async def welcome(
        self, viewer: Viewer, role: Role, have: Iterable[Stretch]
    ) -> None:
        """Brings one viewer up to date: the snapshot, then every segment it lacks."""
        self.viewers[viewer] = role
        view = await self._view()
        if view is None:
            return
        segments = await self._shelf.take(view, missing(have, view.held))
        metrics.frames.inc(len(segments))
        first = [_text(messages.snapshot(view, role)), self._presence()]
        viewer.begin([*first, *segments])

    async def refresh(self, *, beat: bool = False) -> None:
        """Reads the run and sends everybody what is new since the last time."""
        async with self._refreshing:
            view = await self._view()
            if view is None:
                return
            self._send_changes(view)
            await self._send_segments(view)
            if beat:
                self._broadcast(_text(messages.heartbeat(view)))

    async def pass_on(self, seq: int, texts: list[str], at: float) -> None:
        """Hands on what a hint says, if nothing before it was missed.

        `at` is when it was stored, in Unix seconds of the process that stored it. A paced run may now be told further, and that stands in the database.
        """
        async with self._refreshing:
            in_order = seq == self._seq + 1
            if in_order:
                self._seq = seq
                self._broadcast(Frame(*texts))
                metrics.click_to_viewer.observe(max(0.0, time.time() - at))
            elif seq > self._seq:
                metrics.drops.labels("hint").inc()
        if self._paced or not in_order:
            await self.refresh()

    def _send_changes(self, view: View) -> None:
        if view.run.seq <= self._seq:
            return
        rows = selectors.acts_since(view.log, self._seq)
        self._seq = view.run.seq
        self._broadcast(Frame(*messages.changes(view, rows)))

    async def _send_segments(self, view: View) -> None:
        fresh = missing(self._held, view.held)
        self._held = view.held
        for frame in await self._shelf.take(view, fresh):
            self._broadcast(frame)

    async def _view(self) -> View | None:
        view: View | None = await database_sync_to_async(_current)(self.run_id)
        self._paced = view is not None and view.run.paced
        return view

    def _broadcast(self, frame: Frame) -> None:
        """A viewer that cannot be reached is dropped; it is nobody else's trouble."""
        metrics.frames.inc(len(self.viewers))
        for viewer in tuple(self.viewers):
            try:
                viewer.deliver(frame)
            except Exception:  # whatever a server raises for a socket that is gone
                logger.warning("run %s: a viewer is gone", self.run_id, exc_info=True)
                metrics.drops.labels("viewer").inc()
                self.viewers.pop(viewer, None)

    # ------------------------------------------------------------ who watches

    def _here(self) -> Counts:
        return Counter(role.value for role in self.viewers.values())

    def _presence(self) -> Frame:
        return _text(
            messages.presence(self._roll.total(self._here(), time.monotonic()))
        )

    def _tell_presence(self) -> None:
        """At a heartbeat, so once a second at most; and only if it changed."""
        total = self._roll.total(self._here(), time.monotonic())
        if total != self._told:
            self._told = total
            self._broadcast(_text(messages.presence(total)))

    async def _say_who_is_here(self) -> None:
        group = announce.group(self.run_id)
        await self._layer.group_send(group, word(self._here()))

    async def _look_at_roles(self) -> None:
        """Everybody is asked what they still may; a key or a link was taken back."""
        for viewer in tuple(self.viewers):
            now = await viewer.role_now()
            if viewer in self.viewers:
                self.viewers[viewer] = now

    # ------------------------------------------------------------ the two tasks

    async def _listen(self, channel: str) -> None:
        """Hints that pile up while one refresh runs are answered by one more."""
        while True:
            try:
                await self._heed(await self._layer.receive(channel))
            except AWAY:
                logger.warning("run %s: a hint was lost", self.run_id, exc_info=True)
                await asyncio.sleep(HEARTBEAT)

    async def _heed(self, hint: dict[str, Any]) -> None:
        if hint["type"] == announce.PRESENCE:
            self._roll.hear(hint, time.monotonic())
        elif hint["type"] == announce.KEYS:
            await self._look_at_roles()
        elif "texts" in hint:
            await self.pass_on(hint["seq"], hint["texts"], hint["at"])
        else:
            await self.refresh()

    async def _beat(self, channel: str) -> None:
        beats = 0
        while True:
            await asyncio.sleep(HEARTBEAT)
            beats += 1
            try:
                if beats % REJOIN == 0:
                    await self._layer.group_add(announce.group(self.run_id), channel)
                    await self._look_at_roles()
                if beats % USED == 0:
                    await database_sync_to_async(retention.use)(self.run_id)
                await self._say_who_is_here()
                await self.refresh(beat=True)
                self._tell_presence()
            except AWAY:
                logger.warning("run %s: no heartbeat", self.run_id, exc_info=True)

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


def _current(run_id: UUID) -> View | None:
    """The run as it is, its clock set right if no server was there for a while."""
    view = selectors.view(run_id)
    if view and is_asleep(view.run, time.time()):
        services.settle(run_id)
        view = selectors.view(run_id)
    return view


def _text(body: messages.Body) -> Frame:
    return Frame(messages.encode(body))
