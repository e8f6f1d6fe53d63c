"""What a client may say, as docs/protocol.md shows it."""

import contextlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knightreplay.live.protocol import ProtocolError
from knightreplay.live.run.protocol import Hello, MoveClock, parse

DOCS = (Path(__file__).parents[3] / "docs/protocol.md").read_text()
CLIENT = re.findall(r"```json client\n(.*?)\n```", DOCS, re.DOTALL)


@pytest.mark.parametrize("example", CLIENT)
def test_parse_takes_every_example_of_the_documentation(example):
    said = json.loads(example)
    if isinstance(said.get("to"), str):
        said["to"] = 6060

    message = parse(example)

    assert message.model_dump(exclude_unset=True, by_alias=True) == said


def test_documentation_shows_every_client_message():
    kinds = {json.loads(example)["type"] for example in CLIENT}

    assert kinds == {"hello", "fill", "clock", "intervene", "reason", "ping"}


def test_parse_reads_times_as_ticks():
    text = '{"type":"clock","command_id":"a","action":"seek","to":"09:35"}'

    message = parse(text)

    assert isinstance(message, MoveClock)
    assert message.to == 5700


def test_parse_takes_a_hello_with_nothing_to_say():
    assert parse('{"type": "hello"}') == Hello(type="hello")


CLOCK = '{"type":"clock","command_id":"c","action":%s}'


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", "malformed", "not JSON"),
        ("nonsense", "malformed", "not JSON"),
        ("[" * 5000, "malformed", "not JSON"),
        ("[1]", "malformed", "JSON object"),
        ("{}", "unknown-type", "type: None is unknown"),
        ('{"type": "shout"}', "unknown-type", "'shout' is unknown"),
        ('{"type": ["a"]}', "unknown-type", "is unknown"),
        ('{"type": "hello", "have": [[0, 1]]}', "invalid", "have.0"),
        ('{"type": "hello", "host_key": 7}', "invalid", "host_key: 7"),
        ('{"type": "hello", "more": 1}', "invalid", "more: 1"),
        (CLOCK % '"jump"', "invalid", "action: 'jump'"),
        (CLOCK % '"seek", "to": "25:00"', "invalid", "to: value '25:00'"),
        (CLOCK % '"seek", "to": true', "invalid", "to: True"),
        (CLOCK % '"seek", "to": 28801', "invalid", "to: 28801"),
        (CLOCK % '"speed", "speed": NaN', "invalid", "speed: nan"),
        (CLOCK % '"speed", "speed": 1e999', "invalid", "speed: inf"),
        ('{"type":"clock","action":"play"}', "invalid", "command_id"),
        ('{"type":"clock","command_id":"ä","action":"play"}', "invalid", "command_id"),
        (json.dumps({"type": "hello", "pad": "x" * 70000}), "too-large", "64 KiB"),
    ],
)
def test_parse_refuses_in_one_sentence(text, code, message):
    with pytest.raises(ProtocolError) as caught:
        parse(text)

    assert caught.value.code == code
    assert message in caught.value.message
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 300


def test_refusal_names_the_command_it_answers():
    with pytest.raises(ProtocolError) as caught:
        parse('{"type":"clock","command_id":"c-9","action":"jump"}')

    assert caught.value.command_id == "c-9"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
FIELDS = ["type", "command_id", "action", "to", "have", "seen", "op", "servers", "on"]


@pytest.mark.slow
@given(
    body=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6),
    kind=st.sampled_from(["hello", "clock", "intervene", "reason", "ping", "other"]),
)
def test_parse_answers_anything_with_a_message_or_one_refusal(body, kind):
    text = json.dumps({**body, "type": kind})

    with contextlib.suppress(ProtocolError):
        assert parse(text).type == kind
