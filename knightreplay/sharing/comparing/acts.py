"""What was done in each of some runs, act beside act, in the order of the morning."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from knightreplay.runs import selectors
from knightreplay.runs.selectors import View

DONE = "done"
REMARKED = ("seq", "epoch", "by", "wall", "reason", "struck", "cancelled")


class ComparedAct(NamedTuple):
    """One act as one run has it."""

    wire: dict[str, Any]  # the act on the wire, with its words
    kind: str  # "people" or "preset"
    state: str  # "done", "struck" (out) or "cancelled" (somebody had taken over)
    by: str = ""
    reason: str = ""

    @property
    def key(self) -> bytes:
        """The same for the same act in two runs."""
        return orjson.dumps([self.kind, self.wire], option=orjson.OPT_SORT_KEYS)

    @property
    def tick(self) -> int:
        return int(self.wire["tick"])


def acts_of(view: View, before: int) -> list[ComparedAct]:
    """What people and Knight's people do before a tick; at one tick the latter first."""
    found = [*_preset(view), *_people(view)]
    return sorted((d for d in found if d.tick < before), key=lambda act: act.tick)


def rows_of(sides: Sequence[Sequence[ComparedAct]]) -> list[dict[str, Any]]:
    """One row an act, with how each run has it: None where it does not."""
    rows: dict[bytes, dict[str, Any]] = {}
    for place, own in enumerate(sides):
        for act in own:
            row = rows.setdefault(act.key, _row(act, len(sides)))
            known = row["runs"][place]
            if known is None or known["state"] != DONE:
                row["runs"][place] = _cell(act)
    return sorted(rows.values(), key=lambda row: (row["tick"], row["kind"] != "preset"))


def only_in_one(
    ours: Sequence[ComparedAct], theirs: Sequence[ComparedAct]
) -> Iterator[tuple[int, ComparedAct]]:
    """(0 or 1, act) of what is in force in the one run and not in the other."""
    sides = [[d for d in own if d.state == DONE] for own in (ours, theirs)]
    keys = [{act.key for act in own} for own in sides]
    for place, own in enumerate(sides):
        for act in own:
            if act.key not in keys[1 - place]:
                yield place, act


def _people(view: View) -> Iterator[ComparedAct]:
    for entry in selectors.entries(view):
        state = "struck" if entry["struck"] else DONE
        yield ComparedAct(_plain(entry), "people", state, entry["by"], entry["reason"])


def _preset(view: View) -> Iterator[ComparedAct]:
    for entry in selectors.preset(view):
        state = "cancelled" if entry["cancelled"] else DONE
        yield ComparedAct(_plain(entry), "preset", state)


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in REMARKED}


def _row(act: ComparedAct, runs: int) -> dict[str, Any]:
    return {
        "tick": act.tick,
        "time": act.wire["time"],
        "kind": act.kind,
        "act": {"approximate": False, **act.wire},
        "runs": [None] * runs,
    }


def _cell(act: ComparedAct) -> dict[str, str]:
    return {"state": act.state, "by": act.by, "reason": act.reason}
