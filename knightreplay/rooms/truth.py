"""What really happened in a run, to a question that a room was asked: read from its frames.

A measure is one of

- {"figure": NAME, "at": TICK}: a column of the frames on a clock that shows that tick
- {"first": NAME, "above": N}: the tick from which a column is more than N
- {"server": NAME, "at": TICK}: the server, from 1, that has most of a server's column
- {"grows": NAME, "before": [A, B], "after": [C, D]}: 0 if a column grows faster from C to
  D than from A to B, 1 if slower, 2 if about as fast (within a tenth)
- {"choice": N}: a fact, told beforehand
"""

from typing import Any

from knightreplay.runs import inheritance
from knightreplay.runs.line import owner_of
from knightreplay.runs.selectors import View
from knightreplay.runs.wire import decode
from simulator.clock import MINUTE, MINUTES

ALIKE = 0.1  # two speeds that differ by less than this part are about the same


class Reading:
    """The frames of a run's line, minute by minute as they are asked for."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._minutes: dict[int, dict[str, Any]] = {}

    def column(self, name: str, tick: int) -> int:
        """A column on a clock that shows `tick`: the row of the second before."""
        if tick <= 0:
            return 0
        minute = self.minute((tick - 1) // MINUTE)
        return int(minute["columns"][name][(tick - 1) % MINUTE])

    def servers(self, name: str, tick: int) -> list[int]:
        minute = self.minute((tick - 1) // MINUTE)
        return [int(server[name][(tick - 1) % MINUTE]) for server in minute["servers"]]

    def minute(self, minute: int) -> dict[str, Any]:
        if minute not in self._minutes:
            owner = owner_of(minute, self._view.cuts)
            found = inheritance.payloads(self._view.run.id, [(owner, minute)])
            self._minutes[minute] = decode(found[owner, minute])[1]
        return self._minutes[minute]


def found(view: View, measure: dict[str, Any]) -> int | None:
    """The right answer, or None where the run never came to it."""
    reading = Reading(view)
    if "choice" in measure:
        return int(measure["choice"])
    if "figure" in measure:
        return reading.column(measure["figure"], measure["at"])
    if "first" in measure:
        return _first(reading, measure["first"], measure["above"])
    if "server" in measure:
        values = reading.servers(measure["server"], measure["at"])
        return values.index(max(values)) + 1 if any(values) else None
    return _faster(reading, measure)


def _first(reading: Reading, name: str, above: int) -> int | None:
    for minute in range(MINUTES):
        column = reading.minute(minute)["columns"][name]
        for row, value in enumerate(column):
            if value > above:
                return minute * MINUTE + row + 1
    return None


def _faster(reading: Reading, measure: dict[str, Any]) -> int:
    before, after = (
        (
            reading.column(measure["grows"], end)
            - reading.column(measure["grows"], begin)
        )
        / (end - begin)
        for begin, end in (measure["before"], measure["after"])
    )
    if abs(after - before) <= ALIKE * abs(before):
        return 2
    return 0 if after > before else 1
