"""Every command on a room's socket is answered to each part as the table has it."""

from typing import NamedTuple

import pytest
from channels.db import database_sync_to_async

from knightreplay.live.room.commands import WHATS
from knightreplay.rooms import services
from knightreplay.rooms.models import Room, Seat
from knightreplay.rooms.services import Question, Settings
from tests.live.room.lesson import inside
from tests.security.commands import OUTSIDE, PARTS, ROWS

pytestmark = pytest.mark.django_db(transaction=True)

OPTIONS = ["more", "less"]
ASKED = Question(5460, "choice", "More or less?", OPTIONS)  # 09:31
PLANNED = Question(5520, "choice", "And now?", OPTIONS)


class Place(NamedTuple):
    """Where one part speaks: a room of its own."""

    code: str
    key: str | None  # of its seat
    names: dict[str, int]  # of the table → numbers of this room
    seat: Seat


def prepared(part):
    """A room with a run and an open question, and one who has that part."""
    opened = services.open_room(name="7b", owner="")
    host, code = opened.seat, opened.room.code
    ada, kim = services.join(code, "Ada"), services.join(code, "Eve")
    assert ada
    assert kim
    services.begin_run(host, scenario="sec-2013", seed=29, command_id="s-1")
    services.plan(host, [ASKED, PLANNED], command_id="s-2")
    asked, planned = Room.objects.get(code=code).stops.values_list("id", flat=True)
    services.open_stop(host, asked, command_id="s-3")
    operating = Settings(permissions={"intervene": "operators"})
    services.arrange(host, operating, command_id="s-4")
    placed = {"operator": "operator", "wall": "projector"}.get(part)
    if placed:
        services.place(host, kim.seat.number, part=placed, command_id="s-5")
    mine = opened if part in ("host", "projector") else kim
    names = {"ada": ada.seat.number, "own": mine.seat.number}
    names |= {"asked": asked, "planned": planned}
    return Place(code, _key(part, mine.key), names, host), kim.seat.number


def _key(part, key):
    if part == "other":
        return services.open_room(name="Other", owner="").key
    return None if part == "stranger" else key


def test_every_command_is_in_the_table():
    assert sorted({row.what for row in ROWS}) == WHATS


@pytest.mark.slow
@pytest.mark.parametrize("part", [p for p in PARTS if p not in OUTSIDE])
async def test_commands_are_answered_to_each_part_as_the_table_says(part):
    place, kim = await database_sync_to_async(prepared)(part)
    hello = {"projector": True} if part == "projector" else {}
    said = []
    async with inside(place.code, place.key, **hello) as member:
        await member.next("room")
        if part == "removed":
            remove = database_sync_to_async(services.remove)
            await remove(place.seat, kim, command_id="s-6")
        for number, row in enumerate(ROWS):
            answer = await member.do(row.what, f"d-{number}", **_given(row, place))
            said.append((row.what, answer.get("code", answer["type"])))

    assert said == [(row.what, row.answer(part)) for row in ROWS]


@pytest.mark.parametrize("part", OUTSIDE)
async def test_who_has_no_seat_in_the_room_does_nothing_in_it(part):
    place, _ = await database_sync_to_async(prepared)(part)
    before = await database_sync_to_async(_seq)(place.code)
    early = []
    async with inside(place.code, say_hello=False) as member:
        for number, row in enumerate(ROWS):
            answer = await member.do(row.what, f"d-{number}", **_given(row, place))
            early.append(answer["code"])
    async with inside(place.code, place.key) as member:
        for number, row in enumerate(ROWS):
            given = _given(row, place)
            await member.say(
                type="do", what=row.what, command_id=f"e-{number}", **given
            )
        closed = await member.socket.receive_output(timeout=30)

    assert early == ["hello-first"] * len(ROWS)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4403)
    assert await database_sync_to_async(_seq)(place.code) == before
    assert {row.answer(part) for row in ROWS} == {"closed"}


def _seq(code):
    return Room.objects.get(code=code).seq


def _given(row, place):
    """With the numbers of this room in the places of their names."""
    names = {f"{{{name}}}": number for name, number in place.names.items()}
    return {
        field: names.get(value, value) if isinstance(value, str) else value
        for field, value in row.given.items()
    }
