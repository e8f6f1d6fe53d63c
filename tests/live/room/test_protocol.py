"""What is said on a room's socket, as docs/protocol.md shows it."""

import json
import re
from pathlib import Path

import pytest

from knightreplay.live.room import messages
from knightreplay.live.room.commands import WHATS
from knightreplay.live.room.protocol import parse
from knightreplay.rooms import selectors, services
from knightreplay.rooms.operations import OPERATIONS
from knightreplay.rooms.services import Question, RoomCommandResult

DOCS = (Path(__file__).parents[3] / "docs/protocol.md").read_text()
ROOMS = (Path(__file__).parents[3] / "docs/rooms.md").read_text()
CLIENT = re.findall(r"```json roomclient\n(.*?)\n```", DOCS, re.DOTALL)
SERVER = [
    json.loads(example)
    for example in re.findall(r"```json roomserver\n(.*?)\n```", DOCS, re.DOTALL)
]


@pytest.mark.parametrize("example", CLIENT)
def test_parse_takes_every_example_of_the_documentation(example):
    message = parse(example)

    assert message.model_dump(exclude_unset=True) == json.loads(example)


def test_documentation_names_everything_that_can_be_done():
    section = DOCS.split("## Rooms")[1]
    operations = ROOMS.split("| Operation |")[1]

    assert [w for w in WHATS if f"`{w}`" not in section and w not in OPERATIONS] == []
    assert [what for what in OPERATIONS if f"`{what}`" not in operations] == []


def example(kind):
    return next(message for message in SERVER if message["type"] == kind)


def assert_known(documented, told):
    """Whatever the documentation shows is there, in every part of it."""
    assert set(documented) <= set(told)


@pytest.mark.django_db
def test_documentation_shows_what_a_room_is_told():
    opened = services.open_room(name="Class 7b", owner="")
    joined = services.join(opened.room.code, "Kim")
    assert joined
    question = Question(60, "server", "Which?", (), {"choice": 8}, 60)
    services.plan(opened.seat, [question], command_id="d-1")
    stop = opened.room.stops.get()
    services.open_stop(opened.seat, stop.id, command_id="d-2")
    services.answer(joined.seat, stop.id, 8, command_id="d-3")
    view = selectors.view(opened.room.id)
    assert view
    room, host = messages.room(view), messages.host(view)
    me = messages.me(view, joined.seat)

    for told in (room, host, me, messages.ack(RoomCommandResult("d", 1))):
        assert_known(example(told["type"]), told)
    assert_known(example("room")["room"], room["room"])
    assert_known(example("room")["room"]["stops"][0], room["room"]["stops"][0])
    assert_known(example("host")["roster"][0], host["roster"][0])
    assert_known(example("host")["plan"][0], host["plan"][0])
    assert_known(example("me")["answers"]["7"], me["answers"][str(stop.id)])
