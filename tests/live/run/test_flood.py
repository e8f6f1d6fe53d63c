"""An operator's flood of commands, and what the run's host notices of it."""

import json
from collections import Counter

import pytest
from channels.db import database_sync_to_async

from knightreplay.live.run import hub as hub_module
from knightreplay.live.run.consumer import RunConsumer
from knightreplay.live.run.hub import BURST, RunHub
from knightreplay.live.run.rights import Credentials
from knightreplay.runs import roles, services
from knightreplay.runs.models import ClockChange, Role
from knightreplay.runs.roles import Holder

pytestmark = pytest.mark.django_db(transaction=True)
FLOOD = 5000


class Page(RunConsumer):
    """A page that has said hello; what it is told is counted."""

    def __init__(self, hub, role, key):
        super().__init__()
        self.hub, self.run_id, self.role = hub, hub.run_id, role
        self.credentials = Credentials(Holder((key.id,)))
        self.maker = f"key:{key.id}"
        self.told: Counter[str] = Counter()

    def say(self, body):
        self.told[body.get("code", body["type"])] += 1

    async def move(self, number):
        command = {"command_id": f"{self.role}-{number}", "action": "pause"}
        await self.handle(json.dumps({"type": "clock", **command}))


def begun():
    """A run with a key of its host's, and one to operate it."""
    started = services.start_run(scenario="sec-2013", seed=29)
    operate = roles.mint_key(started.run, Role.OPERATE)
    shown = (started.host_key, operate)
    return started.run, *(roles.find_key(started.run.id, key) for key in shown)


@pytest.mark.slow
async def test_after_an_operators_flood_the_hosts_next_twenty_commands_are_all_taken(
    monkeypatch,
):
    monkeypatch.setattr(hub_module, "PER_SECOND", 0.0)  # it comes within no time
    run, own, operate = await database_sync_to_async(begun)()
    hub = RunHub(run.id, lambda hub: None)
    pages = [Page(hub, Role.OPERATE, operate) for _ in range(8)]
    host = Page(hub, Role.HOST, own)

    for number in range(FLOOD):
        await pages[number % 8].move(number)
    for number in range(20):
        await host.move(number)

    told = sum((page.told for page in pages), Counter())
    assert told == {"ack": BURST, "too-many": FLOOD - BURST}
    assert host.told == {"ack": 20}
    moves = ClockChange.objects.filter(run=run, maker=f"key:{operate.id}")
    assert await database_sync_to_async(moves.count)() == BURST
