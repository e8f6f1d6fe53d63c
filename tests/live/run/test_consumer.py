"""The socket of a run, spoken to through the whole ASGI application."""

import json
import re
import time
from pathlib import Path
from uuid import uuid4

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator

from knightreplay.asgi import application
from knightreplay.live.rate import Allowance
from knightreplay.live.run.consumer import hubs
from knightreplay.live.run.hub import RunHub
from knightreplay.live.run.rights import Credentials
from knightreplay.runs import services
from knightreplay.runs.models import Role
from knightreplay.runs.redaction import Redaction
from knightreplay.sharing.links import services as links
from knightreplay.sharing.links.services import LinkRequest
from tests.live.viewer import HOST, viewing

DOCS = (Path(__file__).parents[3] / "docs/protocol.md").read_text()
SERVER = {
    json.loads(text)["type"]: json.loads(text)
    for text in re.findall(r"```json server\n(.*?)\n```", DOCS, re.DOTALL)
}


async def test_socket_says_nothing_before_hello(begun, watching, computed):
    async with watching(begun.run.id) as viewer:
        await computed(begun.run.id)

        assert await viewer.socket.receive_nothing(timeout=0.2, interval=0.02)


async def test_hello_brings_the_snapshot_and_every_segment(begun, watching, computed):
    await computed(begun.run.id)
    async with watching(begun.run.id) as viewer:
        snapshot = await viewer.hello()
        await viewer.until_held(*((0, minute) for minute in range(480)))

        assert snapshot["role"] == "watch"
        assert snapshot["epochs"] == [[0, 0]]
        assert viewer.held[0, 134]["columns"]["executions"][-1] == 4_071_398


async def test_hello_with_have_brings_only_what_is_missing(begun, watching, computed):
    await computed(begun.run.id)
    async with watching(begun.run.id) as viewer:
        await viewer.hello(have=[[0, 0, 89], [0, 92, 479], [7, 0, 479]])
        await viewer.until_held((0, 91))

        assert sorted(viewer.held) == [(0, 90), (0, 91)]


@pytest.mark.parametrize(
    ("asked", "first"), [({"at": 6840}, [113, 112, 0, 1]), ({}, [94, 93, 0, 1])]
)
async def test_hello_brings_the_second_on_the_screen_first(
    begun, watching, computed, asked, first
):
    """The frame of 9:54:00 is the last of the minute before; the run's clock is at 9:35."""
    await computed(begun.run.id)
    async with watching(begun.run.id) as viewer:
        await viewer.hello(begun.host_key, have=[[0, 0, 479]])
        move = {"type": "clock", "action": "seek", "to": "09:35:00", "paused": True}
        await viewer.command(command_id="c-1", **move)
        await viewer.say(type="hello", have=[], **asked)
        await viewer.until_held((0, 479))

    assert [minute for _, minute in viewer.held][:4] == first


async def test_hello_may_bring_the_rest_of_the_day_in_few_messages(
    begun, watching, computed
):
    """Nearest first: at 9:54 the quarter from 9:45, then those on both sides."""
    await computed(begun.run.id)
    async with watching(begun.run.id) as viewer:
        await viewer.hello(begun.host_key, at=6840)
        await viewer.until_held((0, 479))
        alone = dict(viewer.held)
        viewer.held.clear()
        await viewer.say(type="hello", have=[[0, 300, 304]], at=6840, bundled=True)
        outline = await viewer.next("outline")
        await viewer.say(type="fill")
        await viewer.until_held((0, 479))

    first = list(viewer.held)[:2]
    assert first == [(0, 113), (0, 112)]
    assert [places[0] for places in viewer.bundles[:4]] == [
        (0, 105),
        (0, 120),
        (0, 90),
        (0, 135),
    ]
    assert len(viewer.bundles) == 32
    assert outline["parts"] == [
        ends_of(alone, range(300)),
        ends_of(alone, range(305, 480)),
    ]
    assert viewer.held == {
        key: value for key, value in alone.items() if not 300 <= key[1] <= 304
    }


def ends_of(segments, minutes):
    """What an outline says of these minutes of epoch 0."""
    names = ("pnl_own", "pnl_fair", "pnl_exit")
    columns = {
        name: [segments[0, minute]["columns"][name][-1] for minute in minutes]
        for name in names
    }
    return {"epoch": 0, "first": minutes.start, "columns": columns}


async def test_fill_is_answered_once_after_each_hello(begun, watching, computed):
    await computed(begun.run.id)
    async with watching(begun.run.id) as viewer:
        await viewer.say(type="fill")  # before any
        await viewer.hello(begun.host_key, bundled=True)
        for _ in range(3):
            await viewer.say(type="fill")
        await viewer.next("filled")
        await viewer.say(type="ping", sent=1.5)
        answer = await viewer.next("filled", "pong")

    assert answer["type"] == "pong"
    assert len(viewer.bundles) == 32


async def test_bundle_of_a_fork_holds_the_run_left_alone_beside_its_line(
    begun, watching, computed
):
    start = {"type": "intervene", "op": "kill", "servers": [8], "seen": 6840}
    async with watching(begun.run.id) as viewer:
        await viewer.hello(begun.host_key)
        move = {"type": "clock", "action": "seek", "to": "09:54:00", "paused": True}
        await viewer.command(command_id="c-1", **move)
        assert (await viewer.command(command_id="i-1", **start))["type"] == "ack"
        await computed(begun.run.id)
        viewer.bundles.clear()
        await viewer.say(type="hello", at=6840, bundled=True)
        await viewer.say(type="fill")
        await viewer.until_held((0, 479), (1, 479))

    nearest = [(0, m) for m in range(105, 120)]
    assert viewer.bundles[0] == [*nearest, *((1, m) for m in range(114, 120))]


async def test_messages_have_the_fields_of_the_documentation(begun, watching, computed):
    await computed(begun.run.id)
    async with watching(begun.run.id) as viewer:
        seen = {"snapshot": await viewer.hello(begun.host_key, bundled=True)}
        seen["presence"] = await viewer.next("presence")
        seen["outline"] = await viewer.next("outline")
        await viewer.say(type="fill")
        seen["filled"] = await viewer.next("filled")
        await viewer.say(type="ping", sent=1.5)
        seen["pong"] = await viewer.next("pong")
        act = {"type": "intervene", "op": "kill", "servers": "8", "seen": 0}
        await viewer.say(command_id="i-1", **act)
        for _ in range(4):
            message = await viewer.next("intervention", "epoch", "clock", "ack")
            seen[message["type"]] = message
        await viewer.say(command_id="i-2", type="intervene", op="kill", servers="9")
        seen["error"] = await viewer.next("error")
        seen["heartbeat"] = await viewer.next("heartbeat")

    assert {*seen, "behind", "note", "role", "told", "afresh"} == set(SERVER)
    for kind, message in seen.items():
        assert set(message) == set(SERVER[kind]), kind
    assert set(seen["snapshot"]["run"]) == set(SERVER["snapshot"]["run"])
    assert set(seen["snapshot"]["clock"]) == set(SERVER["snapshot"]["clock"])
    assert set(seen["intervention"]["entry"]) == set(SERVER["snapshot"]["log"][0])
    assert seen["pong"]["sent"] == 1.5


async def test_act_of_the_host_reaches_everybody_with_its_new_frames(
    begun, watching, computed
):
    await computed(begun.run.id)
    async with watching(begun.run.id) as host, watching(begun.run.id) as other:
        await host.hello(begun.host_key)
        await other.hello()
        await other.until_held((0, 479))
        await host.command(type="clock", command_id="c-1", action="seek", to="09:35:00")
        answer = await host.command(
            type="intervene", command_id="i-1", op="kill", servers="all", seen=5700
        )
        entry = (await other.next("intervention"))["entry"]
        epoch = await other.next("epoch")
        await computed(begun.run.id)
        await other.until_held((1, 95), (1, 479))

    assert (answer["tick"], answer["time"], answer["took"]) == (
        5700,
        "09:35:00",
        "seen",
    )
    assert (entry["what"], entry["by"], entry["tick"]) == (
        "Kill servers 1–8",
        "host",
        5700,
    )
    assert (epoch["epoch"], epoch["cut"]) == (1, 5700)
    assert other.held[1, 95]["columns"]["loops"] == [0] * 60


async def test_command_sent_twice_counts_once_and_says_so(begun, watching):
    act = {"type": "intervene", "command_id": "i-1", "op": "kill", "servers": "8"}
    async with watching(begun.run.id) as host:
        await host.hello(begun.host_key)
        first = await host.command(**act)
        second = await host.command(**act)
        snapshot = await host.hello(begun.host_key)

    assert second == {**first, "duplicate": True}
    assert len(snapshot["log"]) == 1


@pytest.mark.parametrize(
    "command",
    [
        {"type": "intervene", "command_id": "a", "op": "kill", "servers": "8"},
        {"type": "intervene", "command_id": "b", "op": "strike", "seq": 1},
        {"type": "clock", "command_id": "c", "action": "play"},
        {"type": "reason", "command_id": "d", "seq": 1, "text": "because"},
    ],
)
async def test_viewer_without_the_key_may_only_watch(begun, watching, command):
    async with watching(begun.run.id) as viewer:
        await viewer.hello("not-the-key")
        answer = await viewer.command(**command)
        snapshot = await viewer.hello()

    assert answer["code"] == "forbidden"
    assert (snapshot["seq"], snapshot["clock"]["paused"]) == (0, True)


async def test_commands_before_hello_are_refused(begun, watching):
    async with watching(begun.run.id) as viewer:
        answer = await viewer.command(type="clock", command_id="c", action="play")

    assert answer["code"] == "hello-first"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("no json", "malformed"),
        ('{"type": "shout"}', "unknown-type"),
        ('{"type": "hello", "have": [[0, 5, 480]]}', "invalid"),
        (json.dumps({"type": "hello", "pad": "x" * 70000}), "too-large"),
    ],
)
async def test_mistake_gets_one_error_and_keeps_the_socket(begun, watching, said, code):
    async with watching(begun.run.id) as viewer:
        await viewer.socket.send_to(text_data=said)
        error = await viewer.next("error")
        snapshot = await viewer.hello()

    assert error["code"] == code
    assert snapshot["seq"] == 0


async def test_binary_message_is_a_mistake(begun, watching):
    async with watching(begun.run.id) as viewer:
        await viewer.socket.send_to(bytes_data=b"\x00\x01")

        assert (await viewer.next("error"))["code"] == "malformed"


@pytest.fixture
def _no_refill(monkeypatch):
    """However long the machine takes over the messages, no more of them may pass."""
    monkeypatch.setattr(
        "knightreplay.live.socket.Allowance",
        lambda now, per_second, burst: Allowance(now, per_second=0.0, burst=burst),
    )


@pytest.mark.slow
@pytest.mark.usefixtures("_no_refill")
async def test_flood_is_told_once_then_closed_as_abuse(begun, watching):
    async with watching(begun.run.id) as viewer:
        await viewer.hello()
        for _ in range(1500):
            await viewer.say(type="ping")
        error = await viewer.next("error")
        with pytest.raises(ConnectionError, match="4429"):
            await viewer.next("never")

    assert error["code"] == "too-many"


@pytest.mark.slow
@pytest.mark.usefixtures("_no_refill")
async def test_commands_beyond_the_limit_are_each_refused_by_their_id(begun, watching):
    ids = [f"c-{number}" for number in range(300)]
    async with watching(begun.run.id) as host:
        await host.hello(begun.host_key)
        for command_id in ids:
            await host.say(type="clock", command_id=command_id, action="pause")
        answers = [await host.next("ack", "error") for _ in ids]

    assert {answer["command_id"] for answer in answers} == set(ids)
    assert {a["code"] for a in answers if a["type"] == "error"} == {"too-many"}


async def test_hello_again_and_again_is_refused_before_it_costs(begun, watching):
    async with watching(begun.run.id) as viewer:
        for _ in range(6):
            await viewer.say(type="hello")
        error = await viewer.next("error")

    assert (error["code"], "hello" in error["message"]) == ("too-many", True)


@pytest.mark.parametrize(
    "said",
    [
        '{"type": "ping", "sent": 18446744073709551616}',
        '{"type": "ping", "sent": 1' + "0" * 400 + "}",
        '{"type": "ping", "sent": Infinity}',
        '{"type": "clock", "command_id": "\\ud800", "action": "play"}',
        '{"type": "reason", "command_id": "r", "seq": 1, "text": "\\ud800"}',
        '{"type": "intervene", "command_id": "i", "op": "\\ud800"}',
        json.dumps({"type": "hello", "x" * 60000: 1}),
    ],
)
async def test_value_that_no_answer_could_carry_is_a_mistake(begun, watching, said):
    async with watching(begun.run.id) as viewer:
        await viewer.hello(begun.host_key)
        await viewer.socket.send_to(text_data=said)
        error = await viewer.next("error", "pong")
        await viewer.say(type="ping", sent=2)

        assert (error["type"], len(error["message"]) < 400) == ("error", True)
        assert (await viewer.next("pong"))["sent"] == 2


class Gone:
    """A viewer whose socket fails whatever is handed to it."""

    credentials = Credentials()
    redaction: Redaction | None = None

    def deliver(self, frame):
        raise RuntimeError("closed protocol")

    def begin(self, frames): ...

    def go_on(self, frames): ...

    async def grant(self, rights):
        return rights.role

    async def hang_up(self): ...


async def test_viewer_that_cannot_be_reached_is_nobody_elses_trouble(
    begun, watching, computed
):
    gone = Gone()
    async with watching(begun.run.id) as viewer:
        await viewer.hello()
        hub = await hubs.join(begun.run.id, gone)
        assert hub
        await hub.welcome(gone, Role.WATCH, frozenset(), [])
        await computed(begun.run.id)
        await viewer.until_held((0, 479))

        assert (await viewer.next("heartbeat"))["status"] == "complete"
        assert len(hub.viewers) == 1


@pytest.mark.slow
async def test_hub_that_dies_sends_its_viewers_to_a_new_one(
    begun, watching, monkeypatch, caplog
):
    refresh = RunHub.refresh

    async def bug(self, **_):
        raise ZeroDivisionError

    async with watching(begun.run.id) as viewer:
        await viewer.hello()
        monkeypatch.setattr(RunHub, "refresh", bug)
        with pytest.raises(ConnectionError, match="4503"):
            await viewer.next("never")
    monkeypatch.setattr(RunHub, "refresh", refresh)
    async with watching(begun.run.id) as again:
        await again.hello()
        assert (await again.next("heartbeat"))["status"] == "computing"

    assert "a hub task died" in caplog.text


async def test_unknown_run_is_closed_with_its_code(transactional_db):
    async with viewing(uuid4()) as viewer:
        with pytest.raises(ConnectionError, match="4404"):
            await viewer.next("snapshot")


@pytest.mark.parametrize(
    "origin",
    [
        b"http://evil.example",
        b"null",
        b"http://testserver.evil.example",
        b"http://testserver:9999",
        b"http://[",
        b"ftp://testserver",
    ],
)
async def test_origin_of_another_site_is_turned_away(begun, origin):
    socket = WebsocketCommunicator(
        application, f"/ws/runs/{begun.run.id}/", headers=[(b"origin", origin), HOST]
    )

    assert await socket.connect(timeout=30) == (False, 1000)


async def test_operate_key_gives_the_role_and_strikes_and_reasons_work(begun, watching):
    from channels.db import database_sync_to_async

    from knightreplay.runs import services

    hand_out = database_sync_to_async(services.hand_out_key)
    key = await hand_out(begun.run.id, role=Role.HOST)
    async with watching(begun.run.id) as viewer:
        role = (await viewer.hello(key))["role"]
        act = await viewer.command(
            type="intervene", command_id="i", op="kill", servers="8", seen=0
        )
        await viewer.command(
            type="reason", command_id="r", seq=act["seq"], text="<b>odd</b>"
        )
        await viewer.command(
            type="intervene", command_id="s", op="strike", seq=act["seq"]
        )
        log = (await viewer.hello(key))["log"]

    assert role == "operate"
    assert [(e["reason"], e["struck"], e["by"]) for e in log] == [
        ("<b>odd</b>", True, "operate")
    ]


async def test_heartbeat_repairs_a_hint_that_was_lost(
    begun, watching, computed, monkeypatch
):
    from knightreplay.runs import announce

    async with watching(begun.run.id) as viewer:
        await viewer.hello()
        monkeypatch.setattr(announce, "send", lambda *hint: None)
        await computed(begun.run.id)
        await viewer.until_held(*((0, minute) for minute in range(480)))
        beat = await viewer.next("heartbeat")

    assert (beat["status"], beat["digest"]) == ("complete", "9050479f")


async def test_loop_of_the_host_is_the_clock_of_everybody(begun, watching):
    async with watching(begun.run.id) as host, watching(begun.run.id) as other:
        await host.hello(begun.host_key)
        await other.hello()
        answer = await host.command(
            type="clock",
            command_id="c-1",
            action="loop",
            **{"from": "09:54:00", "to": 6900},
        )
        clock = (await other.next("clock"))["clock"]

    assert answer["type"] == "ack"
    assert (clock["loop"], clock["sim"]) == ([6840, 6900], 6840.0)


async def test_operator_is_told_at_once_that_the_key_was_taken_back(begun, watching):
    hand_out = database_sync_to_async(services.hand_out_key)
    keys_given = database_sync_to_async(services.keys_given)
    revoke = database_sync_to_async(services.revoke_key)
    key = await hand_out(begun.run.id, role=Role.HOST)
    async with watching(begun.run.id) as operator, watching(begun.run.id) as host:
        await host.hello(begun.host_key)
        assert (await operator.hello(key))["role"] == "operate"
        given = await keys_given(begun.run.id, role=Role.HOST)

        assert await revoke(begun.run.id, given[0].id, role=Role.HOST)

        assert (await operator.next("role"))["role"] == "watch"
        answer = await operator.command(type="clock", command_id="x", action="play")
        assert answer["code"] == "forbidden"
        answer = await host.command(type="clock", command_id="y", action="play")
        assert answer["type"] == "ack"


async def test_socket_that_says_nothing_is_closed(begun, watching, monkeypatch):
    monkeypatch.setattr("knightreplay.live.socket.PATIENCE", 0.05)
    async with watching(begun.run.id) as viewer:
        with pytest.raises(ConnectionError, match="4408"):
            await viewer.next("snapshot")


@pytest.mark.slow
async def test_socket_that_said_hello_stays(begun, watching, monkeypatch):
    monkeypatch.setattr("knightreplay.live.socket.PATIENCE", 0.5)
    async with watching(begun.run.id) as viewer:
        await viewer.hello()
        beats = [await viewer.next("heartbeat") for _ in range(4)]

    assert {beat["status"] for beat in beats} == {"computing"}


async def link_to(run_id, **more):
    create = database_sync_to_async(links.create)
    return await create(run_id, LinkRequest(Role.WATCH, 6060, **more), role=Role.HOST)


async def test_page_of_a_link_closes_when_the_link_is_taken_back(begun, watching):
    """Also where the run is open: whoever revokes means that nobody goes on looking."""
    link, token = await link_to(begun.run.id)
    revoke = database_sync_to_async(links.revoke)
    async with watching(begun.run.id) as viewer, watching(begun.run.id) as other:
        await viewer.hello(token)
        await other.hello()
        await revoke(begun.run.id, link.id, role=Role.HOST)

        with pytest.raises(ConnectionError, match="4403"):
            await viewer.next("nothing")
        await other.next("heartbeat")

    async with watching(begun.run.id) as late:
        with pytest.raises(ConnectionError, match="4403"):
            await late.hello(token)


@pytest.mark.slow
async def test_page_of_a_link_closes_when_the_link_runs_out(begun, watching):
    _, token = await link_to(begun.run.id, expires=time.time() + 1.5)
    async with watching(begun.run.id) as viewer:
        await viewer.hello(token)

        with pytest.raises(ConnectionError, match="4403"):
            await viewer.next("nothing")


async def test_closing_a_run_closes_the_pages_of_strangers(begun, watching):
    close = database_sync_to_async(services.set_open)
    async with watching(begun.run.id) as stranger, watching(begun.run.id) as host:
        await stranger.hello()
        await host.hello(begun.host_key)
        await close(begun.run.id, False, role=Role.HOST)

        with pytest.raises(ConnectionError, match="4403"):
            await stranger.next("nothing")
        await host.next("heartbeat")


async def test_deleting_a_run_closes_every_page_that_is_open(begun, watching):
    delete = database_sync_to_async(services.delete_run)
    async with watching(begun.run.id) as host, watching(begun.run.id) as other:
        await host.hello(begun.host_key)
        await other.hello()
        await delete(begun.run.id, role=Role.HOST)

        for viewer in (host, other):
            with pytest.raises(ConnectionError, match="4404"):
                await viewer.next("nothing")

    async with watching(begun.run.id) as late:
        with pytest.raises(ConnectionError, match="4404"):
            await late.hello(begun.host_key)
