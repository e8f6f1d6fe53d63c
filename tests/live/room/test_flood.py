"""One seat's flood of commands, and what the room's host notices of it."""

import json
from collections import Counter

import pytest
from channels.db import database_sync_to_async

from knightreplay.live.room import hub as hub_module
from knightreplay.live.room.consumer import RoomConsumer
from knightreplay.live.room.hub import BURST, RoomHub
from knightreplay.rooms import services
from knightreplay.rooms.models import Room

pytestmark = pytest.mark.django_db(transaction=True)
FLOOD = 100_000


class Page(RoomConsumer):
    """A page that has said hello; what it is told is counted."""

    def __init__(self, hub, seat, *, hosting=False):
        super().__init__()
        self.hub, self.seat_id, self.hosting = hub, seat.id, hosting
        self.welcomed = True
        self.told: Counter[str] = Counter()

    def say(self, body):
        self.told[body.get("code", body["type"])] += 1

    async def do(self, number, what, **given):
        text = {"type": "do", "command_id": f"{what}-{number}", "what": what, **given}
        await self.handle(json.dumps(text))


@pytest.mark.slow
async def test_after_a_seats_flood_the_hosts_next_twenty_commands_are_all_taken(
    monkeypatch,
):
    monkeypatch.setattr(hub_module, "PER_SECOND", 0.0)  # it comes within no time
    opened = await database_sync_to_async(services.open_room)(name="7b", owner="")
    join = database_sync_to_async(services.join)
    joined = [await join(opened.room.code, name) for name in ("M", "Kim")]
    mallory, kim = [one.seat for one in joined if one is not None]
    hub = RoomHub(opened.room.id, lambda hub: None)
    pages = [Page(hub, mallory) for _ in range(8)]  # all of one seat
    host, pupil = Page(hub, opened.seat, hosting=True), Page(hub, kim)

    for number in range(FLOOD):
        await pages[number % 8].do(number, "consent", on=number % 2 == 0)
    for number in range(20):
        await host.do(number, "arrange", name=f"n{number}")
    await pupil.do(FLOOD, "consent", on=True)

    told = sum((page.told for page in pages), Counter())
    assert told == {"ack": BURST, "too-many": FLOOD - BURST}
    assert (host.told, pupil.told) == ({"ack": 20}, {"ack": 1})
    room = await database_sync_to_async(Room.objects.get)(id=opened.room.id)
    assert room.name == "n19"
