"""Counter-based draws: a number for each (seed, tick, index, stream), in any order.

SplitMix64's finaliser over a Weyl sequence (Steele, Lea and Flood 2014). No act and no
loop uses a draw up, so two mornings of one seed meet the same market.
"""

import numpy as np

from simulator.kernel.jit import inline, jit

COMMON = 200  # the index of the factor that moves all symbols; symbols come below

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_OFFSET = np.uint64(0x632BE59BD9B4E019)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
STRIDE = np.uint64(0x78DDE6E5FD29F054)  # _GAMMA four times
_FIELD = np.uint64(0xFFFF)


@inline
def mix64(bits: np.uint64) -> np.uint64:
    """Scramble 64 bits, one to one."""
    bits = (bits ^ (bits >> np.uint64(30))) * _FIRST
    bits = (bits ^ (bits >> np.uint64(27))) * _SECOND
    return bits ^ (bits >> np.uint64(31))


@jit
def key_of(seed: np.uint64) -> np.uint64:
    """Return the key of a seed's draws."""
    return mix64(seed * _GAMMA + _OFFSET)


@inline
def draw(key: np.uint64, tick: int, index: int, stream: int) -> np.uint64:
    """Return 64 bits; `index` below 256, `stream` below 4."""
    return mix64(start_of(key, tick, stream) + np.uint64(index) * STRIDE)


@inline
def start_of(key: np.uint64, tick: int, stream: int) -> np.uint64:
    """Return where a tick's draws of a stream start; each index is a STRIDE further."""
    return key + (np.uint64(tick) * np.uint64(1024) + np.uint64(stream)) * _GAMMA


@inline
def field(bits: np.uint64, place: int) -> np.uint64:
    """Return the 16 bits at a place, 0 the lowest to 3 the highest."""
    return (bits >> np.uint64(16 * place)) & _FIELD


@inline
def sum_of_four(bits: np.uint64) -> float:
    """Return a bell-shaped number, mean 0, variance 1, at most 3.47 in size."""
    total = field(bits, 0) + field(bits, 1) + field(bits, 2) + field(bits, 3)
    return (float(total) - 131070.0) * (1.0 / 37836.69447469)


@inline
def sum_of_two(bits: np.uint64) -> float:
    """Return a triangular number of the low 32 bits, mean 0, variance 1."""
    return (float(field(bits, 0) + field(bits, 1)) - 65535.0) * (1.0 / 26754.5)


@inline
def fraction(bits: np.uint64, place: int) -> float:
    """Return the 16 bits at a place as a number from 0 up to 1."""
    return float(field(bits, place)) * (1.0 / 65536.0)
