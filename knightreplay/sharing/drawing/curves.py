"""What a chart draws, apart from how: lines of dollars or orders over the clock's time.

The picture files and the Plotly figure are drawn from the same curves and carry the same
SHA-256: that of `[[name, x, y], …]` as compact JSON.
"""

import hashlib
import json
from typing import NamedTuple

from simulator.clock import time_of


class Line(NamedTuple):
    """One line; `y` belongs to the ends of the ticks `ticks`."""

    name: str
    ticks: list[int]
    y: list[float]  # $, or child orders a minute or a second
    token: str  # of its colour
    dash: tuple[float, ...] = ()  # px of line and gap in turn; none: solid
    width: float = 2.0  # px
    fill: str = ""  # token of the colour between it and zero
    stacked: bool = False  # on the lines before it, in steps

    @property
    def x(self) -> list[str]:
        return [f"2012-08-01T{time_of(tick + 1)}" for tick in self.ticks]


class Mark(NamedTuple):
    """Something that was done, at the start of a tick."""

    tick: int
    words: str
    by: str  # "preset" or "people"


class Curves(NamedTuple):
    title: str
    unit: str
    first: int  # tick
    end: int  # tick
    lines: list[Line]
    marks: list[Mark]
    totals: tuple[tuple[float, str, str], ...] = ()  # $, words, source

    @property
    def sha256(self) -> str:
        drawn = [[line.name, line.x, line.y] for line in self.lines]
        text = json.dumps(drawn, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
