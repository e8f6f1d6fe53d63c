"""What somebody in a room has before them: the room's page, and the run's beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from websockets.exceptions import ConnectionClosed

from tests.drill.page import Page
from tests.drill.watcher import Watcher


class RoomPage(Page):
    """The newest that was told of the room, of all who are in it, and of one's own seat."""

    def __init__(
        self, addresses: Sequence[str], code: str, cookies: Mapping[str, str]
    ) -> None:
        super().__init__(addresses, f"/ws/rooms/{code}/", cookies)
        self.room: dict[str, Any] = {}
        self.me: dict[str, Any] = {}
        self.roster: list[dict[str, Any]] = []
        self.plan: list[dict[str, Any]] = []
        self.seq = -1  # of the newest that was told of the room
        self.listed = -1  # and of the newest roster and plan
        self._greeted = False  # on this socket

    async def hello(self) -> None:
        self._greeted = False
        await self.say({"type": "hello"})

    @property
    def open_stop(self) -> int | None:
        """The question that is asked now."""
        stops = self.room.get("stops", ())
        return next((stop["id"] for stop in stops if stop["state"] == "open"), None)

    async def _on_room(self, message: dict[str, Any]) -> None:
        self.room, self.seq = message["room"], message["seq"]

    async def _on_host(self, message: dict[str, Any]) -> None:
        self.roster, self.plan = message["roster"], message["plan"]
        self.listed = message["seq"]

    def ended(self, end: ConnectionClosed) -> None:
        """Who is taken out is told nothing more; what was told before is old."""
        super().ended(end)
        if self.shut:
            self.me = {}

    async def _on_me(self, message: dict[str, Any]) -> None:
        self.me = message
        if not self._greeted:
            self._greeted = True
            await self.welcomed()


class Screen(Watcher):
    """A run's page, and what it knows of rights and acts besides."""

    def __init__(
        self, addresses: Sequence[str], run_id: str, cookies: Mapping[str, str]
    ) -> None:
        super().__init__(addresses, run_id, None, cookies)
        self.may: frozenset[str] = frozenset()
        self.log: dict[int, str] = {}  # act's number → what it is

    async def _on_snapshot(self, message: dict[str, Any]) -> None:
        self.may = frozenset(message["may"])
        self.log = {entry["seq"]: entry["op"] for entry in message["log"]}
        await super()._on_snapshot(message)

    async def _on_role(self, message: dict[str, Any]) -> None:
        self.may = frozenset(message["may"])

    async def _on_intervention(self, message: dict[str, Any]) -> None:
        self.log[message["entry"]["seq"]] = message["entry"]["op"]


class Person:
    """Somebody in a room, with a page of it and perhaps one of the run."""

    room: RoomPage
    screen: Screen | None

    async def go(self) -> None:
        await self.room.close()
        if self.screen is not None:
            await self.screen.close()
