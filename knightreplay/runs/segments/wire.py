"""A segment as it is stored and sent: eight bytes of header, then deflated JSON.

Its stream is flushed before its end, so that it stops at a whole byte: many segments go out
in one message, one after the other as they are stored, and nothing is compressed again.
"""

import struct
import zlib
from collections.abc import Iterable
from typing import Any

import orjson

from simulator.frames import Frames, to_columns

HEADER = struct.Struct("<BBHI")  # kind, version, minute, epoch
KIND, VERSION = 1, 1
BUNDLE = 2  # the kind of a message of many
ADDRESS = struct.Struct("<IH")  # epoch, minute
CURVES = ("pnl_own", "pnl_fair", "pnl_exit")  # columns of the leading chart
COLUMNS_SIZE = (
    2**14
)  # bytes of JSON in which a minute's columns end, in any ordinary case
RAW = -zlib.MAX_WBITS  # deflate without a header and a checksum
WRAPPED = slice(2, -4)  # the deflated part of a zlib stream
FLUSHED, ENDED = b"\0\0\xff\xff", b"\x03\0"  # how a flushed stream ends


def encode(epoch: int, frames: Frames) -> bytes:
    """The socket message of one segment: made once, sent to everybody as it is."""
    return encode_columns(epoch, to_columns(frames))


def encode_columns(epoch: int, columns: dict[str, Any]) -> bytes:
    """The message of one minute's columns; the same columns give the same bytes."""
    stream = zlib.compressobj(6)
    body = stream.compress(orjson.dumps(columns))
    body += stream.flush(zlib.Z_FULL_FLUSH) + stream.flush()
    return HEADER.pack(KIND, VERSION, columns["minute"], epoch) + body


def bundle(payloads: Iterable[bytes]) -> bytes:
    """Stored segments in one message: their addresses, then one raw deflate stream.

    It inflates to the JSON list of their columns.
    """
    addresses, parts = [], [_literal(b"[")]
    for payload in payloads:
        _, _, minute, epoch = HEADER.unpack_from(payload)
        addresses.append(ADDRESS.pack(epoch, minute))
        parts += [_blocks(payload), _literal(b",")]
    parts[-1] = _literal(b"]", last=True)
    header = HEADER.pack(BUNDLE, VERSION, len(addresses), 0)
    return b"".join([header, *addresses, *parts])


def _blocks(payload: bytes) -> bytes:
    """The deflate blocks of a segment up to a whole byte, none of them the last."""
    blocks = payload[HEADER.size :][WRAPPED]
    if blocks.endswith(FLUSHED + ENDED):
        return blocks.removesuffix(ENDED)
    stream = zlib.compressobj(1, wbits=RAW)  # an earlier release did not flush
    body = zlib.decompress(payload[HEADER.size :])
    return stream.compress(body) + stream.flush(zlib.Z_FULL_FLUSH)


def _literal(text: bytes, *, last: bool = False) -> bytes:
    """A block of text as it is (RFC 1951, 3.2.4)."""
    return struct.pack("<?HH", last, len(text), len(text) ^ 0xFFFF) + text


def closing(payload: bytes) -> dict[str, int]:
    """The values of a segment's `CURVES` at its minute's end, as far as it has them.

    The columns come first, so that the rest of a minute need not be read.
    """
    head = zlib.decompressobj().decompress(payload[HEADER.size :], COLUMNS_SIZE)
    columns, _, _ = head.partition(b',"servers"')
    try:
        minute = orjson.loads(columns + b"}")
    except orjson.JSONDecodeError:
        _, minute = decode(payload)  # in another order, or longer
    found: dict[str, list[int]] = minute["columns"]
    return {name: found[name][-1] for name in CURVES if name in found}


def readdressed(payload: bytes, epoch: int) -> bytes:
    """The same segment under another epoch, as a fork sends what it shares."""
    kind, version, minute, _ = HEADER.unpack_from(payload)
    return HEADER.pack(kind, version, minute, epoch) + payload[HEADER.size :]


def decode(payload: bytes) -> tuple[int, dict[str, Any]]:
    """(epoch, columns) of a stored segment."""
    _, _, _, epoch = HEADER.unpack_from(payload)
    columns: dict[str, Any] = orjson.loads(zlib.decompress(payload[HEADER.size :]))
    return epoch, columns
