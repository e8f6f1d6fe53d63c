"""A sum of money as a range: in each reading of the order, and under each of some seeds."""

from statistics import fmean, stdev
from typing import NamedTuple


class Range(NamedTuple):
    """Cents in each of READINGS and under each of SEEDS; empty until all are known."""

    readings: tuple[int, ...] = ()
    seeds: tuple[int, ...] = ()

    def minus(self, other: "Range") -> "Range":
        """Reading by reading and seed by seed: what both share falls out."""
        return Range(
            _differences(self.readings, other.readings),
            _differences(self.seeds, other.seeds),
        )

    @property
    def low(self) -> int:
        return min(self.readings)

    @property
    def high(self) -> int:
        return max(self.readings)

    @property
    def mean(self) -> int:
        """Over the seeds."""
        return round(fmean(self.seeds))

    @property
    def deviation(self) -> int:
        """The standard deviation over the seeds, of a sample."""
        return round(stdev(self.seeds))


def _differences(ours: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[int, ...]:
    if len(ours) != len(theirs):  # one of them is not known yet
        return ()
    return tuple(a - b for a, b in zip(ours, theirs, strict=True))
