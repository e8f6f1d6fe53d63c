"""The morning in order: what documents say, what the preset did, people, guardrails."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knightreplay.runs import selectors
from knightreplay.runs.bodies import PresetAct
from knightreplay.runs.events import Event
from knightreplay.runs.scenario_snapshot import ScenarioSnapshot
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.postmortem.recording import Recording
from simulator.interventions import ROLLING_STAGGER
from simulator.ledgers import LIMIT_33

MILLION = 100_000_000  # cents
MOST_TRIPS = 30  # told one by one; the stock breaker can trip hundreds of times
THRESHOLDS = (1, 10, 100)  # $M of loss, the cost of getting out included

HISTORY, PRESET, PEOPLE, GUARDRAIL, MODEL = (
    "history",
    "preset",
    "people",
    "guardrail",
    "modelled",
)


class TimelineEntry(NamedTuple):
    """A line of the timeline."""

    tick: int
    kind: str  # one of the five above
    what: str  # not Markdown: a run that came as a file brings its own
    source: str
    about: bool = False  # whether the second is inferred
    until: int | None = None  # last tick, where the moment is a range


def timeline(
    view: View, scenario: ScenarioSnapshot, recording: Recording
) -> list[TimelineEntry]:
    """All moments, by tick; at one tick history first and the model's reading last."""
    moments = [
        *_history(scenario),
        *_preset(view, scenario),
        *_people(view),
        *_trips(scenario, recording),
        *_readings(recording),
    ]
    order = (HISTORY, PRESET, PEOPLE, GUARDRAIL, MODEL)
    return sorted(moments, key=lambda moment: (moment.tick, order.index(moment.kind)))


def last_execution(recording: Recording) -> int | None:
    """The tick in which a loop executed for the last time: the stop."""
    executed = recording.executions
    return int(np.argmax(executed == executed[-1])) if executed[-1] else None


def first_execution(recording: Recording) -> int | None:
    return _first(recording.executions > 0)


# ---------------------------------------------------------------- what is told


def _history(scenario: ScenarioSnapshot) -> Iterator[TimelineEntry]:
    """The documents' moments; what the preset does stands among its acts."""
    planned = {act.tick for act in scenario.preset}
    for event in scenario.events:
        if event.kind != "modelled" and event.tick not in planned:
            yield TimelineEntry(
                event.tick,
                HISTORY,
                event.label,
                event.source,
                about=event.kind == "inferred",
                until=event.until,
            )


def _preset(view: View, scenario: ScenarioSnapshot) -> Iterator[TimelineEntry]:
    """What Knight's people do in this run; no source gives the second of any of it."""
    said = {event.tick: event for event in scenario.events}
    for act in selectors.preset(view):
        out = " (did not happen: people had taken over)" if act["cancelled"] else ""
        yield TimelineEntry(
            act["tick"],
            PRESET,
            act["what"] + out,
            f"{_source_of(said.get(act['tick']))}; our inference",
            about=True,
            until=_last_turn(act),
        )


def _last_turn(act: PresetAct) -> int | None:
    """The tick of the last server's turn in a rolling rollback."""
    turns = len(act["servers"]) if act.get("mode") == "rolling" else 1
    return act["tick"] + ROLLING_STAGGER * (turns - 1) if turns > 1 else None


def _source_of(event: Event | None) -> str:
    return event.source if event else "the scenario's file"


def _people(view: View) -> Iterator[TimelineEntry]:
    for entry in selectors.entries(view):
        out = " (struck out later: not in force)" if entry["struck"] else ""
        yield TimelineEntry(
            entry["tick"], PEOPLE, entry["what"] + out, "the log of the run"
        )


def _trips(scenario: ScenarioSnapshot, recording: Recording) -> Iterator[TimelineEntry]:
    for trip in recording.trips[:MOST_TRIPS]:
        yield TimelineEntry(
            trip["tick"],
            GUARDRAIL,
            _trip(scenario, trip),
            "modelled",
        )
    if more := recording.trips[MOST_TRIPS:]:
        what = f"{len(more)} further trips from here on, not listed"
        yield TimelineEntry(more[0]["tick"], GUARDRAIL, what, "modelled")


def _trip(scenario: ScenarioSnapshot, trip: dict[str, Any]) -> str:
    done = _DONE.get(str(trip.get("action")), "what it does is not known here")
    return f"{trip.get('guardrail')} trips{_where(scenario, trip)}: {done}"


_DONE = {
    "stop": "it acts",
    "alert": "it pages people",
    "shadow": "it only notes that it would have acted",
}


def _where(scenario: ScenarioSnapshot, trip: dict[str, Any]) -> str:
    server, stock = trip.get("server"), trip.get("stock")
    if server is not None:
        return f" on server {server}"
    if isinstance(stock, int) and 0 <= stock < len(scenario.symbols):
        return f" on {scenario.symbols[stock]['id']}"
    return ""


# ---------------------------------------------------------------- what the frames say


def _readings(recording: Recording) -> Iterator[TimelineEntry]:
    for tick, what, source in _read(recording):
        if tick is not None:
            yield TimelineEntry(tick, MODEL, what, source)


def _read(recording: Recording) -> Iterator[tuple[int | None, str, str]]:
    """(tick, if it comes to it, what, source)."""
    ours = "modelled"
    yield first_execution(recording), "A loop executes for the first time", ours
    over = _first(recording.gross > LIMIT_33 * 100)
    limit = "Gross exposure passes $2 million, the 33 Account's limit"
    yield over, limit, "modelled; the limit: SEC ¶23"
    for millions in THRESHOLDS:
        over = _first(-recording.pnl_exit > millions * MILLION)
        yield over, f"The loss passes ${millions} million, getting out included", ours
    stop = last_execution(recording)
    if stop is None:
        return
    yield int(np.argmax(recording.gross)), "Gross exposure is at its peak", ours
    yield stop, "A loop executes for the last time", ours
    yield _first(recording.desk > 0), "The desk starts to unwind", ours
    yield _after(stop, recording.held == 0), "Nothing is held any more", ours


def _first(true: npt.NDArray[np.bool_]) -> int | None:
    return int(np.argmax(true)) if true.any() else None


def _after(tick: int, true: npt.NDArray[np.bool_]) -> int | None:
    found = _first(true[tick:])
    return None if found is None else tick + found
