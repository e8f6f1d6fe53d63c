"""One room's people in this process: the room is read once and told to all of them."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from typing import Protocol

from channels.db import database_sync_to_async

from knightreplay.live import messages
from knightreplay.live.frame import Frame
from knightreplay.live.room import messages as room_messages
from knightreplay.live.run.hub import AWAY, REJOIN
from knightreplay.rooms import announce, selectors, services
from knightreplay.rooms.models import Seat
from knightreplay.rooms.selectors import RoomView
from knightreplay.runs.announce import layer
from knightreplay.runs.errors import ClientError

logger = logging.getLogger(__name__)

HEARTBEAT = 1.0  # seconds
STAMPS = 4  # beats after which it is written down again who is here
BETWEEN = 0.05  # seconds between two readings, however many answers come in
EACH = 0.001  # seconds longer for everybody who is in the room: all are told each time


class Member(Protocol):
    """Somebody in the room with a socket here."""

    seat_id: int | None  # None: a projector
    hosting: bool
    awake: bool

    def deliver(self, frame: Frame) -> None: ...

    async def hang_up(self, code: int = ...) -> None: ...


class RoomHub:
    """What was told to whom; the database says what holds."""

    def __init__(self, room_id: int, forget: Callable[["RoomHub"], None]) -> None:
        self.room_id = room_id
        self.joined: set[Member] = set()  # connected
        self.members: dict[Member, str] = {}  # said hello → what of them was told last
        self._forget_me = forget
        self._changed = asyncio.Event()
        self._soon = asyncio.Event()  # what was done is waited for by all
        self._arrival = asyncio.Event()
        self._arrived: list[Member] = []  # said hello, but were told nothing yet
        self._seq = -1  # of the room when it was read last
        self._teams = False  # there are: their runs move without a word of the room
        self._told: dict[str, str] = {}  # kind of message → its text when it was sent
        self._tasks: list[asyncio.Task[None]] = []
        self._farewells: set[asyncio.Future[None]] = set()
        self._layer = layer()

    async def open(self) -> None:
        channel = await self._layer.new_channel()
        await self._layer.group_add(announce.group(self.room_id), channel)
        self._tasks = [
            asyncio.create_task(work)
            for work in (
                self._listen(channel),
                self._beat(channel),
                self._refresh(),
                self._look_after(),
                self._greet(),
            )
        ]
        for task in self._tasks:
            task.add_done_callback(self._ended)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task  # if it died, that was logged when it did

    async def welcome(self, member: Member) -> None:
        """One who came in is told how the room stands; those who come together, together."""
        self._arrived.append(member)
        self._arrival.set()

    def leave(self, member: Member) -> None:
        self.members.pop(member, None)
        self._changed.set()

    async def stirred(self, member: Member) -> None:
        """Somebody's page came to the front, or went."""
        await self.stamp([member])
        self._changed.set()

    async def stamp(self, members: Iterable[Member]) -> None:
        """Writes down that these are here."""
        here = {m.seat_id: m.awake for m in members if m.seat_id is not None}
        await database_sync_to_async(services.note_presence)(here)

    # ------------------------------------------------------------ what is told

    async def _tell(self, view: RoomView) -> None:
        out = {seat.id for seat in view.seats if seat.removed is not None}
        inside = tuple(m for m in self.members if m.seat_id not in out)
        self._note_hosts(view)
        self._tell_all("room", room_messages.room(view), inside)
        hosts = tuple(m for m in self.members if m.hosting)
        if hosts:
            self._tell_all("host", room_messages.host(view), hosts)
            if view.teams:
                standing = await database_sync_to_async(room_messages.teams)(view)
                self._tell_all("teams", standing, hosts)
        self._tell_them(view, tuple(self.members))

    def _note_hosts(self, view: RoomView) -> None:
        """Who is a host from now on, and who is none any more."""
        leading = {
            seat.id
            for seat in view.seats
            if seat.part == Seat.Part.HOST and seat.removed is None
        }
        for member in self.members:
            member.hosting = member.seat_id in leading

    async def _begin(self, view: RoomView, arrived: Iterable[Member]) -> None:
        """All that those who came in lack."""
        room = messages.encode(room_messages.room(view))
        there = [member for member in arrived if member in self.joined]
        of_hosts = await self._for_hosts(view) if any(m.hosting for m in there) else ()
        for member in there:
            self.members[member] = ""
            frame = Frame(room, *of_hosts) if member.hosting else Frame(room)
            self._hand(frame, [member])
        self._tell_them(view, there)

    async def _for_hosts(self, view: RoomView) -> tuple[str, ...]:
        teams = await database_sync_to_async(room_messages.teams)(view)
        return tuple(map(messages.encode, (room_messages.host(view), teams)))

    def _tell_all(
        self, kind: str, body: messages.Body, members: Iterable[Member]
    ) -> None:
        """Once for all, and only what is new: time alone is no news."""
        news = messages.encode({**body, "server_time": 0})
        if self._told.get(kind) == news:
            return
        self._told[kind] = news
        self._hand(Frame(messages.encode(body)), members)

    def _tell_them(self, view: RoomView, members: Iterable[Member]) -> None:
        """To each what concerns it alone, if that has changed."""
        seats = {seat.id: seat for seat in view.seats}
        for member in members:
            seat = seats.get(member.seat_id or 0)
            if seat is None:
                continue
            text = messages.encode(room_messages.me(view, seat))
            if self.members.get(member) != text:
                self.members[member] = text
                self._hand(Frame(text), [member])

    def _hand(self, frame: Frame, members: Iterable[Member]) -> None:
        """Somebody who cannot be reached is dropped; it is nobody else's trouble."""
        for member in members:
            try:
                member.deliver(frame)
            except Exception:  # whatever a server raises for a socket that is gone
                logger.warning("room %s: somebody is gone", self.room_id, exc_info=True)
                self.members.pop(member, None)

    async def _view(self) -> RoomView | None:
        view = await database_sync_to_async(selectors.view)(self.room_id)
        self._seq = view.room.seq if view else -1
        self._teams = bool(view and view.teams)
        return view

    async def _is_old(self) -> bool:
        """Whether something was done since the room was read, and the hint of it lost."""
        seq = await database_sync_to_async(selectors.seq_of)(self.room_id)
        return seq != self._seq

    # ------------------------------------------------------------ the tasks

    async def _listen(self, channel: str) -> None:
        while True:
            try:
                hint = await self._layer.receive(channel)
                self._changed.set()
                if hint["type"] == announce.CHANGED:
                    self._soon.set()
            except AWAY:
                logger.warning("room %s: a hint was lost", self.room_id, exc_info=True)
                await asyncio.sleep(HEARTBEAT)

    async def _greet(self) -> None:
        """When a server comes back, a whole class comes in within a second."""
        while True:
            await self._arrival.wait()
            self._arrival.clear()
            arrived, self._arrived = self._arrived, []
            try:
                await self.stamp(arrived)
                view = await self._view()
            except AWAY:
                logger.warning("room %s: not read", self.room_id, exc_info=True)
                self._send_away(arrived)
                continue
            if view is not None:
                await self._begin(view, arrived)
                self._changed.set()

    async def _refresh(self) -> None:
        """Answers and arrivals that pile up are told together, what a host does at once."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            self._soon.clear()
            try:
                view = await self._view()
                if view is not None:
                    await self._tell(view)
            except AWAY:
                logger.warning("room %s: not read", self.room_id, exc_info=True)
            await asyncio.sleep(BETWEEN)
            with contextlib.suppress(TimeoutError):
                pause = EACH * len(self.members)
                await asyncio.wait_for(self._soon.wait(), pause)

    async def _beat(self, channel: str) -> None:
        beats = 0
        while True:
            await asyncio.sleep(HEARTBEAT)
            beats += 1
            try:
                if beats % REJOIN == 0:
                    await self._layer.group_add(announce.group(self.room_id), channel)
                if beats % STAMPS == 0:
                    await self.stamp(tuple(self.members))
                # Who went away without a word shows at a stamp, what was done at once.
                if self._teams or beats % STAMPS == 0 or await self._is_old():
                    self._changed.set()
                self._hand(
                    Frame(messages.encode(room_messages.heartbeat())),
                    tuple(self.members),
                )
            except AWAY:
                logger.warning("room %s: no heartbeat", self.room_id, exc_info=True)

    async def _look_after(self) -> None:
        """What comes due by itself: an answer to a team, a team's score."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            try:
                await database_sync_to_async(services.answer_due)(self.room_id)
                await database_sync_to_async(services.score_due)(self.room_id)
            except AWAY:
                logger.warning("room %s: not looked after", self.room_id, exc_info=True)
            except (ClientError, LookupError):
                logger.exception("room %s: what is due cannot be said", self.room_id)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A task ends only when it is cancelled: anything else is our bug."""
        if task.cancelled():
            return
        logger.error("room %s: a task died", self.room_id, exc_info=task.exception())
        self._forget_me(self)
        self._send_away(tuple(self.joined))

    def _send_away(self, members: Iterable[Member]) -> None:
        """Their pages come back by themselves."""
        for member in members:
            self._farewells.add(asyncio.ensure_future(member.hang_up()))


class RoomHubs:
    """One hub for every room that somebody is in."""

    def __init__(self) -> None:
        self._hubs: dict[int, RoomHub] = {}
        self._opening = asyncio.Lock()

    async def join(self, room_id: int, member: Member) -> RoomHub:
        async with self._opening:
            hub = self._hubs.get(room_id)
            if hub is None:
                hub = RoomHub(room_id, self._forget)
                await hub.open()
                self._hubs[room_id] = hub
            hub.joined.add(member)
            return hub

    async def leave(self, hub: RoomHub, member: Member) -> None:
        async with self._opening:
            hub.joined.discard(member)
            hub.leave(member)
            if not hub.joined:
                self._forget(hub)
                await hub.close()

    def _forget(self, hub: RoomHub) -> None:
        """The next one of its room gets another hub."""
        if self._hubs.get(hub.room_id) is hub:
            del self._hubs[hub.room_id]
