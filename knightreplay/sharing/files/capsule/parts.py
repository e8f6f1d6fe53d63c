"""The data of a capsule: what a page needs to play, and what makes a run of it again."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from knightreplay.runs import selectors
from knightreplay.runs.build import this_build
from knightreplay.runs.models import Intervention, Role
from knightreplay.runs.segments import inheritance
from knightreplay.runs.selectors import View
from knightreplay.sharing.notes.selectors import notes_of, to_wire
from simulator.clock import CLOSE, MINUTE, time_of

FORMAT = "knightreplay-capsule"
VERSION = 1
BATCH = 60  # segments that are read from the database at once


class CapsuleRange(NamedTuple):
    """Which part of the day, and where the page opens."""

    first: int = 0  # tick
    last: int = CLOSE - 1  # tick, included
    at: int | None = None  # tick; None: the first

    @property
    def minutes(self) -> range:
        return range(self.first // MINUTE, self.last // MINUTE + 1)


def canonical(value: Any) -> str:
    """JSON with one form only, in which no tag can begin."""
    return (
        orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        .decode()
        .replace("<", "\\u003c")
    )


def about(view: View, wanted: CapsuleRange) -> dict[str, Any]:
    """What the run is; with the log enough to compute it anew."""
    run = view.run
    return {
        "format": FORMAT,
        "version": VERSION,
        "run": str(run.id),
        "name": run.name,
        "scenario": run.scenario,
        "seed": run.seed,
        "engine_version": run.engine_version,
        "data_hash": run.data_hash,
        "epoch": run.epoch,
        "interventions": [
            f"{act['time']} {act['what']}"
            for act in selectors.entries(view)
            if not act["struck"]
        ],
        "from": time_of(wanted.first),
        "to": time_of(min(wanted.last, (view.until or CLOSE) - 1)),
        "figures": _figures(view, wanted),
    }


def _figures(view: View, wanted: CapsuleRange) -> dict[str, Any] | None:
    """Those of `simulate --json`, where the whole day goes in and this build has made it."""
    here = this_build().computes(**view.run.made_with)
    whole = wanted.last == CLOSE - 1
    return selectors.summary(view) if here and whole else None


def snapshot(view: View, wanted: CapsuleRange) -> dict[str, Any]:
    """The socket's `snapshot` for somebody who is alone with it; without the log."""
    return {
        "type": "snapshot",
        **selectors.scene(view),
        "alone": True,
        "role": Role.WATCH.value,
        "may": [],
        "epoch": view.run.epoch,
        "seq": view.run.seq,
        "server_time": 0,
        "clock": _clock(wanted),
        # For a server whose own files are others.
        "scenery": view.scenario.to_wire() if view.until is None else None,
    }


def _clock(wanted: CapsuleRange) -> dict[str, Any]:
    """Paused where the page opens; everything there is may be told."""
    at = wanted.first if wanted.at is None else wanted.at
    return {
        "wall": 0,
        "sim": at,
        "speed": 1,
        "paused": True,
        "stop_at": None,
        "stop_at_events": False,
        "paced": False,
        "furthest": at,
        "loop": None,
    }


def log(view: View) -> dict[str, Any]:
    """The acts as the page shows them, and the rows that they are made of."""
    return {
        "log": selectors.entries(view),
        "preset": selectors.preset(view),
        "rows": [
            _row(row) for row in view.log.rows if selectors.is_disclosed(view, row.tick)
        ],
    }


def notes(view: View) -> dict[str, Any]:
    """What stands on the timeline for everybody; whose mark it has means nothing here."""
    own = [{**to_wire(note), "by": ""} for note in notes_of(view)]
    return {"notes": own}


def _row(row: Intervention) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "epoch": row.epoch,
        "cut": row.cut,
        "op": row.op,
        "tick": row.tick,
        "arguments": row.arguments,
        "target": row.target,
        "reason": row.reason,
        "role": row.role,
        "took": row.took,
        "made_at": row.made_at,
    }


def keys(view: View, wanted: CapsuleRange) -> list[tuple[int, int]]:
    """(epoch, minute) of every segment that goes in, in the order of the file."""
    minutes = wanted.minutes
    return [
        (epoch, minute)
        for epoch, first, last in view.computed
        for minute in range(first, last + 1)
        if minute in minutes
    ]


def payloads(
    view: View, wanted: list[tuple[int, int]]
) -> Iterator[tuple[int, int, bytes]]:
    """Read some at a time, so that no more than those are in memory."""
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        found = inheritance.payloads(view.run.id, batch)
        yield from ((*pair, found[pair]) for pair in batch if pair in found)
