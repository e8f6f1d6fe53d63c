"""The hash by which two states are known to be the same."""

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.state.arrays import State

_FLOAT, _INT = "<f8", "<i8"


def state_hash(state: State) -> str:
    """Return the first 32 hexadecimal digits of a SHA-256 over what the state holds.

    The layout is fixed (docs/model.md, "Golden hash"): little-endian, C order, no
    separators: positions with a last row of totals, cash in cents, shares filled by
    parent order, then by symbol drift, pressure, net shares bought, background volume
    and loops' volume as floats.
    """
    digest = hashlib.sha256()
    for array, dtype in _layout(state):
        digest.update(np.ascontiguousarray(array, dtype).tobytes())
    return digest.hexdigest()[:32]


def _layout(state: State) -> list[tuple[npt.NDArray[Any], str]]:
    market, books = state.market, state.books
    return [
        (books.position, _INT),
        (books.total, _INT),
        (books.cash, _INT),
        (state.orders.filled, _INT),
        (market.drift, _FLOAT),
        (market.pressure, _FLOAT),
        (market.bought, _FLOAT),
        (market.background, _FLOAT),
        (market.traded, _FLOAT),
    ]
