"""What every exported file says of itself: of which run it is, and what was done in it."""

from collections.abc import Mapping
from typing import Any

from knightreplay.runs import selectors
from knightreplay.runs.selectors import View
from simulator.clock import time_of

NOTICE = (
    "Simulated by KnightReplay, a model of 1 August 2012 at Knight Capital after the "
    "SEC's order 34-70694; not a record of the market. Every number is modelled."
)


def about(view: View, *, kind: str, first: int, end: int) -> dict[str, Any]:
    """The same run and range say the same: no time of day, nobody's name, no reasons."""
    run = view.run
    return {
        "notice": NOTICE,
        "kind": kind,
        "run": str(run.id),
        "scenario": run.scenario,
        "seed": run.seed,
        "engine_version": run.engine_version,
        "data_hash": run.data_hash,
        "epoch": run.epoch,
        "from": time_of(first),
        "to": time_of(end),
        "interventions": done_before(view, end),
    }


def done_before(view: View, end: int) -> list[dict[str, Any]]:
    """The acts in force before the tick `end`, the preset's among them, by time."""
    preset = [
        _without_words(act) for act in selectors.preset(view) if not act["cancelled"]
    ]
    acts = [{**act, "by": "preset"} for act in preset]
    acts += [
        {**_without_words(selectors.wire_of(row, view.scenario)), "by": "people"}
        for row in view.log.in_force
    ]
    return sorted((act for act in acts if act["tick"] < end), key=lambda a: a["tick"])


def _without_words(act: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in act.items() if name not in _OF_PAGES}


_OF_PAGES = ("what", "approximate", "cancelled")
