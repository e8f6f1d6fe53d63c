"""One pupil: comes in, answers, acts, gets another name, sleeps, goes, comes back."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

from tests.drill.browser import AWAY, Answer, Browser
from tests.drill.ledger import Given
from tests.drill.room_page import Person, RoomPage, Screen
from tests.drill.scene import Scene

PACE = 2.5  # seconds between two things that somebody does, on average
SERVERS = 8
RIGHT = 8  # the answer to every question of the drill
ACTS = ("kill", "restore", "deploy")
CALLED = ("exchange", "risk", "developers", "executive")
Deed = Callable[[], Awaitable[None]]


class Participant(Person):
    """Does one thing after the other, by chance; what is under way survives a nap."""

    def __init__(self, scene: Scene, number: int) -> None:
        self.scene, self.number = scene, number
        self.chance = scene.chance(f"participant {number}")
        self.browser = Browser(scene.addresses)
        self.room = RoomPage(scene.addresses, "", {})  # not opened yet
        self.screen: Screen | None = None
        self.seat = 0  # its number
        self._ids = (f"p{number}-{n}" for n in count())
        self._recorded: bool | None = False  # None: as the room says
        self._deeds: dict[Deed, int] = {
            self._answer: 24,
            self._act: 9,
            self._operate: 6,
            self._rename: 3,
            self._consent: 3,
            self._nap: 6,
            self._leave: 1,
        }

    async def live(self) -> None:
        """From the door until all is over; then awake, with nothing under way."""
        await self.scene.opened.wait()
        await self.scene.wait(self.chance.uniform(0, 2 * PACE))
        await self._come_in()
        while not self.scene.over.is_set():
            await self.scene.wait(self.chance.expovariate(1 / PACE))
            if self.room.shut:  # taken out: there is nothing to do but to wait
                continue
            await self.follow()
            (deed,) = self.chance.choices(list(self._deeds), list(self._deeds.values()))
            if deed != self._leave and self.chance.random() < 0.15:
                await asyncio.gather(deed(), self._nap())
            else:
                await deed()

    # ------------------------------------------------------------ the door

    async def _come_in(self) -> None:
        name = f"{self.chance.choice(NAMES)} {self.number}"
        while not await self._joined(name):
            await self.scene.wait(1.0)
        self.room = RoomPage(
            self.scene.addresses, self.scene.code, self.browser.cookies
        )
        self.room.open()
        await self._told()
        self.seat, self._recorded = self.room.me["seat"], False
        self.scene.ledger.joined[self.seat] = self.room.me["name"]
        self.scene.ledger.counts["join"] += 1

    async def _joined(self, name: str) -> bool:
        """Whether the door opened. What keeps somebody out for now is counted."""
        answer = await self._ask("/join/", code=self.scene.code, name=name)
        if answer.status == 302:
            return True
        self.scene.ledger.refused[f"join: {answer.status or 'no answer'}"] += 1
        return False

    async def _ask(self, path: str, **form: str) -> Answer:
        try:
            return await asyncio.to_thread(self.browser.post, path, **form)
        except AWAY:
            return Answer(0, "")

    async def _told(self) -> None:
        """Until the room has said who one is."""
        await self.room.until(lambda: bool(self.room.me))

    async def follow(self) -> None:
        """To the run that the seat looks at now."""
        run = self.room.me.get("run")
        if run == (self.screen.run_id if self.screen else None):
            return
        if self.screen is not None:
            await self.screen.close()
        self.screen = None
        if run is not None:
            self.screen = Screen(self.scene.addresses, run, self.browser.cookies)
            self.screen.open()

    async def _leave(self) -> None:
        """Goes for good, and comes back as somebody else."""
        answer = await self._ask(f"/rooms/{self.scene.code}/leave/")
        if answer.status != 302 or self.scene.over.is_set():
            return
        await self.go()
        self.screen = None
        self.scene.ledger.counts["leave"] += 1
        await self.scene.wait(self.chance.uniform(0, 5))
        await self._come_in()

    # ------------------------------------------------------------ in the room

    async def _do(self, what: str, **given: object) -> bool:
        command_id, seat = next(self._ids), self.seat
        answer = await self.room.send(command_id, type="do", what=what, **given)
        return self.scene.ledger.room_command(command_id, seat, what, answer)

    async def _answer(self) -> None:
        stop, ledger = self.room.open_stop, self.scene.ledger
        if stop is None:
            return
        place = (self.seat, stop)
        before = ledger.answers.get(place)
        if place in ledger.unknown or (before and before.locked):
            return
        others = [n for n in range(1, SERVERS + 1) if not before or n != before.value]
        value = RIGHT if self.chance.random() < 0.4 else self.chance.choice(others)
        given = Given(value, self.chance.random() < 0.5)
        if given == before:
            return
        ledger.unknown.add(place)
        fields = {"stop": stop, "value": given.value, "lock": given.locked}
        done = await self._do("answer", **fields, sureness=self.chance.random())
        if done:
            ledger.answers[place] = given
        if done or not self.room.shut:
            ledger.unknown.discard(place)

    async def _rename(self) -> None:
        name = f"{self.chance.choice(NAMES)} {self.chance.randrange(10**6)}"
        await self._do("rename", seat=self.seat, name=name)

    async def _consent(self) -> None:
        if self._recorded is None:
            await self._told()
            self._recorded = self.room.me["recorded"]
        on = not self._recorded
        self._recorded = on if await self._do("consent", on=on) else None

    async def _operate(self) -> None:
        if self.screen is None or "intervene" not in self.screen.may:
            return
        what = self.chance.choice(("declare", "inspect", "call", "note"))
        given: dict[str, dict[str, object]] = {
            "inspect": {"server": self.chance.randint(1, SERVERS)},
            "call": {"who": self.chance.choice(CALLED)},
        }
        await self._do(what, **given.get(what, {"text": f"Said by {self.number}"}))

    async def _act(self) -> None:
        screen = self.screen
        if screen is None or "intervene" not in screen.may:
            return
        command_id, server = next(self._ids), self.chance.randint(1, SERVERS)
        answer = await screen.send(
            command_id,
            type="intervene",
            op=self.chance.choice(ACTS),
            servers=str(server),
            seen=int(screen.sim()),
        )
        self.scene.ledger.act(screen.run_id, command_id, answer)

    # ------------------------------------------------------------ asleep

    async def _nap(self) -> None:
        """The phone is put away: its sockets close, or nobody reads them."""
        pages = [page for page in (self.room, self.screen) if page is not None]
        self.scene.ledger.counts["nap"] += 1
        await self.room.say({"type": "awake", "on": False})
        if self.chance.random() < 0.5:
            for page in pages:
                await page.close()
        else:
            for page in pages:
                page.reading.clear()
        await self.scene.wait(self.chance.uniform(1, 15))
        for page in pages:
            page.reading.set()
            page.open()


NAMES = ("Ana", "Bo", "Chi", "Dev", "Eva", "Finn", "Gül", "Hugo", "Ida", "Jo", "Kim")
