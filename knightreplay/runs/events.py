"""The marked moments of a morning: what each is, and who says so.

Most stand in the scenario's file (simulator/files/moments.py). Sources are paragraphs of the SEC
order, Release 34-70694 (16 October 2013), unless named.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from simulator.clock import OPEN
from simulator.scenario import Scenario


class Event(NamedTuple):
    tick: int  # first tick
    label: str
    kind: str  # of simulator.files.moments.KINDS
    source: str
    contested: bool = False
    until: int | None = None  # last tick, where the moment is a range


OPENS = Event(OPEN, "Market opens", "sourced", "SEC ¶1, ¶17")  # every morning has it
OF_FILE = "the scenario's file"


def events_of(scenario: Scenario) -> tuple[Event, ...]:
    """The open, what the scenario's file marks, and what it does at other seconds."""
    marked = [
        Event(own.tick, own.label, own.kind, own.source, own.contested, own.until)
        for own in scenario.moments
    ]
    spoken_of = {event.tick for event in marked}
    acts = [
        Event(act.tick, act.describe(), "modelled", OF_FILE)
        for act in scenario.preset
        if act.tick not in spoken_of
    ]
    return tuple(sorted([OPENS, *marked, *acts], key=lambda event: event.tick))


def next_stop(
    events: Iterable[Event], planned: Collection[int], acts: Iterable[int], sim: float
) -> int | None:
    """Where a clock that stops at events stops next, seen from `sim`.

    Before what Knight's people do, at the `planned` ticks, it stops a second early: at one
    tick they come first, so that whoever wants to prevent them has to act before.
    """
    stops = [e.tick - 1 if e.tick in planned else e.tick for e in events]
    return min((tick for tick in (*stops, *acts) if tick > sim), default=None)
