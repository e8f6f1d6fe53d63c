"""Every byte that a fogged, a blind or a predicting seat is sent, over a stretch that is played.

The traffic is taken as it comes from the socket, segments inflated; pages and API with the
session of a browser that has the seat.
"""

import json
import zlib
from contextlib import asynccontextmanager

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client
from django.urls import reverse

from knightreplay.asgi import application
from knightreplay.live.run.consumer import hubs
from knightreplay.pages import cards
from knightreplay.rooms import fog, services
from knightreplay.rooms.models import Room
from knightreplay.rooms.services import Question, Settings
from knightreplay.runs import services as runs
from knightreplay.runs.models import Role, Run, Segment
from knightreplay.runs.segments import computing
from knightreplay.runs.segments.wire import HEADER, decode
from knightreplay.runs.services import ActRequest, Movement
from knightreplay.sharing.notes import services as notes
from simulator.scenario import load_scenario
from tests import morning
from tests.live.viewer import HOST, ORIGIN
from tests.reading import fields_of
from tests.security.matrix import ADDRESSES

pytestmark = pytest.mark.django_db(transaction=True)

AT = 5640  # 09:34
CUT = 5520  # 09:32
ENOUGH = 100  # minute: 09:40
SECRET = "server eight, said the host"


class Tap:
    """One socket, and all that came through it as it came."""

    def __init__(self, communicator):
        self.socket = communicator
        self.texts = []
        self.payloads = []

    async def say(self, **message):
        await self.socket.send_to(text_data=json.dumps(message))

    async def until(self, condition):
        """Takes in what comes, to the first message for which the condition holds."""
        while True:
            event = await self.socket.receive_output(timeout=60)
            if event.get("bytes") is not None:
                self.payloads.append(event["bytes"])
                continue
            self.texts.append(event["text"])
            message = json.loads(event["text"])
            if condition(message):
                return message

    @property
    def heard(self):
        """All of it as text, the segments inflated."""
        bodies = [zlib.decompress(p[HEADER.size :]).decode() for p in self.payloads]
        return "\n".join([*self.texts, *bodies])


@asynccontextmanager
async def tapping(path, **hello):
    communicator = WebsocketCommunicator(application, path, headers=[ORIGIN, HOST])
    connected, _ = await communicator.connect(timeout=60)
    assert connected
    tap = Tap(communicator)
    try:
        await tap.say(type="hello", **hello)
        yield tap
    finally:
        await communicator.disconnect(timeout=60)


def is_type(kind):
    return lambda message: message["type"] == kind


class Lesson:
    """A room with a host, somebody with a seat, and a run that is computed."""

    def __init__(self, **begun):
        self.opened = services.open_room(name="7b", owner="browser:host")
        joined = services.join(self.opened.room.code, "Kim")
        assert joined
        self.joined = joined
        self.number = 0
        given = {"scenario": "sec-2013", "seed": 29, **begun}
        services.begin_run(self.host, command_id=self.id(), **given)
        run = Room.objects.select_related("run").get(id=self.opened.room.id).run
        assert run
        self.run: Run = run
        self.compute()

    @property
    def host(self):
        return self.opened.seat

    def id(self):
        self.number += 1
        return f"lesson-{self.number}"

    def compute(self):
        """As far as it is played, and some minutes more."""
        self.run = Run.objects.get(id=self.run.id)
        stored = Segment.objects.filter(run=self.run, epoch=self.run.epoch)
        while not stored.filter(minute__gte=ENOUGH).exists():
            computing.advance(self.run.id)

    def place(self, kind):
        seat = self.joined.seat.number
        services.place(self.host, seat, fog=kind, command_id=self.id())
        services.arrange(self.host, Settings(fogged=True), command_id=self.id())

    def act(self):
        """What other people do meanwhile: they write, act, rename; the clock moves."""
        seek = Movement("seek", to=AT)
        runs.move_clock(self.run.id, seek, role=Role.HOST, command_id=self.id())
        runs.intervene(
            self.run.id,
            ActRequest("kill", (8,)),
            role=Role.HOST,
            reason=SECRET,
            at=CUT,
            command_id=self.id(),
        )
        self.compute()
        note = notes.Draft(text=SECRET, author="Host", at=CUT)
        notes.write(
            self.run.id, note, who=notes.Person(Role.HOST), command_id=self.id()
        )
        services.rename(self.host, 1, "Teacher", command_id=self.id())
        runs.move_clock(
            self.run.id,
            Movement("play"),
            role=Role.HOST,
            command_id=self.id(),
        )

    def reveal(self):
        services.arrange(self.host, Settings(fogged=False), command_id=self.id())

    def browser(self):
        """A browser that has the seat, with its session."""
        client = Client()
        session = client.session
        session["seats"] = {self.opened.room.code: self.joined.seat.id}
        session.save()
        return client


async def lesson_of(**begun):
    return await database_sync_to_async(Lesson)(**begun)


@pytest.fixture(autouse=True)
def _no_hub_stays():
    yield
    hubs._hubs.clear()


async def played(lesson, stays=1):
    """What a participant's two sockets hear from before the acts to after them."""
    key = lesson.joined.key
    run, room = f"/ws/runs/{lesson.run.id}/", f"/ws/rooms/{lesson.opened.room.code}/"
    async with tapping(run, seat_key=key) as tap, tapping(room, seat_key=key) as aside:
        await tap.until(is_type("snapshot"))
        await aside.until(is_type("me"))
        await database_sync_to_async(lesson.act)()
        await tap.until(lambda m: m["type"] == "epoch")
        for _ in range(stays):
            await tap.until(
                lambda m: m["type"] == "heartbeat" and m["clock"]["sim"] >= AT
            )
            await tap.until(is_type("heartbeat"))
        await aside.until(is_type("heartbeat"))
    # Somebody of the same kind who comes late is sent it all from the beginning.
    async with tapping(run, seat_key=key) as late:
        await late.until(is_type("snapshot"))
        await late.until(is_type("heartbeat"))
    return tap, aside, late


@pytest.mark.slow
async def test_risk_seat_gets_no_forbidden_byte_before_the_fog_lifts():
    lesson = await lesson_of()
    await database_sync_to_async(lesson.place)(fog.RISK)
    taps = await played(lesson)

    heard = "\n".join(tap.heard for tap in taps)
    seen = fog.seen_now(fog.RISK) | fog.seen_late(fog.RISK)
    got = [decode(payload) for tap in taps for payload in tap.payloads]
    assert {field for _, columns in got for field in fields_of(columns)} <= seen
    minutes = {columns["minute"] for _, columns in got}
    assert set(range(AT // 60)) <= minutes
    for word in (SECRET, "sec-2013", "Flagged orders", "NYSE", "kill", "Rollback"):
        assert word not in heard
    assert '"seed":29' not in heard


@pytest.mark.slow
async def test_risk_seat_sees_its_screen_two_minutes_late():
    lesson = await lesson_of()
    await database_sync_to_async(lesson.place)(fog.RISK)
    tap, _, _ = await played(lesson)

    _, columns = decode(tap.payloads[-1])
    earlier = Segment.objects.filter(run=lesson.run, minute=columns["minute"] - 2)
    newest = database_sync_to_async(earlier.order_by("epoch").last)
    row = await newest()
    assert row
    _, before = decode(bytes(row.payload))
    assert columns["columns"]["gross"] == before["columns"]["gross"]
    assert columns["columns"]["gross"] != [0] * 60


@pytest.mark.slow
async def test_lifting_the_fog_is_in_the_log_and_sends_everything_afresh():
    lesson = await lesson_of()
    await database_sync_to_async(lesson.place)(fog.RISK)
    run = f"/ws/runs/{lesson.run.id}/"
    async with tapping(run, seat_key=lesson.joined.key) as tap:
        fogged = await tap.until(is_type("snapshot"))
        await database_sync_to_async(lesson.reveal)()
        await tap.until(is_type("afresh"))
        await tap.say(type="hello", seat_key=lesson.joined.key)
        lifted = await tap.until(is_type("snapshot"))

    assert (fogged["run"]["title"], lifted["run"]["scenario"]) == ("", "sec-2013")
    assert "hides" not in lifted
    commands = await database_sync_to_async(
        lambda: list(lesson.opened.room.commands.values_list("what", "arguments"))
    )()
    assert commands[-1] == ("arrange", {"fogged": False})


@pytest.mark.slow
async def test_projector_of_a_fogged_room_shows_what_was_public():
    lesson = await lesson_of()
    await database_sync_to_async(lesson.place)(fog.RISK)
    await database_sync_to_async(lesson.act)()
    run = f"/ws/runs/{lesson.run.id}/"
    async with tapping(run, seat_key=lesson.opened.key, projector=True) as tap:
        snapshot = await tap.until(is_type("snapshot"))
        await tap.until(is_type("heartbeat"))

    got = [decode(payload)[1] for payload in tap.payloads]
    assert {field for columns in got for field in fields_of(columns)} <= fog.seen_now(
        fog.PUBLIC
    )
    assert (snapshot["role"], snapshot["may"]) == ("seat", [])


@pytest.mark.slow
async def test_blind_participant_is_told_neither_scenario_nor_seed_nor_server():
    lesson = await lesson_of(blind=True)
    taps = await played(lesson)
    pages = await database_sync_to_async(visited)(lesson)

    heard = "\n".join([*(tap.heard for tap in taps), *pages])
    scenario = load_scenario(lesson.run.scenario)
    for word in (scenario.name, scenario.title, scenario.summary.strip()):
        assert word not in heard
    assert str(lesson.run.seed) not in heard
    assert scenario.data_hash not in heard
    got = [decode(payload) for tap in taps for payload in tap.payloads]
    for _, columns in got:
        for server in columns["servers"]:
            assert not {"emails", "loops"} & set(server)
            assert not any(state & 1 for state in server.get("state", ()))
    alone = [c for epoch, c in got if epoch == 0 and c["minute"] * 60 >= CUT + 60]
    late = taps[2]
    assert alone == [] or all(
        fields_of(decode(p)[1]) == set()
        for p in late.payloads
        if decode(p)[0] == 0 and decode(p)[1]["minute"] * 60 >= AT + 60
    )


def visited(lesson):
    """What pages and API answer to the seat's browser, refusals among it."""
    client = lesson.browser()
    found = []
    for path in ("/runs/{run}/", "/mine/", "/rooms/{code}/", *READS):
        code = lesson.opened.room.code
        answer = client.get(path.format(run=lesson.run.id, code=code, key=1))
        if path in READS:
            assert answer.status_code in (403, 404), path
        else:
            assert answer.status_code == 200, path
        found.append(answer.content.decode())
    return found


# Everything that the API answers about one run.
READS = tuple(
    address.path
    for address in ADDRESSES
    if address.method == "GET" and address.path.startswith("/api/v1/runs/{run}")
)


def predicting(at):
    """A lesson that is stopped at a tick and has been shown to there."""
    lesson = Lesson()
    question = Question(at=at, kind="words", text="What is next?")
    services.plan(lesson.host, [question], command_id=lesson.id())
    services.arrange(lesson.host, Settings(predicting=True), command_id=lesson.id())
    seek = Movement("seek", to=at)
    runs.move_clock(lesson.run.id, seek, role=Role.HOST, command_id=lesson.id())
    morning.compute(lesson.run.id)
    lesson.run.refresh_from_db()
    return lesson


@pytest.mark.slow
async def test_while_a_room_predicts_nobody_holds_a_frame_after_the_stop():
    lesson = await database_sync_to_async(predicting)(AT)
    run = f"/ws/runs/{lesson.run.id}/"
    for key in (lesson.opened.key, lesson.joined.key):
        async with tapping(run, seat_key=key) as tap:
            await tap.until(is_type("snapshot"))
            beat = await tap.until(is_type("heartbeat"))
        minutes = {decode(payload)[1]["minute"] for payload in tap.payloads}
        assert minutes == set(range(AT // 60))
        assert beat["until"] == AT
        assert "Rollback" not in tap.heard


@pytest.mark.slow
def test_while_a_room_predicts_its_host_reads_nothing_of_the_day_after_it_either():
    lesson = predicting(AT)
    told = Client(headers={"authorization": f"Bearer {lesson.opened.key}"})
    loss, executions = lesson.run.loss_cents, lesson.run.figures["executions"]
    secrets = [str(loss), str(loss // 100), str(executions), "Rollback", "09:54"]
    for path in READS:
        answer = told.get(path.format(run=lesson.run.id, key=1))
        if answer.streaming:  # frames of before
            continue
        said = answer.content.decode()
        assert not [secret for secret in secrets if secret in said], path
    late = told.get(f"/api/v1/runs/{lesson.run.id}/frames?from=09:33&to=10:00")
    assert late.status_code == 409
    fork = told.post(
        f"/api/v1/runs/{lesson.run.id}/forks",
        {"at": "09:31"},
        content_type="application/json",
    )
    assert fork.status_code == 409


@pytest.mark.slow
def test_while_a_room_predicts_its_browsers_are_kept_from_other_mornings():
    lesson = predicting(AT)
    other = runs.start_run(scenario="sec-2013", seed=29)
    client = lesson.browser()
    card = cards.card_of("sec-2013")
    begin = {"scenario": "sec-2013", "seed": 29}

    assert "data-figures" not in client.get("/").content.decode()
    assert "<dd>" not in client.get("/scenarios/").content.decode()
    assert "lost by 16:00" not in client.get("/facts/claims/").content.decode()
    assert client.post("/facts/claims/", {"trial": "end.1"}).status_code == 403
    for name in ("curve", "figures"):
        address = reverse(name, args=[card.name, card.version])
        assert client.get(address).status_code == 403
    assert client.get(other.run.get_absolute_url()).status_code == 403
    assert client.get(f"/api/v1/runs/{other.run.id}").status_code == 403
    assert client.post("/", begin).status_code == 403
    started = client.post("/api/v1/runs", begin, content_type="application/json")
    assert started.status_code == 403

    services.arrange(lesson.host, Settings(own_runs=True), command_id=lesson.id())
    assert client.get(other.run.get_absolute_url()).status_code == 200
    services.arrange(lesson.host, Settings(predicting=False), command_id=lesson.id())
    assert "data-figures" in client.get("/").content.decode()
