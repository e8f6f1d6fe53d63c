"""A storm of messages on a room's socket, from its host: each is answered, none heard elsewhere.

Short, in the tests; tests/security/fuzz.py does the same on a run's socket.
"""

import json
from typing import Any

from channels.db import database_sync_to_async
from hypothesis import strategies as st

from knightreplay.live.room.commands import WHATS
from knightreplay.rooms import services
from knightreplay.rooms.models import RoomCommand
from knightreplay.rooms.services import OpenedRoom
from tests.live.room.lesson import Member, inside
from tests.security.fuzz import CODES, SECRET, Storm, anything, ids, likely

FIELDS = (
    *("name", "locked", "follow", "predicting", "fogged", "delay", "permissions"),
    *("scenario", "seed", "blind", "seat", "part", "fog", "on", "stops", "stop"),
    *("anyway", "value", "sureness", "lock", "hands", "names", "at", "team"),
    *("action", "to", "speed", "lift", "text", "server", "who", "extra"),
)
given = st.dictionaries(st.sampled_from(FIELDS), likely | anything, max_size=4)
# The end is another test's: after it every command would be a conflict.
commands = st.builds(
    lambda what, command_id, more: {
        **more,
        "type": "do",
        "what": what,
        "command_id": command_id,
    },
    st.sampled_from([*(what for what in WHATS if what != "end"), "fly", ""]),
    ids | likely,
    given,
)
right = st.sampled_from(
    [
        {"what": "rename", "seat": 2, "name": "\u202eKim"},
        {"what": "arrange", "name": "x\0y"},
        {"what": "place", "seat": 2, "part": "host"},
        {"what": "begin-run", "seed": 2**53 - 1},
        {"what": "make-teams", "names": ["", "\ud800"]},
        {"what": "assign", "seat": 2, "team": 2**63},
        {"what": "open-stop", "stop": 2**63},
        {"what": "answer", "stop": -(2**64), "value": 2**64},
        {"what": "hands", "stop": 1, "hands": {"0": 2**64}},
        {"what": "plan", "stops": [{"at": 5460, "kind": "words", "text": "\0"}]},
        {"what": "plan-track"},
        {"what": "move-teams", "action": "seek"},
        {"what": "call", "who": "\0"},
        {"what": "note", "text": "\0"},
        {"what": "inspect", "server": -1},
    ]
)
known = st.builds(
    lambda body, command_id: {**body, "type": "do", "command_id": command_id},
    right,
    ids,
)
texts = st.one_of(
    (known | commands | given).map(lambda body: json.dumps(body, default=str)),
    st.fixed_dictionaries({"type": st.just("awake")}, optional={"on": likely}).map(
        json.dumps
    ),
    st.text(max_size=60),
    st.sampled_from(["", "{", "[" * 5000, '{"type":' * 200, "NaN", "x" * 70_000]),
)
messages: st.SearchStrategy[str | bytes] = texts | st.binary(max_size=40)


async def storm(batch: list[str | bytes]) -> Storm:
    """Sends a batch as the host of one room; every message but `awake` is answered."""
    open_room = database_sync_to_async(services.open_room)
    mine = await open_room(name="Mine", owner="")
    other = await open_room(name=SECRET, owner="")
    await database_sync_to_async(services.join)(mine.room.code, "Kim")
    counts = {"ack": 0, "error": 0}
    async with (
        inside(mine.room.code, mine.key) as host,
        inside(other.room.code, other.key) as watching,
    ):
        for message in batch:
            form = "bytes" if isinstance(message, bytes) else "text"
            event = {"type": "websocket.receive", form: message}
            await host.socket.send_input(event)
            for answer in await _until_pong(host):
                _check(answer, other)
                if answer["type"] in counts:
                    counts[answer["type"]] += 1
        told = await _until_pong(watching)
    rooms = [said["room"] for said in told if said["type"] == "room"]
    assert {(room["code"], room["name"]) for room in rooms} == {
        (other.room.code, SECRET)
    }
    assert await database_sync_to_async(_commands)(other) == 0
    return Storm(len(batch), counts["ack"], counts["error"])


async def _until_pong(member: Member) -> list[dict[str, Any]]:
    """Everything up to the answer to a ping of our own: no hang, no close."""
    await member.say(type="ping", sent=29.5)
    heard = []
    while True:
        heard.append(json.loads(await member.socket.receive_from(timeout=60)))
        if heard[-1]["type"] == "pong" and heard[-1]["sent"] == 29.5:
            return heard


def _check(answer: dict[str, Any], other: OpenedRoom) -> None:
    text = json.dumps(answer)
    assert SECRET not in text
    assert f'"{other.room.code}"' not in text
    assert "Traceback" not in text
    if answer["type"] == "error":
        assert answer["code"] in CODES, answer
        assert "\n" not in answer["message"]


def _commands(opened: OpenedRoom) -> int:
    return RoomCommand.objects.filter(room=opened.room).count()
