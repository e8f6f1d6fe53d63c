"""What a page's main thread did, of a trace that Chromium wrote: processor time by kind."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

CATEGORIES = ["toplevel", "devtools.timeline", "blink.user_timing"]
BEGIN, END = "measured: begin", "measured: end"  # marks that the page sets
# Chromium's names of the work that is told apart; all other is what the kinds begin and end.
KINDS = {
    "scripts evaluated": ("EvaluateScript", "v8.evaluateModule", "v8.compile"),
    "functions called": (
        "FunctionCall",
        "FireAnimationFrame",
        "TimerFire",
        "EventDispatch",
        "RunMicrotasks",
        "BlinkScheduler_PerformMicrotaskCheckpoint",
        "Receive mojo message",
    ),
    "style and layout": ("UpdateLayoutTree", "Layout", "PrePaint"),
    "paint": ("Paint", "Layerize", "Commit"),
    "memory collected": ("MinorGC", "MajorGC", "V8.GC"),
}
REST = "everything else"

Event = dict[str, Any]


class Slice(NamedTuple):
    """One piece of work, in microseconds of the trace's clock and of the processor."""

    name: str
    begin: int
    end: int
    processor: int


def work(file: Path) -> dict[str, float]:
    """Kind → milliseconds of processor time of the main thread between the two marks."""
    events: list[Event] = json.loads(file.read_text())["traceEvents"]
    thread = _marked(events)
    begin = min(e["ts"] for e in events if e["name"] == BEGIN and _of(e) == thread)
    end = max(e["ts"] for e in events if e["name"] == END and _of(e) == thread)
    slices = [
        Slice(e["name"], e["ts"], e["ts"] + e.get("dur", 0), e.get("tdur", 0))
        for e in events
        if e.get("ph") == "X" and _of(e) == thread and begin <= e["ts"] <= end
    ]
    own = own_times(slices)
    found = dict.fromkeys([*KINDS, REST], 0.0)
    for name, spent in own.items():
        found[kind_of(name)] += spent / 1000
    return found


def own_times(slices: Iterable[Slice]) -> Mapping[str, int]:
    """Name → microseconds of processor time, without what is told apart within it."""
    own: Counter[str] = Counter()
    around: list[Slice] = []
    for piece in sorted(slices, key=lambda piece: (piece.begin, -piece.end)):
        while around and around[-1].end <= piece.begin:
            around.pop()
        own[piece.name] += piece.processor
        if around:
            own[around[-1].name] -= piece.processor
        around.append(piece)
    return own


def kind_of(name: str) -> str:
    kinds = (kind for kind, names in KINDS.items() if name.startswith(names))
    return next(kinds, REST)


def _of(event: Event) -> tuple[int, int]:
    return event["pid"], event["tid"]


def _marked(events: Iterable[Event]) -> tuple[int, int]:
    """Process and thread of the page that set the last mark."""
    return _of([event for event in events if event["name"] == END][-1])
