"""A segment as it is stored and sent: eight bytes of header, then deflated JSON."""

import struct
import zlib
from typing import Any

import orjson

from simulator.frames import Frames, to_columns

HEADER = struct.Struct("<BBHI")  # kind, version, minute, owner epoch
KIND, VERSION = 1, 1


def encode(owner: int, frames: Frames) -> bytes:
    """The socket message of one segment: made once, sent to everybody as it is."""
    return encode_columns(owner, to_columns(frames))


def encode_columns(owner: int, columns: dict[str, Any]) -> bytes:
    """The message of one minute's columns; the same columns give the same bytes."""
    body = zlib.compress(orjson.dumps(columns), 6)
    return HEADER.pack(KIND, VERSION, columns["minute"], owner) + body


def readdressed(payload: bytes, owner: int) -> bytes:
    """The same segment under another owner epoch, as a fork sends what it shares."""
    kind, version, minute, _ = HEADER.unpack_from(payload)
    return HEADER.pack(kind, version, minute, owner) + payload[HEADER.size :]


def decode(payload: bytes) -> tuple[int, dict[str, Any]]:
    """(owner epoch, columns) of a stored segment."""
    _, _, _, owner = HEADER.unpack_from(payload)
    columns: dict[str, Any] = orjson.loads(zlib.decompress(payload[HEADER.size :]))
    return owner, columns
