"""What is told of a run, as JSON. Pages know the same shapes from static/js/types.d.ts."""

from typing import NotRequired, TypedDict

from knightreplay.runs.models import Run
from simulator.interventions import WireAct


class ClockState(TypedDict):
    wall: float  # Unix seconds of the anchor
    sim: float  # simulated seconds at the anchor
    speed: float
    paused: bool
    stop_at: int | None  # tick
    held_at: int | None  # tick: the room answers first
    stop_at_events: bool
    paced: bool
    furthest: float  # simulated seconds
    loop: tuple[int, int] | None  # ticks


class RunInfo(TypedDict):
    id: str
    scenario: str  # empty, as the title, for a seat that is not told
    title: str
    seed: int | None  # then null
    engine_version: str


class WordedAct(WireAct):
    what: str  # in English


class Ordered(TypedDict):
    ordered: NotRequired[int]  # tick at which it was ordered, where a drill delays it


class Act(WordedAct, Ordered):
    """One act of a person, as the log holds it."""

    seq: int
    epoch: int
    by: str  # role
    wall: float  # Unix seconds
    reason: str
    struck: bool


class PresetAct(WordedAct):
    """One act of Knight's people that the scenario holds."""

    approximate: bool
    cancelled: bool


class RunEvent(TypedDict):
    tick: int
    label: str
    kind: str
    source: str
    contested: bool
    until: int | None  # last tick, where the moment is a range


class StockInfo(TypedDict):
    id: str
    price: int  # cents
    volume: int  # shares a day


class Scene(TypedDict):
    """What is told of the run itself, whoever looks at it and whenever."""

    run: RunInfo
    epochs: list[tuple[int, int]]  # (epoch, cut)
    status: Run.Status
    events: list[RunEvent]
    symbols: list[StockInfo]
    servers: int
    minutes: int
    open: int  # tick
    alone: NotRequired[bool]  # in a capsule: nobody else is there, no server either
    # What a seat in a room is told besides (rooms/redaction.py).
    hides: NotRequired[list[str]]  # panels of which it sees nothing
    late: NotRequired[int]  # seconds by which PMON's figures are late
