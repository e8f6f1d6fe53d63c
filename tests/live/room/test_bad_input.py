"""Whatever comes in on a room's socket is answered by one sentence, and the page stays."""

import json
from typing import Any

import pytest
from channels.db import database_sync_to_async

from knightreplay.rooms import services
from knightreplay.rooms.models import Answer, Room, Seat, Stop
from knightreplay.rooms.services import Question
from tests.live.room.lesson import inside

pytestmark = pytest.mark.django_db(transaction=True)

MORE = Question(5460, "choice", "More or less?", ["more", "less"])  # 09:31
WHY = Question(5520, "words", "Why?")
MARKUP = "<img src=x onerror=alert(1)>"


class Lesson:
    """A room with two questions of which the first is open, and one who is asked."""

    def __init__(self, name="7b"):
        self.opened = services.open_room(name=name, owner="")
        self.host, self.code = self.opened.seat, self.opened.room.code
        self.kim, self.ada = (services.join(self.code, n) for n in ("Kim", "Ada"))
        services.begin_run(
            self.host, scenario="sec-2013", seed=29, command_id=f"{name}-1"
        )
        services.plan(self.host, [MORE, WHY], command_id=f"{name}-2")
        room = Room.objects.get(code=self.code)
        self.more, self.why = room.stops.values_list("id", flat=True)
        self.open(self.more)

    def open(self, stop):
        services.open_stop(self.host, stop, command_id=f"open-{stop}")

    def close(self, stop):
        services.close_stop(self.host, stop, anyway=True, command_id=f"close-{stop}")


@pytest.fixture
async def lesson():
    return await database_sync_to_async(Lesson)()


async def refused(member, raw):
    """The one error to a message as it is; the socket answers the ping after it."""
    await member.socket.send_to(text_data=raw)
    await member.say(type="ping", sent=7)
    heard: list[dict[str, Any]] = []
    while not heard or heard[-1]["type"] != "pong":
        heard.append(await member.next("ack", "error", "pong"))
    assert [said["type"] for said in heard] == ["error", "pong"], (raw, heard)
    assert "\n" not in heard[0]["message"]
    return heard[0]["code"]


def malformed(stop, elsewhere):
    """Answers that are none, as text, each with the code it is refused with."""
    same = f'{{"type":"do","what":"answer","command_id":"b","stop":{stop},'
    return [
        *((f'{same}"value":{value}}}', "invalid") for value in WRONG),
        *((f'{same}"value":1,"sureness":{much}}}', "invalid") for much in SURENESS),
        (f'{same}"value":1,"lock":"yes"}}', "invalid"),
        (f'{same}"value":1,"seat":2}}', "invalid"),
        (f"{same[:-1]}}}", "invalid"),
        (f'{same}"value":1', "malformed"),
        *(
            (same.replace(f":{stop},", f":{other},") + '"value":1}', "invalid")
            for other in (elsewhere, 0, -1, 10**30, "null", '"1"', "1.5", "[]")
        ),
    ]


WRONG = (
    *("2", "-1", "null", "true", "NaN", "Infinity", "1.5", "[]", "{}", '"more"', '""'),
    *("9" * 30, "9" * 400, "-" + "9" * 19, '"\\u0000"', '"\\ud800"'),
    json.dumps("x" * 10_000),
)
SURENESS = ("2", "-0.1", "NaN", "Infinity", "1e400", '"much"', "[1]", "9" * 30)


@pytest.mark.slow
async def test_answers_that_are_none_are_refused_and_the_page_stays(lesson):
    other = await database_sync_to_async(Lesson)("other")
    async with inside(lesson.code, lesson.kim.key) as member:
        await member.next("me")
        cases = malformed(lesson.more, other.more)
        said = [(raw, await refused(member, raw)) for raw, _ in cases]
        right = await member.do("answer", "d-1", stop=lesson.more, value=1)

    assert said == cases
    assert right["type"] == "ack"
    assert await database_sync_to_async(Answer.objects.count)() == 1


async def test_answers_twice_late_and_after_the_end_are_conflicts(lesson):
    def once():
        return Answer.objects.get(stop=lesson.more, seat=lesson.kim.seat).value

    async with (
        inside(lesson.code, lesson.kim.key) as kim,
        inside(lesson.code, lesson.ada.key) as ada,
    ):
        first = await kim.do("answer", "d-1", stop=lesson.more, value=0)
        again = await kim.do("answer", "d-1", stop=lesson.more, value=1)
        locked = await kim.do("answer", "d-2", stop=lesson.more, value=1)
        taken = await ada.do("answer", "d-1", stop=lesson.more, value=1)
        early = await kim.do("answer", "d-3", stop=lesson.why, value="A flag")
        await database_sync_to_async(lesson.close)(lesson.more)
        late = await ada.do("answer", "d-4", stop=lesson.more, value=1)
        await database_sync_to_async(lesson.open)(lesson.why)
        words = await kim.do("answer", "d-5", stop=lesson.why, value=MARKUP + "\0")
        await database_sync_to_async(services.end_room)(lesson.host, command_id="end")
        over = await ada.do("answer", "d-6", stop=lesson.why, value="An order")

    assert (first["duplicate"], again["duplicate"]) == (False, True)
    refusals = (locked, taken, early, late, over)
    assert [said["code"] for said in refusals] == ["conflict"] * len(refusals)
    assert await database_sync_to_async(once)() == 0
    assert words["type"] == "ack"
    kept = await database_sync_to_async(Answer.objects.get)(stop=lesson.why)
    assert kept.value == MARKUP


async def test_names_are_one_line_of_their_own_and_not_too_long(lesson):
    number = lesson.kim.seat.number
    async with inside(lesson.code, lesson.kim.key) as member:
        said = {
            name: await member.do("rename", f"d-{place}", seat=number, name=name)
            for place, name in enumerate(
                [
                    *("ada", "x" * 500, "x" * 501, "\ud800", 8, None),
                    *(MARKUP, "a\u202eb\0c\n d", "   ", "Kim"),
                ]
            )
        }
        seen = [await member.next("me")]
        while seen[-1]["name"] != "Kim":
            seen.append(await member.next("me"))

    refusals = {name for name, answer in said.items() if answer["type"] == "error"}
    assert refusals == {"x" * 500, "x" * 501, "\ud800", 8, None}
    assert {said[name]["code"] for name in refusals} == {"invalid"}
    kept = await database_sync_to_async(_renamed)(lesson.kim.seat)
    assert kept == ["ada 2", MARKUP, "ab c d", "Guest", "Kim"]


def _renamed(seat):
    commands = seat.roomcommand_set.filter(what="rename").order_by("seq")
    return [command.arguments["name"] for command in commands]


async def test_what_a_host_calls_things_is_kept_as_one_line_that_fits(lesson):
    stop = {
        "at": 5580,
        "kind": "choice",
        "text": "Really\0?\n",
        "options": ["a\0", "b"],
    }
    scale = {"low": 0, "high": 9, "unit": "U\0SD"}
    number = {"at": 5640, "kind": "number", "text": "How much?", "options": scale}
    async with inside(lesson.code, lesson.opened.key) as host:
        await host.do("arrange", "d-1", name=f"{MARKUP}\0\n7b")
        long = await host.do("arrange", "d-2", name="x" * 500)
        bare = await host.do("plan", "d-3", stops=[{**stop, "text": "\0\n"}])
        await host.do("plan", "d-4", stops=[stop, number])
        many = await host.do("make-teams", "d-5", names=["x" * 500])
        told = await host.until("room", lambda m: m["room"]["name"] != "7b")

    assert [said["code"] for said in (long, bare, many)] == ["invalid"] * 3
    assert told["room"]["name"] == f"{MARKUP} 7b"
    assert await database_sync_to_async(_planned)() == [
        ("Really ?", ["a", "b"]),
        ("How much?", {**scale, "unit": "U SD"}),
    ]


def _planned():
    return list(Stop.objects.filter(at__gt=5520).values_list("text", "options"))


async def test_room_goes_on_while_the_hosts_lid_is_closed(lesson):
    async with inside(lesson.code, lesson.kim.key) as kim:
        async with inside(lesson.code, lesson.opened.key) as host:
            before = await host.next("room")
            await host.next("host")
        given = await kim.do("answer", "d-1", stop=lesson.more, value=1)
        mine = await kim.until("me", lambda m: m["answers"])
        async with inside(lesson.code, lesson.opened.key) as host:
            back = await host.next("room")
            told = await host.next("host")
            ended = await host.do("close-stop", "d-2", stop=lesson.more, anyway=True)
        await kim.until("room", lambda m: m["room"]["stops"][0]["state"] == "closed")

    assert (given["type"], ended["type"]) == ("ack", "ack")
    assert mine["answers"]
    assert back["seq"] == before["seq"] + 1
    same = ("code", "name", "run", "permissions", "follow", "predicting")
    assert [back["room"][k] for k in same] == [before["room"][k] for k in same]
    assert [seat["name"] for seat in told["roster"]] == ["Host", "Kim", "Ada"]
    hosts = await database_sync_to_async(Seat.objects.filter(part="host").count)()
    assert hosts == 1


@pytest.mark.slow
async def test_who_is_host_no_more_or_was_taken_out_is_told_no_more_of_it(lesson):
    numbers = {"kim": lesson.kim.seat.number, "ada": lesson.ada.seat.number}
    async with (
        inside(lesson.code, lesson.opened.key) as host,
        inside(lesson.code, lesson.kim.key) as kim,
        inside(lesson.code, lesson.ada.key) as ada,
    ):
        await ada.next("me")
        await host.do("place", "d-1", seat=numbers["kim"], part="host")
        roster = (await kim.next("host"))["roster"]
        await host.do("place", "d-2", seat=numbers["kim"], part="participant")
        await kim.until("me", lambda m: m["part"] == "participant")
        await host.do("remove", "d-3", seat=numbers["ada"])
        await ada.until("me", lambda m: m["removed"])
        await host.do("arrange", "d-4", name="Without Ada")
        await kim.until("room", lambda m: m["room"]["name"] == "Without Ada")
        await host.do("let-back", "d-5", seat=numbers["ada"])
        after: list[dict[str, Any]] = []
        while not after or after[-1]["type"] != "me":
            after.append(await ada.next("room", "me"))
        await host.do("arrange", "d-6", name="All")
        heard = [await kim.next("host", "room")]
        while heard[-1].get("room", {}).get("name") != "All":
            heard.append(await kim.next("host", "room"))

    assert [seat["part"] for seat in roster] == ["host", "host", "participant"]
    assert [said["type"] for said in heard if said["type"] == "host"] == []
    assert len([said for said in after if said["type"] == "room"]) == 1
    assert after[-1]["removed"] is False
