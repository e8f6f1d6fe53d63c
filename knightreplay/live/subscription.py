"""One subscription a process to a run or a room: it listens, beats, and serves who joined.

A hint on the channel layer says that something is new; the heartbeat looks once a second in
any case, so a lost hint costs a second and never a message.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Generic, Protocol, TypeVar

from django.db import Error as DatabaseAway
from redis.exceptions import RedisError

from knightreplay import metrics
from knightreplay.live.frame import Frame
from knightreplay.runs.announce import layer

logger = logging.getLogger(__name__)

HEARTBEAT = 1.0  # seconds
REJOIN = 20  # beats after which the group is joined again, in case it was forgotten
AWAY = (OSError, DatabaseAway, RedisError)  # what comes back by itself


class Peer(Protocol):
    """Somebody with a socket here. None of this waits for them."""

    @property
    def deliver(self) -> Callable[[Frame], None]: ...

    async def hang_up(self) -> None: ...


P = TypeVar("P", bound=Peer)
Way = tuple[P, Callable[[Frame], None]]


def hand(frame: Frame, peers: Iterable[P], leave: Callable[[P], None]) -> None:
    """Gives a frame to all. Who cannot be reached is dropped; it is nobody else's trouble."""
    hand_by(frame, [(peer, peer.deliver) for peer in peers], leave)


def hand_by(frame: Frame, ways: Iterable[Way[P]], leave: Callable[[P], None]) -> None:
    """The same by the ways to them, which were looked up before."""
    for peer, deliver in ways:
        try:
            deliver(frame)
        except Exception:  # whatever a server raises for a socket that is gone
            logger.warning("a viewer is gone", exc_info=True)
            metrics.drops.labels("viewer").inc()
            leave(peer)


class Subscription(Generic[P]):
    """What the hub of a run and that of a room do alike; a subclass says what is told."""

    def __init__(self, name: str, group: str, forget: Callable[[Any], None]) -> None:
        self.joined: set[P] = set()  # connected
        self._name = name  # in the log
        self._group = group
        self._forget_me = forget
        self._layer = layer()
        self._tasks: list[asyncio.Task[None]] = []
        self._farewells: set[asyncio.Future[None]] = set()

    async def begin(self) -> bool:
        """The first look; False if there is nothing to tell of."""
        return True

    async def heed(self, hint: dict[str, Any]) -> None:
        raise NotImplementedError

    async def beat(self, beats: int) -> None:
        raise NotImplementedError

    def chores(self) -> Iterable[Coroutine[Any, Any, None]]:
        """What else goes on as long as somebody is here."""
        return ()

    def leave(self, peer: P) -> None:
        """Somebody's socket has ended."""
        raise NotImplementedError

    async def open(self) -> bool:
        """Joins the group, then reads: a change in between is sent twice, never lost."""
        channel = await self._layer.new_channel()
        await self._layer.group_add(self._group, channel)
        if not await self.begin():
            await self._layer.group_discard(self._group, channel)
            return False
        work = (self._listen(channel), self._beat(channel), *self.chores())
        self._tasks = [asyncio.create_task(each) for each in work]
        for task in self._tasks:
            task.add_done_callback(self._ended)
        return True

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task  # if it died, that was logged when it did

    def send_away(self, peers: Iterable[P]) -> None:
        """Their pages come back by themselves."""
        for peer in tuple(peers):
            self._farewells.add(asyncio.ensure_future(peer.hang_up()))

    async def _listen(self, channel: str) -> None:
        """Hints that pile up while one is heeded are heeded after it."""
        while True:
            try:
                await self.heed(await self._layer.receive(channel))
            except AWAY:
                logger.warning("%s: a hint was lost", self._name, exc_info=True)
                await asyncio.sleep(HEARTBEAT)

    async def _beat(self, channel: str) -> None:
        beats = 0
        while True:
            await asyncio.sleep(HEARTBEAT)
            beats += 1
            try:
                if beats % REJOIN == 0:
                    await self._layer.group_add(self._group, channel)
                await self.beat(beats)
            except AWAY:
                logger.warning("%s: no heartbeat", self._name, exc_info=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A task ends only when it is cancelled: anything else is our bug.

        Everybody is sent away, so that they come back to a new hub.
        """
        if task.cancelled():
            return
        logger.error("%s: a hub task died", self._name, exc_info=task.exception())
        self._forget_me(self)
        self.send_away(self.joined)
