"""One room's people in this process: the room is read once and told to all of them."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol

from channels.db import database_sync_to_async

from knightreplay.live.frame import Frame
from knightreplay.live.messages import Body, encode
from knightreplay.live.rate import Allowances
from knightreplay.live.room import messages
from knightreplay.live.subscription import AWAY, HEARTBEAT, Peer, Subscription, hand
from knightreplay.rooms import announce, selectors, services
from knightreplay.rooms.models import Seat
from knightreplay.rooms.selectors import RoomView
from knightreplay.runs.errors import ClientError

logger = logging.getLogger(__name__)

STAMPS = 4  # beats after which it is written down again who is here
BETWEEN = 0.05  # seconds between two readings, however many answers come in
BURST, PER_SECOND = 100.0, 2.0  # commands of one seat, whatever number of pages it has
EACH = 0.001  # seconds longer for everybody who is in the room: all are told each time


class Member(Peer, Protocol):
    """Somebody in the room with a socket here."""

    seat_id: int | None  # None: a projector
    hosting: bool
    awake: bool


class RoomHub(Subscription[Member]):
    """What was told to whom; the database says what holds."""

    def __init__(self, room_id: int, forget: Callable[["RoomHub"], None]) -> None:
        super().__init__(f"room {room_id}", announce.group(room_id), forget)
        self.room_id = room_id
        self.members: dict[Member, str] = {}  # said hello → what of them was told last
        self._changed = asyncio.Event()
        self._soon = asyncio.Event()  # what was done is waited for by all
        self._arrival = asyncio.Event()
        self._arrived: list[Member] = []  # said hello, but were told nothing yet
        self._seq = -1  # of the room when it was read last
        self.allowances = Allowances(per_second=PER_SECOND, burst=BURST)
        self._teams = False  # there are: their runs move without a word of the room
        self._sent: dict[str, str] = {}  # kind of message → its text when it was sent

    def chores(self) -> Iterable[Coroutine[Any, Any, None]]:
        return self._refresh(), self._look_after(), self._greet()

    async def welcome(self, member: Member) -> None:
        """One who came in is told how the room stands; those who come together, together."""
        self._arrived.append(member)
        self._arrival.set()

    def leave(self, peer: Member) -> None:
        self.members.pop(peer, None)
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
        self._tell_all("room", messages.room(view), inside)
        hosts = tuple(m for m in self.members if m.hosting)
        if hosts:
            self._tell_all("host", messages.host(view), hosts)
            if view.teams:
                progress = await database_sync_to_async(messages.teams)(view)
                self._tell_all("teams", progress, hosts)
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
        room = encode(messages.room(view))
        there = [member for member in arrived if member in self.joined]
        of_hosts = await self._for_hosts(view) if any(m.hosting for m in there) else ()
        for member in there:
            self.members[member] = ""
            frame = Frame(room, *of_hosts) if member.hosting else Frame(room)
            hand(frame, [member], self.leave)
        self._tell_them(view, there)

    async def _for_hosts(self, view: RoomView) -> tuple[str, ...]:
        teams = await database_sync_to_async(messages.teams)(view)
        return tuple(map(encode, (messages.host(view), teams)))

    def _tell_all(self, kind: str, body: Body, members: Iterable[Member]) -> None:
        """Once for all, and only what is new: time alone is no news."""
        news = encode({**body, "server_time": 0})
        if self._sent.get(kind) == news:
            return
        self._sent[kind] = news
        hand(Frame(encode(body)), members, self.leave)

    def _tell_them(self, view: RoomView, members: Iterable[Member]) -> None:
        """To each what concerns it alone, if that has changed."""
        seats = {seat.id: seat for seat in view.seats}
        for member in members:
            seat = seats.get(member.seat_id or 0)
            if seat is None:
                continue
            text = encode(messages.me(view, seat))
            if self.members.get(member) != text:
                self.members[member] = text
                hand(Frame(text), [member], self.leave)

    async def _view(self) -> RoomView | None:
        view = await database_sync_to_async(selectors.view)(self.room_id)
        self._seq = view.room.seq if view else -1
        self._teams = bool(view and view.teams)
        return view

    async def _is_old(self) -> bool:
        """Whether something was done since the room was read, and the hint of it lost."""
        seq = await database_sync_to_async(selectors.seq_of)(self.room_id)
        return seq != self._seq

    # ------------------------------------------------------------ hints, beats, chores

    async def heed(self, hint: dict[str, Any]) -> None:
        self._changed.set()
        if hint["type"] == announce.CHANGED:
            self._soon.set()

    async def beat(self, beats: int) -> None:
        if beats % STAMPS == 0:
            await self.stamp(tuple(self.members))
            if self._teams and self.members:
                await database_sync_to_async(services.watch_teams)(self.room_id)
        # Who went away without a word shows at a stamp, what was done at once.
        if self._teams or beats % STAMPS == 0 or await self._is_old():
            self._changed.set()
        heartbeat = encode(messages.heartbeat())
        hand(Frame(heartbeat), tuple(self.members), self.leave)

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
                logger.warning("%s: not read", self._name, exc_info=True)
                self.send_away(arrived)
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
                logger.warning("%s: not read", self._name, exc_info=True)
            await asyncio.sleep(BETWEEN)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EACH * len(self.members)):
                    await self._soon.wait()

    async def _look_after(self) -> None:
        """What comes due by itself: an answer to a team, a team's score."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            try:
                await database_sync_to_async(services.answer_due)(self.room_id)
                await database_sync_to_async(services.score_due)(self.room_id)
            except AWAY:
                logger.warning("%s: not looked after", self._name, exc_info=True)
            except (ClientError, LookupError):
                logger.exception("%s: what is due cannot be said", self._name)
