"""Two full rooms at once: nothing of the one is ever said in the other."""

import asyncio
import json
from contextlib import AsyncExitStack
from typing import Any

import pytest
from channels.db import database_sync_to_async

from knightreplay.rooms import services
from knightreplay.rooms.models import Room
from tests.live.room.lesson import Member, inside

pytestmark = pytest.mark.django_db(transaction=True)

MEMBERS = 20  # of each room, its host and its projector besides
STOP = {"at": 5460, "kind": "words"}


class Class:
    """A room all of whose words begin with its own, and everything that it heard."""

    def __init__(self, word):
        self.word = word
        self.opened = services.open_room(
            name=f"{word}-room", owner="", host=f"{word}-h"
        )
        self.code = self.opened.room.code
        names = [f"{word}-{number}" for number in range(MEMBERS)]
        joined = [services.join(self.code, name) for name in names]
        self.keys = [one.key for one in joined if one]
        self.heard: list[dict[str, Any]] = []
        self.done: set[Member] = set()  # who heard that the room has ended

    def secrets(self):
        """What only this room may hear: its word, its code, its runs, its keys."""
        room = Room.objects.get(code=self.code)
        runs = [str(team.run_id) for team in room.teams.all()]
        keys = [self.opened.key, self.opened.host_code, *self.keys]
        return [f"{self.word}-", f'"{self.code}"', str(room.run_id), *runs, *keys]

    async def come_in(self, stack):
        entering = stack.enter_async_context
        self.host = await entering(inside(self.code, self.opened.key))
        screen = inside(self.code, self.opened.key, projector=True)
        self.screen = await entering(screen)
        self.members = [await entering(inside(self.code, key)) for key in self.keys]

    async def do(self, member, what, **given):
        """A command under an id of this room; what is heard on the way is kept."""
        command_id = f"{self.word}-{what}-{len(self.heard)}"
        await member.say(type="do", what=what, command_id=command_id, **given)
        await self.hear(member, lambda m: m.get("command_id") == command_id)
        assert self.heard[-1]["type"] == "ack", self.heard[-1]

    async def hear(self, member, ended):
        """Everything that somebody is told, up to the message for which this holds."""
        while True:
            text = await member.socket.receive_from(timeout=60)
            self.heard.append(json.loads(text))
            if _is_over(self.heard[-1]):
                self.done.add(member)  # may come before the answer to the command
            if ended(self.heard[-1]):
                return

    async def lesson(self):
        """All kinds of commands: a question, answers, teams, operations, an end."""
        host, word = self.host, self.word
        await self.do(host, "arrange", name=f"{word}-lesson", anonymous=False)
        await self.do(host, "begin-run", seed=len(word))
        asked = [{**STOP, "text": f"{word}-why?"}]
        await self.do(host, "plan", stops=asked)
        stop = await database_sync_to_async(self._stop)()
        await self.do(host, "open-stop", stop=stop)
        for place, member in enumerate(self.members):
            await self.do(member, "answer", stop=stop, value=f"{word}-{place}")
            await member.say(type="awake", on=bool(place % 2))
        await self.do(host, "close-stop", stop=stop, anyway=True)
        await self.do(host, "show-stop", stop=stop)
        await self.do(host, "make-teams", names=[f"{word}-red", f"{word}-blue"])
        for member in self.members[:4]:
            await self.do(member, "declare", text=f"{word}-declared")
        await self.do(host, "move-teams", action="pause")
        await self.do(host, "rename", seat=2, name=f"{word}-renamed")
        await self.do(host, "end")
        for member in {host, self.screen, *self.members} - self.done:
            await self.hear(member, _is_over)

    def _stop(self):
        return Room.objects.get(code=self.code).stops.get().id


def _is_over(message):
    return message["type"] == "room" and message["room"]["ended"]


@pytest.mark.slow
async def test_two_full_rooms_hear_nothing_of_each_other():
    both = [await database_sync_to_async(Class)(word) for word in ("ash", "birch")]
    async with AsyncExitStack() as stack:
        for one in both:
            await one.come_in(stack)
        await asyncio.gather(*(one.lesson() for one in both))

    ash, birch = both
    for one, other in ((ash, birch), (birch, ash)):
        said = "\n".join(map(json.dumps, one.heard))
        secrets = await database_sync_to_async(other.secrets)()
        assert [secret for secret in secrets if secret in said] == []
        assert f"{one.word}-lesson" in said
        kinds = {message["type"] for message in one.heard}
        assert {"room", "host", "me", "teams", "ack"} <= kinds
