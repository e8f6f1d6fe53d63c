"""How many messages a socket may send: a bucket that refills with time."""

from collections.abc import Hashable

PATIENCE = 1000  # refusals before a socket counts as abused


class Allowance:
    """One bucket. Time is an argument: seconds of any steady clock."""

    def __init__(self, now: float, *, per_second: float, burst: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._left = burst
        self._at = now
        self._said_at = now - 1.0
        self._refused = 0

    def spend(self, now: float) -> bool:
        """Whether one more message may pass now."""
        refill = (now - self._at) * self._per_second
        self._left = min(self._burst, self._left + refill)
        self._at = now
        if self._left < 1.0:
            self._refused += 1
            return False
        self._left -= 1.0
        return True

    def tells(self, now: float) -> bool:
        """Whether it is time to say that too much came: once a second at most."""
        if now - self._said_at < 1.0:
            return False
        self._said_at = now
        return True

    @property
    def abused(self) -> bool:
        return self._refused > PATIENCE


class Allowances:
    """A bucket for each maker: a page more, or a new socket, gives nobody more."""

    def __init__(self, *, per_second: float, burst: float) -> None:
        self._rate = {"per_second": per_second, "burst": burst}
        self._buckets: dict[Hashable, Allowance] = {}

    def spend(self, maker: Hashable, now: float) -> bool:
        """Whether this one may do one more thing now."""
        if maker not in self._buckets:
            self._buckets[maker] = Allowance(now, **self._rate)
        return self._buckets[maker].spend(now)
