"""What really happened in a run, to a question that a room was asked: read from its frames.

A measure is one of (rooms/shapes.py)

- {"figure": NAME, "at": TICK, "per": N}: a column of the frames on a clock that shows that
  tick, in whole N; with "bands" [A, B, …] the place among them: 0 below A, 1 from A on, …
- {"first": NAME, "above": N}: the tick from which a column is more than N
- {"server": NAME, "at": TICK}: the server, from 1, that has most of a server's column
- {"grows": NAME, "before": [A, B], "after": [C, D]}: 0 if a column grows faster from C to
  D than from A to B, 1 if slower, 2 if about as fast (within a tenth)
- {"choice": N}: a fact, told beforehand
"""

from bisect import bisect_right
from typing import Any

from knightreplay.runs.line import owner_of
from knightreplay.runs.segments import inheritance
from knightreplay.runs.segments.wire import decode
from knightreplay.runs.selectors import View
from simulator.clock import MINUTE

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


def found(view: View, measure: dict[str, Any], until: int) -> int | None:
    """The right answer, or None where the run did not come to it until a tick.

    Raises
    ------
    KeyError: the run is not computed that far.
    """
    reading = Reading(view)
    if "choice" in measure:
        return int(measure["choice"])
    if "figure" in measure:
        return _figure(reading, measure)
    if "first" in measure:
        return _first(reading, measure["first"], measure["above"], until)
    if "server" in measure:
        values = reading.servers(measure["server"], measure["at"])
        return values.index(max(values)) + 1 if any(values) else None
    return _faster(reading, measure)


def _figure(reading: Reading, measure: dict[str, Any]) -> int:
    value = reading.column(measure["figure"], measure["at"])
    whole = round(value / measure.get("per", 1))
    bands = measure.get("bands")
    return whole if bands is None else bisect_right(bands, whole)


def _first(reading: Reading, name: str, above: int, until: int) -> int | None:
    for tick in range(1, until + 1):
        if reading.column(name, tick) > above:
            return tick
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
