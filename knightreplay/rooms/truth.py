"""What a run says, to a question that a room was asked: read from its frames.

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

from knightreplay.runs.frames import RunFrames
from knightreplay.runs.selectors import View

ALIKE = 0.1  # two speeds that differ by less than this part are about the same


def found(view: View, measure: dict[str, Any], until: int) -> int | None:
    """The right answer, or None where the run did not come to it until a tick.

    Raises
    ------
    NotComputed
        the run is not computed that far.
    """
    frames = RunFrames(view)
    if "choice" in measure:
        return int(measure["choice"])
    if "figure" in measure:
        return _figure(frames, measure)
    if "first" in measure:
        return _first(frames, measure["first"], measure["above"], until)
    if "server" in measure:
        servers = frames.servers(measure["at"])
        values = [server[measure["server"]] for server in servers]
        return values.index(max(values)) + 1 if any(values) else None
    return _faster(frames, measure)


def _figure(frames: RunFrames, measure: dict[str, Any]) -> int:
    value = frames.column(measure["figure"], measure["at"])
    whole = round(value / measure.get("per", 1))
    bands = measure.get("bands")
    return whole if bands is None else bisect_right(bands, whole)


def _first(frames: RunFrames, name: str, above: int, until: int) -> int | None:
    for tick in range(1, until + 1):
        if frames.column(name, tick) > above:
            return tick
    return None


def _faster(frames: RunFrames, measure: dict[str, Any]) -> int:
    before, after = (
        (frames.column(measure["grows"], end) - frames.column(measure["grows"], begin))
        / (end - begin)
        for begin, end in (measure["before"], measure["after"])
    )
    if abs(after - before) <= ALIKE * abs(before):
        return 2
    return 0 if after > before else 1
