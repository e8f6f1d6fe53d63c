"""A room's socket."""

import pytest
from channels.db import database_sync_to_async

from knightreplay.rooms import services
from knightreplay.rooms.models import Seat
from tests.live.room.lesson import inside

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def opened():
    return await database_sync_to_async(services.open_room)(
        name="Class 7b", owner="browser:host"
    )


async def joined(opened, name):
    return await database_sync_to_async(services.join)(opened.room.code, name)


async def test_room_tells_all_who_is_waiting_and_the_host_the_roster(opened):
    kim = await joined(opened, "Kim")
    async with (
        inside(opened.room.code, opened.key) as host,
        inside(opened.room.code, kim.key) as member,
    ):
        room = await member.until("room", lambda m: m["room"]["here"] == 1)
        me = await member.next("me")
        told = await host.until("host", lambda m: len(m["roster"]) == 2)
        roster = told["roster"]

    assert (me["name"], me["part"], me["may"]) == ("Kim", "participant", ["predict"])
    assert room["room"]["waiting"] == ["Kim"]
    assert [(seat["name"], seat["part"]) for seat in roster] == [
        ("Host", "host"),
        ("Kim", "participant"),
    ]


async def test_stranger_and_somebody_taken_out_come_not_in(opened):
    kim = await joined(opened, "Kim")
    async with inside(opened.room.code) as stranger:
        closed = await stranger.socket.receive_output(timeout=30)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4403)

    await database_sync_to_async(services.remove)(
        opened.seat, kim.seat.number, command_id="r"
    )
    async with inside(opened.room.code, kim.key) as member:
        closed = await member.socket.receive_output(timeout=30)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4403)


@pytest.mark.parametrize("key", [None, "x" * 22])
async def test_socket_without_a_seat_says_the_same_of_a_room_and_of_none(opened, key):
    """Nobody learns from a socket which codes there are, however many are tried."""
    code = opened.room.code
    told = []
    for asked in (code, f"{(int(code) + 1) % 10**6:06}"):
        async with inside(asked, key) as stranger:
            told.append(await stranger.socket.receive_output(timeout=30))

    assert [(said["type"], said["code"]) for said in told] == [
        ("websocket.close", 4403)
    ] * 2


async def test_key_of_a_seat_in_another_room_opens_none(opened):
    other = await database_sync_to_async(services.open_room)(name="8a", owner="")
    async with inside(opened.room.code, other.key) as stranger:
        closed = await stranger.socket.receive_output(timeout=30)

    assert (closed["type"], closed["code"]) == ("websocket.close", 4403)


async def test_participant_who_speaks_the_hosts_verbs_is_refused_and_stays(opened):
    kim = await joined(opened, "Kim")
    async with inside(opened.room.code, kim.key) as member:
        refused = await member.do("arrange", "d-1", locked=True)
        unknown = await member.do("fly", "d-2")
        done = await member.do("rename", "d-3", seat=kim.seat.number, name="Ada")

    assert (refused["type"], refused["code"]) == ("error", "forbidden")
    assert unknown["message"].startswith("what: 'fly' is unknown; allowed: answer,")
    assert (done["type"], done["duplicate"]) == ("ack", False)


async def test_two_rooms_never_see_each_others_messages(opened):
    other = await database_sync_to_async(services.open_room)(name="Other", owner="")
    kim = await joined(opened, "Kim")
    async with (
        inside(opened.room.code, opened.key) as host,
        inside(other.room.code, other.key) as stranger,
        inside(opened.room.code, kim.key) as member,
    ):
        await stranger.next("room")
        await host.do("arrange", "d-1", name="Changed")
        await member.until("room", lambda m: m["room"]["name"] == "Changed")
        await stranger.do("arrange", "d-2", name="Mine")
        seen = await stranger.until("room", lambda m: m["room"]["name"] != "Other")

    assert seen["room"]["name"] == "Mine"


async def test_somebody_agrees_to_the_record_for_themselves_and_withdraws(opened):
    kim = await joined(opened, "Kim")
    async with inside(opened.room.code, kim.key) as member:
        await member.until("me", lambda m: m["recorded"] is False)
        await member.do("consent", "d-1", on=True)
        await member.until("me", lambda m: m["recorded"] is True)
        await member.do("consent", "d-2", on=False)
        again = await member.do("consent", "d-1", on=True)
        refused = await member.do("consent", "d-3", on=1)

    kept = await database_sync_to_async(Seat.objects.get)(id=kim.seat.id)
    assert again["duplicate"] is True
    assert refused["type"] == "error"
    assert kept.recorded is False


async def test_two_pages_of_one_seat_are_one_person_and_a_new_line_finds_it_again(
    opened,
):
    kim = await joined(opened, "Kim")
    async with (
        inside(opened.room.code, opened.key) as host,
        inside(opened.room.code, kim.key) as first,
    ):
        async with inside(opened.room.code, kim.key) as second:
            mine = [await page.next("me") for page in (first, second)]
            room = await host.until("room", lambda m: m["room"]["here"] == 1)
            await second.do("rename", "d-1", seat=kim.seat.number, name="Ada")
            await first.until("me", lambda m: m["name"] == "Ada")
        async with inside(opened.room.code, kim.key) as third:
            back = await third.next("me")

    assert mine[0] == mine[1]
    assert room["room"]["waiting"] == ["Kim"]
    assert (back["seat"], back["name"]) == (kim.seat.number, "Ada")
