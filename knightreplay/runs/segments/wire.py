"""A segment as it is stored and sent: eight bytes of header, then deflated JSON."""

import struct
import zlib
from typing import Any

import orjson

from simulator.frames import Frames, to_columns

HEADER = struct.Struct("<BBHI")  # kind, version, minute, epoch
KIND, VERSION = 1, 1


def encode(epoch: int, frames: Frames) -> bytes:
    """The socket message of one segment: made once, sent to everybody as it is."""
    return encode_columns(epoch, to_columns(frames))


def encode_columns(epoch: int, columns: dict[str, Any]) -> bytes:
    """The message of one minute's columns; the same columns give the same bytes."""
    body = zlib.compress(orjson.dumps(columns), 6)
    return HEADER.pack(KIND, VERSION, columns["minute"], epoch) + body


def readdressed(payload: bytes, epoch: int) -> bytes:
    """The same segment under another epoch, as a fork sends what it shares."""
    kind, version, minute, _ = HEADER.unpack_from(payload)
    return HEADER.pack(kind, version, minute, epoch) + payload[HEADER.size :]


def decode(payload: bytes) -> tuple[int, dict[str, Any]]:
    """(epoch, columns) of a stored segment."""
    _, _, _, epoch = HEADER.unpack_from(payload)
    columns: dict[str, Any] = orjson.loads(zlib.decompress(payload[HEADER.size :]))
    return epoch, columns
