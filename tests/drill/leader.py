"""The host of a people drill: lessons and drills in turn, and nobody may refuse them."""

import asyncio
import time
from itertools import count

from simulator.clock import MINUTE
from tests.drill.browser import AWAY, Answer, Browser
from tests.drill.participant import NAMES, RIGHT
from tests.drill.room_page import Person, RoomPage, Screen
from tests.drill.scene import Scene

QUESTIONS = 3  # of a lesson
TEAMS = 3
ASKING = 8.0  # seconds in which a question is open
DRILLING = 25.0  # seconds that a drill lasts
PAGES = ("host", "remote", "present", "wall", "record.json")
NOT_YET = ("not there yet", "not computed yet")  # the run is not shown so far


class Leader(Person):
    """Everything that a host asks for is taken; what is not is written down."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.chance = scene.chance("host")
        self.browser = Browser(scene.addresses)
        self.rooms: list[str] = []  # codes of all that this browser opened
        self.room = RoomPage(scene.addresses, "", {})  # not opened yet
        self.screen: Screen | None = None
        self._newest = 0  # number of what was done last
        self._ids = (f"h-{n}" for n in count())

    async def lead(self) -> None:
        """One lesson and one drill after the other, until all is over; then an end."""
        self.scene.code = await self._open_room()
        self.room = RoomPage(
            self.scene.addresses, self.scene.code, self.browser.cookies
        )
        self.room.open()
        self.scene.opened.set()
        everyone = {"intervene": "everyone"}
        await self._do("arrange", predicting=True, permissions=everyone)
        while not self.scene.over.is_set():
            await self._lesson()
            if not self.scene.over.is_set():
                await self._drill()
        await self._end()

    async def _end(self) -> None:
        """All who were taken out are let back, and the clocks stand."""
        for seat in sorted(self.scene.ledger.removed):
            await self._let_back(seat)
        await self._move(action="pause")
        for code in self.rooms:
            await self._look_at(f"/rooms/{code}/host/")

    # ------------------------------------------------------------ lessons and drills

    async def _lesson(self) -> None:
        """A new run, and some questions whose answer is always the eighth server."""
        await self._do("begin-run", seed=self.chance.randrange(1000))
        minutes = sorted(self.chance.sample(range(1, 400), QUESTIONS))
        await self._do("plan", stops=[_question(minute * MINUTE) for minute in minutes])
        for minute in minutes:
            if self.scene.over.is_set():
                return
            await self._ask_at(minute * MINUTE)

    async def _ask_at(self, tick: int) -> None:
        await self._move(action="seek", to=tick, paused=True)
        stop = await self._planned(tick)
        await self._do("open-stop", stop=stop)
        await self._keep_house(ASKING)
        hands = {str(self.chance.randint(1, 8)): self.chance.randint(1, 60)}
        await self._do("hands", stop=stop, hands=hands)
        await self._do("close-stop", stop=stop, anyway=True)
        await self._do("show-stop", stop=stop)
        await self._move(action="play")

    async def _planned(self, tick: int) -> int:
        """The id of the question at a second."""
        await self.room.until(lambda: self.room.listed >= self._newest)
        (stop,) = (
            stop["id"]
            for stop in self.room.plan
            if (stop["at"], stop["state"]) == (tick, "planned")
        )
        return int(stop)

    async def _drill(self) -> None:
        names = [f"Team {letter}" for letter in "ABC"]
        self.scene.ledger.podium.clear()
        await self._do("make-teams", names=names, delay=30)
        await self._do("move-teams", action="speed", speed=10)
        await self._do("move-teams", action="play")
        await self._keep_house(DRILLING)
        await self._do("move-teams", action="pause")
        await self._do("finish")
        await self._counted()

    async def _counted(self) -> None:
        """Until every team's day is counted, or all is over."""
        while not self.scene.over.is_set():
            await self._told()
            podium = self.room.room["podium"] or []
            if len(podium) == TEAMS:
                for row in podium:
                    self.scene.ledger.podium[row["number"]] = row["cost"]
                return
            await self.scene.wait(0.2)

    # ------------------------------------------------------------ meanwhile

    async def _keep_house(self, seconds: float) -> None:
        """What else a host does while the others are busy."""
        deeds = (self._rename, self._remove, self._shut, self._call_it, self._visit)
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.scene.over.is_set():
            await self.scene.wait(self.chance.uniform(0.5, 2.0))
            await self.chance.choice(deeds)()

    async def _rename(self) -> None:
        if seat := self._somebody():
            name = f"{self.chance.choice(NAMES)} {self.chance.randrange(10**6)}"
            await self._do("rename", seat=seat, name=name)

    async def _remove(self) -> None:
        """Takes somebody out, or lets somebody back."""
        removed = self.scene.ledger.removed
        if removed and self.chance.random() < 0.6:
            await self._let_back(self.chance.choice(sorted(removed)))
        elif seat := self._somebody():
            await self._do("remove", seat=seat)
            removed.add(seat)

    async def _let_back(self, seat: int) -> None:
        await self._do("let-back", seat=seat)
        self.scene.ledger.removed.discard(seat)

    async def _shut(self) -> None:
        await self._do("arrange", locked=True)
        await self.scene.wait(self.chance.uniform(0.5, 2.0))
        await self._do("arrange", locked=False)

    async def _call_it(self) -> None:
        name = f"Class {self.chance.randrange(10**6)}"
        await self._do("arrange", name=name)

    async def _visit(self) -> None:
        """Looks at a page anew; now and then one more room is opened in a second tab."""
        if self.chance.random() < 0.3:
            await self._open_room()
        page = self.chance.choice(PAGES)
        slash = "" if "." in page else "/"
        await self._look_at(f"/rooms/{self.scene.code}/{page}{slash}")

    def _somebody(self) -> int | None:
        removed = self.scene.ledger.removed
        here = [
            row["seat"]
            for row in self.room.roster
            if row["part"] != "host" and row["here"] and row["seat"] not in removed
        ]
        return self.chance.choice(here) if here else None

    # ------------------------------------------------------------ what is asked of servers

    async def _do(self, what: str, **given: object) -> None:
        """One command in the room; it is sent anew where the run is not there yet."""
        ledger, began = self.scene.ledger, time.monotonic()
        while True:
            command_id = next(self._ids)
            answer = await self.room.send(command_id, type="do", what=what, **given)
            if answer["type"] == "ack":
                break
            if not any(words in answer.get("message", "") for words in NOT_YET):
                ledger.host_refused.append(f"{what}: {answer}")
                return
            await self.scene.wait(0.3)
        self._newest = answer["seq"]
        ledger.room_command(command_id, self.room.me["seat"], what, answer)
        ledger.host_waited.append(time.monotonic() - began)

    async def _move(self, **movement: object) -> None:
        """The clock of the room's run, from the run's page."""
        await self._told()
        run = str(self.room.room["run"])
        if self.screen is None or self.screen.run_id != run:
            if self.screen is not None:
                await self.screen.close()
            self.screen = Screen(self.scene.addresses, run, self.browser.cookies)
            self.screen.open()
        began = time.monotonic()
        answer = await self.screen.send(next(self._ids), type="clock", **movement)
        if answer["type"] != "ack":
            self.scene.ledger.host_refused.append(f"clock {movement}: {answer}")
        self.scene.ledger.host_waited.append(time.monotonic() - began)

    async def _told(self) -> None:
        """Until the room has told what was done last."""
        await self.room.until(lambda: self.room.seq >= self._newest)

    async def _open_room(self) -> str:
        """One more room; the code of it."""
        answer = await self._answered(
            self.browser.post, "/rooms/", name="People", host_key=self.scene.host_key
        )
        if answer.status == 302:
            self.rooms.append(answer.location.split("/")[2])
        else:
            self.scene.ledger.host_refused.append(f"a new room: {answer.status}")
        return self.rooms[-1]

    async def _look_at(self, path: str) -> None:
        answer = await self._answered(self.browser.get, path)
        if answer.status != 200:
            self.scene.ledger.host_refused.append(f"{path}: {answer.status}")

    async def _answered(self, ask, *path: str, **form: str) -> Answer:
        """Asks until a server answers that has its database."""
        while True:
            try:
                answer: Answer = await asyncio.to_thread(ask, *path, **form)
            except AWAY:
                answer = Answer(0, "")
            if 0 < answer.status < 500:
                return answer
            self.scene.ledger.refused[
                f"host's page: {answer.status or 'no answer'}"
            ] += 1
            await self.scene.wait(0.5)


def _question(tick: int) -> dict[str, object]:
    measure = {"choice": RIGHT}
    return {"at": tick, "kind": "server", "text": "Which?", "measure": measure}
