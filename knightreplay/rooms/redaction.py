"""Frames and messages without what a seat could not see (rooms/fog.py), or must not yet.

A *blind* run's scenario is nobody's to know but the host's: not its name or seed, not what
is to happen in it by itself, and of its servers not which code they have.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knightreplay.rooms import fog
from knightreplay.rooms.models import Room, Seat
from knightreplay.runs.events import OPENS
from knightreplay.runs.panels import PANELS
from knightreplay.runs.redaction import Redaction
from knightreplay.runs.segments.wire import decode, encode_columns
from simulator.clock import MINUTE
from simulator.frames import OLD_CODE

CODE_UNKNOWN = 16  # a bit of a server's `state` beside those of simulator/frames.py
AHEAD = 3.0  # wall seconds by which a paced run is told before its clock is there
# What a blind run keeps from all: where the fault is, as only the model knows it.
BLIND = frozenset({"servers.loops", "servers.emails", "columns.loops"})


def redaction_of(room: Room, seat: Seat) -> Redaction | None:
    """What a seat is shown of the runs of its room; None: all of it."""
    if seat.part == Seat.Part.HOST:
        return None
    if seat.part == Seat.Part.PROJECTOR:
        return projected(room)
    kind = seat.fog if room.fogged else fog.GOD
    return RoomRedaction(kind, room.blind) if kind != fog.GOD or room.blind else None


def projected(room: Room) -> Redaction | None:
    """What the projector shows: in fog, where seats differ, what was public."""
    if room.fogged:
        return RoomRedaction(fog.PUBLIC, room.blind)
    return RoomRedaction(fog.GOD, room.blind) if room.blind else None


@dataclass(frozen=True)
class RoomRedaction:
    """One kind of seat, of a blind run or not. Implements runs/redaction.py."""

    kind: str  # of fog.py
    blind: bool = False

    @property
    def name(self) -> str:
        return f"{self.kind} blind" if self.blind else self.kind

    @property
    def late(self) -> int:
        return fog.LATE.get(self.kind, 0)

    def segment(self, payload: bytes, before: bytes | None, *, alone: bool) -> bytes:
        """Without the fields that are not seen, and all of them where it is the ghost."""
        epoch, columns = decode(payload)
        if alone:
            return encode_columns(epoch, _nothing(columns))
        earlier = _blank(columns) if before is None else decode(before)[1]
        kept = _part(columns, self._now)
        _merge(kept, _part(earlier, self._late))
        if self.kind != fog.GOD or self.blind:
            _hide_code(kept)
        return encode_columns(epoch, {**_nothing(columns), **kept})

    def body(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """A message without what is not seen; None: not sent at all."""
        kind = body["type"]
        if kind == "note":
            return None if self._is_fogged else body
        if kind == "intervention" and not self._hears(body["entry"]):
            return None
        return body | self._seen(body)

    @property
    def hides(self) -> list[str]:
        """The panels of the run page that have nothing to show."""
        seen = self._now | self._late
        return [panel.name for panel in PANELS if not seen.issuperset(panel.needs)]

    # ------------------------------------------------------------ fields

    @cached_property
    def _now(self) -> frozenset[str]:
        if self.kind == fog.GOD:
            return fog.all_fields() - BLIND if self.blind else fog.all_fields()
        return fog.seen_now(self.kind) - (BLIND if self.blind else frozenset())

    @cached_property
    def _late(self) -> frozenset[str]:
        return fog.seen_late(self.kind)

    @property
    def _is_fogged(self) -> bool:
        return self.kind != fog.GOD

    # ------------------------------------------------------------ messages

    def _seen(self, body: dict[str, Any]) -> dict[str, Any]:
        """The parts of a message that are not seen as they are."""
        seen: dict[str, Any] = {}
        if "run" in body:
            seen["run"] = {**body["run"], "scenario": "", "title": "", "seed": None}
        if "clock" in body:
            seen["clock"] = _without_stop(body["clock"], body["server_time"])
        if "events" in body:
            seen["events"] = [e for e in body["events"] if self._is_told(e)]
        if "preset" in body:
            seen["preset"] = [a for a in body["preset"] if self._foresees(a)]
        if "log" in body:
            seen["log"] = [entry for entry in body["log"] if self._hears(entry)]
        if "notes" in body and self._is_fogged:
            seen["notes"] = [0, 0]
        if body["type"] == "snapshot":
            seen |= {"hides": self.hides, "late": 60 * self.late}
        return seen

    def _is_told(self, event: dict[str, Any]) -> bool:
        if self.blind:
            return bool(event["label"] == OPENS.label)
        return fog.hears_of_event(self.kind, event)

    def _foresees(self, act: dict[str, Any]) -> bool:
        return not self.blind and fog.hears_of_act(self.kind, act["op"])

    def _hears(self, entry: dict[str, Any]) -> bool:
        return not self._is_fogged or fog.hears_of_act(self.kind, entry["op"])


def _part(columns: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    """Of a segment the fields that are named, in their places."""
    part: dict[str, Any] = {}
    for name, value in columns.items():
        if name in fields:
            part[name] = value
        elif name == "servers":
            part[name] = [_within(name, server, fields) for server in value]
        elif name in ("columns", "stocks"):
            part[name] = _within(name, value, fields)
    return part


def _within(name: str, value: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    return {key: own for key, own in value.items() if f"{name}.{key}" in fields}


def _merge(kept: dict[str, Any], late: dict[str, Any]) -> None:
    for name in ("columns", "stocks"):
        kept[name] |= late[name]


def _hide_code(columns: dict[str, Any]) -> None:
    """Which code a server has is found out by looking there, not on a screen."""
    for server in columns["servers"]:
        if "state" in server:
            server["state"] = [
                state & ~OLD_CODE | CODE_UNKNOWN for state in server["state"]
            ]


def _nothing(columns: dict[str, Any]) -> dict[str, Any]:
    """A segment of which nothing is seen but that there is one."""
    return {
        "minute": columns["minute"],
        "columns": {},
        "servers": [{} for _ in columns["servers"]],
        "stocks": {},
    }


def _blank(columns: dict[str, Any]) -> dict[str, Any]:
    """What stood on a screen before anything had reached it."""
    zeros = {name: [0] * MINUTE for name in columns["columns"]}
    stocks = {name: [0] * len(own) for name, own in columns["stocks"].items()}
    return {**columns, "columns": zeros, "stocks": stocks}


def _without_stop(clock: dict[str, Any], now: float) -> dict[str, Any]:
    """The clock without the next event that it stops at, until it is about to."""
    stop = clock["stop_at"]
    if stop is None or stop == clock["held_at"]:
        return clock
    gone = 0.0 if clock["paused"] else now - clock["wall"] + AHEAD
    near = clock["sim"] + gone * clock["speed"]
    return clock if stop <= near else {**clock, "stop_at": None}
