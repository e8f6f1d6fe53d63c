"""What was done in each of some runs, act beside act, in the order of the morning."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from knightreplay.runs import selectors
from knightreplay.runs.selectors import View

DONE = "done"
REMARKED = ("seq", "epoch", "by", "wall", "reason", "struck", "cancelled")


class Deed(NamedTuple):
    """One act as one run has it."""

    act: dict[str, Any]  # on the wire, with its words
    kind: str  # "people" or "preset"
    state: str  # "done", "struck" (out) or "cancelled" (somebody had taken over)
    by: str = ""
    reason: str = ""

    @property
    def key(self) -> bytes:
        """The same for the same act in two runs."""
        return orjson.dumps([self.kind, self.act], option=orjson.OPT_SORT_KEYS)

    @property
    def tick(self) -> int:
        return int(self.act["tick"])


def deeds_of(view: View, before: int) -> list[Deed]:
    """What people and Knight's people do before a tick; at one tick the latter first."""
    found = [*_preset(view), *_people(view)]
    return sorted((d for d in found if d.tick < before), key=lambda deed: deed.tick)


def rows_of(deeds: Sequence[Sequence[Deed]]) -> list[dict[str, Any]]:
    """One row an act, with how each run has it: None where it does not."""
    rows: dict[bytes, dict[str, Any]] = {}
    for place, own in enumerate(deeds):
        for deed in own:
            row = rows.setdefault(deed.key, _row(deed, len(deeds)))
            known = row["runs"][place]
            if known is None or known["state"] != DONE:
                row["runs"][place] = _cell(deed)
    return sorted(rows.values(), key=lambda row: (row["tick"], row["kind"] != "preset"))


def only_in_one(
    ours: Sequence[Deed], theirs: Sequence[Deed]
) -> Iterator[tuple[int, Deed]]:
    """(0 or 1, act) of what is in force in the one run and not in the other."""
    sides = [[d for d in own if d.state == DONE] for own in (ours, theirs)]
    keys = [{deed.key for deed in own} for own in sides]
    for place, own in enumerate(sides):
        for deed in own:
            if deed.key not in keys[1 - place]:
                yield place, deed


def _people(view: View) -> Iterator[Deed]:
    for entry in selectors.entries(view):
        state = "struck" if entry["struck"] else DONE
        yield Deed(_plain(entry), "people", state, entry["by"], entry["reason"])


def _preset(view: View) -> Iterator[Deed]:
    for entry in selectors.preset(view):
        state = "cancelled" if entry["cancelled"] else DONE
        yield Deed(_plain(entry), "preset", state)


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in REMARKED}


def _row(deed: Deed, runs: int) -> dict[str, Any]:
    return {
        "tick": deed.tick,
        "time": deed.act["time"],
        "kind": deed.kind,
        "act": {"approximate": False, **deed.act},
        "runs": [None] * runs,
    }


def _cell(deed: Deed) -> dict[str, str]:
    return {"state": deed.state, "by": deed.by, "reason": deed.reason}
