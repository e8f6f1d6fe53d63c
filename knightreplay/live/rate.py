"""How many messages a socket may send: a bucket that refills with time."""

from typing import Literal

PER_SECOND = 50.0
BURST = 100.0
PATIENCE = 1000  # messages beyond the limit before the socket is closed

Verdict = Literal["pass", "tell", "drop", "abuse"]


class Allowance:
    """One socket's bucket. Time is an argument: seconds of any steady clock."""

    def __init__(self, now: float) -> None:
        self._left = BURST
        self._at = now
        self._told_at = now - 1.0
        self._beyond = 0

    def spend(self, now: float) -> Verdict:
        """`tell` at most once a second, `drop` between, `abuse` when patience ends."""
        self._left = min(BURST, self._left + (now - self._at) * PER_SECOND)
        self._at = now
        if self._left >= 1.0:
            self._left -= 1.0
            return "pass"
        return self._refuse(now)

    def _refuse(self, now: float) -> Verdict:
        self._beyond += 1
        if self._beyond > PATIENCE:
            return "abuse"
        if now - self._told_at >= 1.0:
            self._told_at = now
            return "tell"
        return "drop"
