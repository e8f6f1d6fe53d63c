"""Bundles of segments as docs/protocol.md says them, read by nothing of the product."""

import zlib

import orjson


def opened(message):
    """What a bundle holds, read by nothing of ours: addresses, then the list."""
    kind, version = message[:2]
    count = int.from_bytes(message[2:4], "little")
    begin = 8 + 6 * count
    places = [
        (
            int.from_bytes(message[at : at + 4], "little"),
            int.from_bytes(message[at + 4 : at + 6], "little"),
        )
        for at in range(8, begin, 6)
    ]
    assert (kind, version) == (2, 1)
    return places, orjson.loads(zlib.decompress(message[begin:], wbits=-15))
