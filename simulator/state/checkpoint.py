"""Checkpoints: a state as few bytes, exactly.

A header (magic, version, how many parent orders, symbols and servers) is followed by
one zlib stream: the records as they are, then every array with a byte for its item
size, whole numbers in the smallest that holds them, bytes of equal weight together
(they compress better so). Parent orders that have not arrived and trips that have not
happened are left out, and the list of active orders is read off their stages.

Behind the stream stands whose state it is: the hash of the scenario's data, the seed and
the engine. Earlier releases wrote none of it, and read over it; what they wrote is still
read, as a state of the scenario that it is read for and of any seed.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.scenario import Scenario
from simulator.state.arrays import ORDINARY, RLP, State, new_state
from simulator.version import ENGINE_VERSION

Array = npt.NDArray[Any]

_HEADER = struct.Struct("<4sBIHB")
_WHOSE = struct.Struct("<64sq16s")  # data hash, seed, engine; padded with zeros
_MAGIC = b"KRCP"
_VERSION = 2


class CheckpointError(ValueError):
    """Bytes that are not a checkpoint of this scenario, version and engine."""


def pack(state: State) -> bytes:
    """Return the checkpoint of a state that stands between two ticks."""
    body = b"".join(_encoded(array) for array in _arrays(state))
    header = _HEADER.pack(_MAGIC, _VERSION, *_sizes(state))
    origin = state.origin[0]
    whose = _WHOSE.pack(origin.data_hash, origin.seed, ENGINE_VERSION.encode())
    return header + zlib.compress(body, 1) + whose


def unpack(scenario: Scenario, data: bytes) -> State:
    """Return the state that `pack` was given.

    Raises
    ------
    CheckpointError: damaged, of another version or engine, or of another scenario.

    """
    state = new_state(scenario)
    _check_header(data, _sizes(state))
    try:
        unpacked, whose = _decompressed(data[_HEADER.size :])
        if whose:
            _check_whose(scenario, state, *_WHOSE.unpack(whose))
        body = memoryview(unpacked)
        for array in _arrays(state):
            body = _decode_into(array, body)
    except CheckpointError:
        raise
    except (zlib.error, struct.error, ValueError, IndexError, TypeError) as error:
        raise CheckpointError(f"damaged checkpoint: {error}") from error
    if body:
        raise CheckpointError(f"damaged checkpoint: {len(body)} bytes too many")
    _list_active(state)
    return state


def _sizes(state: State) -> tuple[int, int, int]:
    parents, servers = state.orders.stage.size, state.servers.flag.size
    return parents, state.market.drift.size, servers


def _check_header(data: bytes, expected: tuple[int, int, int]) -> None:
    if len(data) < _HEADER.size or not data.startswith(_MAGIC):
        raise CheckpointError("not a checkpoint")
    _, version, *sizes = _HEADER.unpack_from(data)
    if version != _VERSION:
        raise CheckpointError(f"checkpoint of version {version}, not {_VERSION}")
    if tuple(sizes) != expected:
        raise CheckpointError("checkpoint of another scenario")


def _decompressed(stream: bytes) -> tuple[bytes, bytes]:
    """Return what a stream holds, and what stands behind it."""
    decompressor = zlib.decompressobj()
    body = decompressor.decompress(stream)
    if not decompressor.eof:
        raise CheckpointError("damaged checkpoint: it ends too early")
    return body, decompressor.unused_data


def _check_whose(
    scenario: Scenario, state: State, data_hash: bytes, seed: int, engine: bytes
) -> None:
    """Refuse what is of another morning or another engine; keep the seed."""
    made_by = engine.rstrip(b"\0").decode(errors="replace")
    if made_by != ENGINE_VERSION:
        raise CheckpointError(f"checkpoint of engine {made_by}, not {ENGINE_VERSION}")
    same = (scenario.data_hash, *scenario.earlier)
    if data_hash.rstrip(b"\0").decode(errors="replace") not in same:
        raise CheckpointError(f"checkpoint of another scenario than {scenario.name}")
    state.origin[0].seed = seed


def _arrays(state: State) -> Iterator[Array]:
    """Yield what is stored; the records first, as they tell how many have arrived."""
    yield from (state.progress, state.desk, state.figures, state.costs)
    arrived = int(state.progress[0].arrived)
    orders = state.orders
    yield from (array[:arrived] for array in (orders.stage, orders.server))
    yield from (array[:arrived] for array in (orders.filled, orders.sent))
    yield from state.market
    yield from state.books
    yield from state.servers
    *arrays, log = state.guardrails
    yield from arrays
    yield log[: int(state.progress[0].trips)]


def _encoded(array: Array) -> bytes:
    if array.dtype.kind == "V":
        return array.tobytes()
    narrow = _narrowed(array) if array.dtype.kind == "i" else array
    planes = np.ascontiguousarray(narrow).view(np.uint8).reshape(-1, narrow.itemsize)
    return bytes([narrow.itemsize]) + planes.T.tobytes()


def _narrowed(array: Array) -> Array:
    """Return the same whole numbers in the smallest type that holds them all."""
    lowest, highest = (int(array.min()), int(array.max())) if array.size else (0, 0)
    for size in (1, 2, 4):
        if -(1 << 8 * size - 1) <= lowest and highest < 1 << 8 * size - 1:
            return array.astype(f"<i{size}")
    return array.astype("<i8")


def _decode_into(array: Array, body: memoryview) -> memoryview:
    """Fill an array from the start of the body; return what is left of the body."""
    if array.dtype.kind == "V":
        array.view(np.uint8)[:] = np.frombuffer(body[: array.nbytes], np.uint8)
        return body[array.nbytes :]
    size = body[0]
    end = 1 + size * array.size
    planes = np.frombuffer(body[1:end], np.uint8).reshape(size, array.size)
    items = np.ascontiguousarray(planes.T).view(f"<{array.dtype.kind}{size}")
    array[...] = items.reshape(array.shape)
    return body[end:]


def _list_active(state: State) -> None:
    stages = state.orders.stage
    active = np.flatnonzero((stages >= RLP) & (stages <= ORDINARY))
    state.orders.active[: active.size] = active
