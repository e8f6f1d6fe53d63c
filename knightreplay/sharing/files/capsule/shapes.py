"""What the parts of a capsule may hold.

A hash says that nothing was changed since, not that whoever wrote it meant well.
"""

import base64
import binascii
import math
import struct
import zlib
from typing import Annotated, Any, Literal, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knightreplay.runs.errors import Invalid
from knightreplay.runs.segments.wire import HEADER, KIND
from knightreplay.runs.segments.wire import VERSION as WIRE_VERSION
from knightreplay.runs.services.act_request import ACTS_LIMIT, REASON_LENGTH
from knightreplay.sharing.files.capsule.reader import place_of
from knightreplay.sharing.notes.services import NOTES_LIMIT
from knightreplay.sharing.notes.words import AUTHOR_LIMIT, TEXT_LIMIT
from simulator.clock import CLOSE, MINUTE
from simulator.frames import COLUMNS, ServerFrames

PAYLOAD_LIMIT = 256 * 1024  # bytes of a segment, inflated
LARGEST = 2**53
STOCKS_LIMIT = 1000
SERVERS_LIMIT = 100
STOCKS = ("position", "move_bp", "participation_pct", "executed", "volume")

Tick = Annotated[int, Field(ge=0, lt=CLOSE)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
Word = Annotated[str, Field(max_length=32)]
Seconds = Annotated[float, Field(strict=False, ge=0, le=1e12, allow_inf_nan=False)]


class Shape(BaseModel):
    model_config = ConfigDict(strict=True)


S = TypeVar("S", bound=Shape)


class About(Shape):
    scenario: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]
    seed: Annotated[int, Field(ge=0, le=LARGEST - 1)]
    engine_version: Annotated[str, Field(pattern=r"^[\w.+-]{1,32}$")]
    data_hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    epoch: Number
    name: Annotated[str, Field(max_length=80)] = ""


class ActRow(Shape):
    """A row of the log; `arguments` are the engine's to judge."""

    model_config = ConfigDict(strict=True, extra="forbid")

    seq: Annotated[int, Field(ge=1, le=2**31 - 1)]
    epoch: Number
    cut: Tick | None
    op: Annotated[str, Field(max_length=24)]
    tick: Tick
    arguments: Annotated[
        dict[Literal["servers", "on", "scope", "mode", "guardrail", "params"], Any],
        Field(max_length=6),
    ]
    target: Number | None
    reason: Annotated[str, Field(max_length=REASON_LENGTH)]
    role: Literal["host", "operate"]
    took: Literal["seen", "present", "at"]
    made_at: Seconds


class Rows(Shape):
    rows: Annotated[list[ActRow], Field(max_length=ACTS_LIMIT)]


class Stock(Shape):
    id: Annotated[str, Field(pattern=r"^[\w.-]{1,16}$")]
    price: Annotated[int, Field(ge=0, le=LARGEST)]
    volume: Annotated[int, Field(ge=0, le=LARGEST)]


class MomentShape(Shape):
    tick: Annotated[int, Field(ge=0, le=CLOSE)]
    label: Annotated[str, Field(max_length=120)]
    kind: Literal["sourced", "inferred", "modelled"]
    source: Annotated[str, Field(max_length=200)]
    contested: bool = False
    until: Annotated[int, Field(ge=0, le=CLOSE)] | None = None


class PresetActShape(Shape):
    """The engine says of the rest what it knows."""

    model_config = ConfigDict(strict=True, extra="allow")

    op: Word
    tick: Tick
    servers: Annotated[list[int], Field(max_length=SERVERS_LIMIT)]


class ScenarioShape(Shape):
    """As runs/scenario_snapshot.py writes it down."""

    title: Annotated[str, Field(max_length=120)]
    server_count: Annotated[int, Field(ge=1, le=SERVERS_LIMIT)]
    symbols: Annotated[list[Stock], Field(max_length=STOCKS_LIMIT)]
    events: Annotated[list[MomentShape], Field(max_length=100)]
    preset: Annotated[list[PresetActShape], Field(max_length=100)]


class NoteShape(Shape):
    id: Annotated[str, Field(max_length=64)]
    answers: Annotated[str, Field(max_length=64)] | None = None
    at: Annotated[int, Field(ge=0, le=CLOSE)]
    last: Annotated[int, Field(ge=0, le=CLOSE)] | None = None
    panel: Annotated[str, Field(max_length=24)] = ""
    author: Annotated[str, Field(max_length=AUTHOR_LIMIT)]
    text: Annotated[str, Field(max_length=TEXT_LIMIT)]
    created: Seconds
    edited: Seconds | None = None
    resolved: Seconds | None = None
    resolved_by: Annotated[str, Field(max_length=AUTHOR_LIMIT)] = ""


class Notes(Shape):
    notes: Annotated[list[NoteShape], Field(max_length=NOTES_LIMIT)]


def checked(shape: type[S], value: Any, part: str) -> S:
    """The value as its shape.

    Raises
    ------
    Invalid
        naming the part and the first field that is wrong.
    """
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"][:4]))
        what = field[:60] or "its form"
        raise Invalid(f"capsule: {part}: {what} is not as it should be") from error


def inflated(key: tuple[int, int], text: str) -> bytes:
    """The JSON of a segment, whose header says what its line says.

    Raises
    ------
    Invalid
    """
    try:
        payload = base64.b64decode(text, validate=True)
        kind, version, minute, epoch = HEADER.unpack_from(payload)
        stream = zlib.decompressobj()
        body = stream.decompress(payload[HEADER.size :], PAYLOAD_LIMIT)
    except (binascii.Error, struct.error, zlib.error) as error:
        raise Invalid(f"capsule: {place_of(*key)}: cannot be read") from error
    right = (kind, version, epoch, minute) == (KIND, WIRE_VERSION, *key)
    if not right or not stream.eof or stream.unused_data:
        raise Invalid(f"capsule: {place_of(*key)}: not one minute's segment")
    return body


def check_segment(key: tuple[int, int], body: bytes) -> None:
    """Refuses what no engine of ours has written: columns, lengths, finite numbers.

    Raises
    ------
    Invalid
    """
    try:
        wrong = _wrong_in(orjson.loads(body), key[1])
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        wrong = "its form"
    if wrong:
        raise Invalid(f"capsule: {place_of(*key)}: {wrong} is not as it should be")


def _wrong_in(body: Any, minute: int) -> str | None:
    if body["minute"] != minute:
        return "minute"
    for name in COLUMNS:
        if not _are_numbers(body["columns"][name], MINUTE):
            return name
    if not 1 <= len(body["servers"]) <= SERVERS_LIMIT:
        return "servers"
    for server in body["servers"]:
        for name in ServerFrames._fields:
            if not _are_numbers(server[name], MINUTE):
                return f"servers.{name}"
    stocks = body["stocks"]
    count = len(stocks["position"])
    for name in STOCKS:
        if name in stocks and not _are_numbers(stocks[name], count):
            return f"stocks.{name}"
    if count > STOCKS_LIMIT or not _is_small(body):
        return "its size"
    return None


def _are_numbers(values: Any, count: int) -> bool:
    return (
        isinstance(values, list)
        and len(values) == count
        and all(
            type(value) in (int, float)
            and math.isfinite(value)
            and abs(value) <= LARGEST
            for value in values
        )
    )


def _is_small(body: dict[str, Any]) -> bool:
    """What is told once a minute: the split by cause, the trips, what is armed."""
    split, trips, armed = (
        body.get("split", {}),
        body.get("trips", []),
        body.get("armed", []),
    )
    return (
        all(_are_numbers([*part.values()], len(part)) for part in split.values())
        and len(trips) <= STOCKS_LIMIT
        and all(type(trip["tick"]) is int for trip in trips)
        and all(isinstance(name, str) for name in armed)
    )
