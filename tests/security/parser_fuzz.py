"""A storm on the parsers of both sockets: each message is understood or refused in one line.

They are made of the messages in docs/protocol.md and of some that tests/security/fuzz.py and
room_fuzz.py draw: bytes changed, two joined, a field of one put into another. Short in the
tests, a million in `make drill`.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hypothesis.strategies import SearchStrategy

from knightreplay.live.protocol import ProtocolError
from knightreplay.live.room import protocol as room_protocol
from knightreplay.live.run import protocol as run_protocol
from tests.security import fuzz, room_fuzz
from tests.security.fuzz import CODES, batches

DOCUMENT = Path(__file__).parents[2] / "docs" / "protocol.md"
RUNS, ROOMS = ("client", fuzz.texts), ("roomclient", room_fuzz.texts)
Kind = tuple[
    str, SearchStrategy[str]
]  # how the document marks it, how others are drawn
DRAWN = 50  # of each socket's messages
UNDERSTOOD = "understood"
PARSERS: tuple[Callable[[str], Any], ...] = (run_protocol.parse, room_protocol.parse)
STRANGE = (
    *("\x00", "\ud800", "\u202e", "٣", "\\", '"', "{", "}", "[", "]", ":", ","),
    *("null", "true", "-0", "1e999", "NaN", "9" * 400, "\\ud800", " ", "é"),
)


def storm(total: int, seed: int) -> Counter[str]:
    """How many were understood, and how many refused with which code."""
    told: Counter[str] = Counter()
    for text in messages(total, seed):
        for parse in PARSERS:
            told[_answer(parse, text)] += 1
    return told


def _answer(parse: Callable[[str], Any], text: str) -> str:
    try:
        parse(text)
    except ProtocolError as error:
        refusal = error
    else:
        return UNDERSTOOD
    assert refusal.code in CODES, (refusal.code, text)
    assert "\n" not in refusal.message, text
    return refusal.code


def messages(
    total: int, seed: int, kinds: Sequence[Kind] = (RUNS, ROOMS)
) -> Iterator[str]:
    """The same for the same seed."""
    chance = random.Random(seed)
    pool = [text for mark, drawing in kinds for text in _pool(mark, drawing, seed)]
    ways = (_said_anew, _bytes_changed, _joined, _field_moved, _field_changed)
    for _ in range(total):
        yield chance.choice(ways)(pool, chance)


def _pool(mark: str, drawing: SearchStrategy[str], seed: int) -> Iterator[str]:
    """The document's examples, several times, and some that are drawn."""
    examples = rf"```json {mark}\n(.*?)\n```"
    document = DOCUMENT.read_text(encoding="utf-8")
    yield from re.findall(examples, document, re.DOTALL) * 5
    for batch in batches(DRAWN, DRAWN, seed, drawing):
        # What is too long is refused unread: others are made of what is read.
        yield from (text for text in map(str, batch) if len(text) < 4000)


def _said_anew(pool: Sequence[str], chance: random.Random) -> str:
    """As it stands, under an id of its own."""
    one = _object(chance.choice(pool))
    one["command_id"] = f"c-{chance.randrange(10**9)}"
    one.pop("expect_epoch", None)
    return json.dumps(one)


def _bytes_changed(pool: Sequence[str], chance: random.Random) -> str:
    text = chance.choice(pool)
    for _ in range(chance.randint(1, 3)):
        place = chance.randint(0, len(text))
        skipped = chance.choice((0, 0, 1, 5))
        text = text[:place] + chance.choice(STRANGE) + text[place + skipped :]
    return text


def _joined(pool: Sequence[str], chance: random.Random) -> str:
    one, other = chance.choice(pool), chance.choice(pool)
    return one[: chance.randint(0, len(one))] + other[chance.randint(0, len(other)) :]


def _field_moved(pool: Sequence[str], chance: random.Random) -> str:
    """A field of one message in another."""
    one, other = _object(chance.choice(pool)), _object(chance.choice(pool))
    if other:
        name = chance.choice(sorted(other))
        one[name] = other[name]
    return json.dumps(one)


def _field_changed(pool: Sequence[str], chance: random.Random) -> str:
    """Another kind of value where one stood."""
    one = _object(chance.choice(pool))
    if one:
        name = chance.choice(sorted(one))
        values: tuple[Any, ...] = (
            None,
            True,
            -1,
            2**63,
            0.5,
            "",
            "8",
            [],
            {},
            [one[name]],
            one[name],
        )
        one[name] = chance.choice(values)
    return json.dumps(one)


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
