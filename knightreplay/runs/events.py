"""The marked moments of a morning: what each is, and who says so.

Sources are paragraphs of the SEC order, Release 34-70694 (16 October 2013), unless named.
`sourced` a document gives the minute; `inferred` ours, from documents; `modelled` ours.
"""

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from simulator.clock import OPEN, tick_of
from simulator.scenario import Scenario


class Event(NamedTuple):
    tick: int  # first tick
    label: str
    kind: Literal["sourced", "inferred", "modelled"]
    source: str
    contested: bool = False
    until: int | None = None  # last tick, where the moment is a range


EVENTS: dict[str, tuple[Event, ...]] = {
    "sec-2013": (
        Event(
            tick_of("08:01"), "First e-mail", "inferred", "SEC ¶19: approximately 08:01"
        ),
        Event(tick_of("09:30"), "Market opens", "sourced", "SEC ¶1, ¶17"),
        Event(
            tick_of("09:34"),
            "NYSE sees double volume",
            "sourced",
            "a 2019 case study; the SEC order is silent",
            contested=True,
        ),
        Event(
            tick_of("09:54:16"),
            "Rollback on seven servers",
            "inferred",
            "SEC ¶27 gives no minute; ours fits 212 parent orders",
            until=tick_of("09:57:46"),
        ),
        Event(
            tick_of("09:58"),
            "Another account's stop",
            "sourced",
            "a 2019 case study; contested",
            contested=True,
        ),
        Event(
            tick_of("10:15"),
            "Orders stop",
            "inferred",
            "SEC ¶1, ¶17: approximately 45 minutes",
        ),
        Event(tick_of("10:30"), "The desk starts to unwind", "modelled", "our rule"),
        Event(tick_of("15:59"), "Block sale of the rest", "modelled", "our rule"),
    )
}


def events_of(scenario: Scenario) -> tuple[Event, ...]:
    """The marked moments: those written down above, else what the scenario's file does."""
    return EVENTS.get(scenario.name) or _events_in(scenario)


def _events_in(scenario: Scenario) -> tuple[Event, ...]:
    opens = Event(OPEN, "Market opens", "sourced", "SEC ¶1, ¶17")
    acts = [
        Event(act.tick, act.describe(), "modelled", "the scenario's file")
        for act in scenario.preset
    ]
    return tuple(sorted([opens, *acts], key=lambda event: event.tick))


def next_stop(
    events: Iterable[Event], planned: Collection[int], acts: Iterable[int], sim: float
) -> int | None:
    """Where a clock that stops at events stops next, seen from `sim`.

    Before what Knight's people do, at the `planned` ticks, it stops a second early: at one
    tick they come first, so that whoever wants to prevent them has to act before.
    """
    stops = [e.tick - 1 if e.tick in planned else e.tick for e in events]
    return min((tick for tick in (*stops, *acts) if tick > sim), default=None)
