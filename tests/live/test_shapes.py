"""The fields of every message of both sockets, as recorded before the code was moved about."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from pydantic import TypeAdapter

from knightreplay.live import protocol
from knightreplay.live.room import commands as room_commands
from knightreplay.live.room import protocol as room_protocol
from knightreplay.live.run import protocol as run_protocol
from knightreplay.rooms import services as rooms
from knightreplay.rooms.models import Room, Stop
from knightreplay.rooms.operations import OPERATIONS
from knightreplay.rooms.services import Question
from knightreplay.runs import services as runs
from knightreplay.runs.models import Role
from knightreplay.runs.segments import computing
from knightreplay.runs.segments.wire import HEADER, decode
from knightreplay.sharing.notes import services as notes
from knightreplay.sharing.notes.services import Draft, Person
from tests.live.room.lesson import inside
from tests.live.viewer import viewing
from tests.schema import shape

FIXTURE = Path(__file__).parents[1] / "fixtures/socket_shapes.json"
RECORDED = json.loads(FIXTURE.read_text())
TYPES = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    type(None): "null",
    list: "array",
    dict: "object",
}
HOST = Person(Role.HOST, ("browser:host",))

Heard = dict[str, set[tuple[str, str]]]


def fields(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every path in a message with the type that stands there; ids are `*`."""
    yield path, TYPES[type(value)]
    if isinstance(value, list):
        for one in value:
            yield from fields(one, f"{path}[]")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from fields(one, f"{path}.{'*' if key.isdigit() else key}")


def recorded(heard: Heard) -> dict[str, list[str]]:
    """`path type|type` of all that was heard, by kind of message."""
    found = {}
    for kind, pairs in sorted(heard.items()):
        types = defaultdict(set)
        for path, name in pairs:
            types[path].add(name)
        found[kind] = [f"{p[1:]} {'|'.join(sorted(types[p]))}" for p in sorted(types)]
    return {kind: lines[1:] for kind, lines in found.items()}


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What every socket of the test was told, by kind; of the segments the first minute."""
    told: Heard = defaultdict(set)
    take = WebsocketCommunicator.receive_output

    async def receive_output(self: Any, *given: Any, **named: Any) -> Any:
        event = await take(self, *given, **named)
        if event.get("text"):
            message = json.loads(event["text"])
            told[message["type"]].update(fields(message))
        elif event.get("bytes"):
            _, columns = decode(event["bytes"])
            if columns["minute"] == 0:
                told["segment"].update(fields(columns))
        return event

    monkeypatch.setattr(WebsocketCommunicator, "receive_output", receive_output)
    return told


@database_sync_to_async
def begun(**given: Any) -> runs.StartedRun:
    return runs.start_run(scenario="sec-2013", seed=29, **given)


async def noted(run: Any) -> None:
    draft = Draft("Who **looked**?", "Ann", 0, None)
    write = database_sync_to_async(notes.write)
    await write(run.id, draft, who=HOST, command_id="n")


@database_sync_to_async
def taken_back(run: Any) -> None:
    """The one operate key there is."""
    (key,) = runs.keys_given(run.id, role=Role.HOST)
    runs.revoke_key(run.id, key.id, role=Role.HOST)


async def acted(viewer: Any) -> None:
    """Acts of several kinds, a remark on one of them, and what is refused."""
    cap = {"guardrail": "gross-cap", "params": {"limit": 2_000_000}}
    acts: list[dict[str, Any]] = [
        {"op": "kill", "servers": "8", "seen": 0, "reason": "It sends."},
        {"op": "flag", "servers": "all", "on": False},
        {"op": "strike", "seq": 2},
        {"op": "arm", **cap},
        {"op": "kill", "servers": "9"},
    ]
    for number, act in enumerate(acts):
        await viewer.command(type="intervene", command_id=f"i-{number}", **act)
    await viewer.command(type="reason", command_id="r", seq=1, text="It sends more.")
    await viewer.command(type="clock", command_id="c", action="loop", **LOOP)
    await viewer.command(type="clock", command_id="p", action="pause")


LOOP = {"from": "08:00:00", "to": "08:01:00"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
async def test_run_tells_what_it_did(heard: Heard) -> None:
    started, paced = await begun(), await begun(paced=True)
    key = await database_sync_to_async(runs.hand_out_key)(
        started.run.id, role=Role.HOST
    )
    async with viewing(started.run.id) as host, viewing(started.run.id) as operator:
        await host.hello(started.host_key)
        await operator.hello(key)
        await host.say(type="ping", sent=1.5)
        await host.next("pong")
        await acted(host)
        await noted(started.run)
        await host.next("note")
        await taken_back(started.run)
        await operator.next("role")
        await database_sync_to_async(computing.advance)(started.run.id)
        await host.until_held((4, 0))
        await host.next("heartbeat")
    async with viewing(started.run.id) as again:
        await again.hello()
        await again.next("presence")
    async with viewing(paced.run.id) as host:
        await host.hello(paced.host_key)
        await host.command(type="clock", command_id="c", action="seek", to="09:00")
        await host.next("told")
        await host.next("heartbeat")

    assert recorded(heard) == RECORDED["run"]


@database_sync_to_async
def opened() -> tuple[rooms.OpenedRoom, Any]:
    room = rooms.open_room(name="Class 7b", owner="browser:host")
    kim = rooms.join(room.room.code, "Kim")
    assert kim
    asked = [
        Question(60, "server", "Which?", (), {"choice": 8}, 60, "It had.", "SEC"),
        Question(120, "choice", "And now?", ("Yes", "No")),
    ]
    rooms.begin_run(room.seat, scenario="sec-2013", seed=29, command_id="d-1")
    rooms.plan(room.seat, asked, command_id="d-2")
    return room, kim


@database_sync_to_async
def sought(code: str) -> None:
    """The room's run is shown beyond what was asked about: one movement tells the last."""
    run = Room.objects.get(code=code).run_id
    assert run
    for at in (60, 120):
        movement = runs.Movement("seek", to=at)
        runs.move_clock(run, movement, role=Role.HOST, command_id=f"m-{at}")


async def done(who: Any, what: str, given: dict[str, Any], host: Any) -> None:
    """A command, and until all are told how the room stands then: no state is passed over."""
    answer = await who.do(what, f"d-{what}", **given)
    if seq := answer.get("seq"):
        await host.until("room", lambda told: told["seq"] >= seq)


Commands = list[tuple[Any, str, dict[str, Any]]]


def asked(host: Any, member: Any, stop: int) -> Commands:
    """A question, up to where it is ended."""
    return [
        (host, "open-stop", {"stop": stop}),
        (member, "answer", {"stop": stop, "value": 8, "sureness": 0.7}),
        (host, "hands", {"stop": stop, "hands": {"8": 3}}),
        (host, "close-stop", {"stop": stop, "anyway": True}),
        (member, "fly", {}),
    ]


def drilled(host: Any, member: Any, stop: int) -> Commands:
    """Its answer, and a drill of one team."""
    return [
        (host, "show-stop", {"stop": stop}),
        (host, "make-teams", {"names": ["Red"], "at": "08:01:00"}),
        (member, "declare", {"text": "Server 8 is old."}),
        (member, "inspect", {"server": 8}),
        (member, "call", {"who": "risk"}),
        (host, "finish", {}),
        (host, "open-debrief", {}),
    ]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
async def test_room_tells_what_it_did(heard: Heard) -> None:
    room, kim = await opened()
    stop = await database_sync_to_async(Stop.objects.get)(at=60)
    code = room.room.code
    async with (
        inside(code, room.key) as host,
        inside(code, room.key, projector=True) as projector,
        inside(code, kim.key) as member,
    ):
        for someone in (host, projector, member):
            await someone.next("room")
        for who, what, given in asked(host, member, stop.id):
            await done(who, what, given, host)
        await sought(code)
        for who, what, given in drilled(host, member, stop.id):
            await done(who, what, given, host)
        await member.until("me", lambda told: len(told["operations"]) == 3)
        await member.say(type="awake", on=False)
        await member.say(type="ping")
        await member.next("pong")
        for someone in (host, projector, member):
            await someone.until("room", lambda told: told["room"]["asleep"] == 1)
            await someone.next("heartbeat")

    assert recorded(heard) == RECORDED["room"]


def accepted(messages: Any, name: str) -> dict[str, Any]:
    """The fields of each message that a client may send."""
    schema = TypeAdapter(messages).json_schema()
    named = schema["$defs"]
    told = [shape(one, named) for one in schema.get("anyOf") or schema["oneOf"]]
    return {one[name].removeprefix("string, "): one for one in told}


def test_run_understands_what_it_did() -> None:
    found = accepted(run_protocol.ClientMessage, "type")
    at, bundled = (
        found["hello"].pop(name) for name in ("at?", "bundled?")
    )  # came since

    assert found.pop("fill") == {"type": "string, fill"}  # came since
    assert found == RECORDED["said to a run"]
    assert at == {"anyOf": ["integer, minimum 0, maximum 28800", "null"]}
    assert bundled == "boolean"


def test_room_understands_what_it_did() -> None:
    plain = room_protocol.RoomHello | room_protocol.Awake | protocol.Ping

    assert accepted(plain, "type") == RECORDED["said to a room"]
    commands = accepted(room_commands.AnyCommand, "what")
    instead = commands["plan"].pop("instead?")  # came since then
    assert instead == {"anyOf": [["integer"], "null"]}
    before = "declare|inspect|call|note"
    names = "|".join(OPERATIONS)
    assert set(before.split("|")) <= set(OPERATIONS)  # one that is new is no change
    operate = commands.pop(names)
    assert operate.pop("what") == f"string, {names}"
    known = {**operate, "what": f"string, {before}"}
    assert commands | {before: known} == RECORDED["done in a room"]


def test_segment_begins_as_it_did() -> None:
    assert (HEADER.format, HEADER.size) == ("<BBHI", 8)
