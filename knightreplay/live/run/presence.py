"""Who watches a run: here, and in the other web processes as they say themselves."""

import secrets
from collections import Counter
from typing import Any

from knightreplay.runs import announce
from knightreplay.runs.models import Role

PROCESS = secrets.token_hex(8)  # this one's name among the web processes
FORGOTTEN = 5.0  # seconds without a word after which a process's viewers do not count

Counts = dict[str, int]  # by role


class RunPresence:
    """The counts of every process; each is told once a second and overwritten."""

    def __init__(self) -> None:
        self._others: dict[str, tuple[Counts, float]] = {}

    def hear(self, hint: dict[str, Any], now: float) -> None:
        if hint["process"] != PROCESS:
            self._others[hint["process"]] = (hint["roles"], now)

    def total(self, here: Counts, now: float) -> Counts:
        """The viewers of all processes by role. Time is of any steady clock."""
        self._others = {
            name: (counts, heard)
            for name, (counts, heard) in self._others.items()
            if now - heard <= FORGOTTEN
        }
        total = Counter(here)
        for counts, _ in self._others.values():
            total.update(counts)
        return {
            role.value: total[role.value] for role in Role if role is not Role.STRANGER
        }


def hint_of(here: Counts) -> dict[str, Any]:
    """What this process tells the others."""
    return {"type": announce.PRESENCE, "process": PROCESS, "roles": here}
