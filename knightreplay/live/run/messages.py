"""Every message that the server sends of a run (docs/protocol.md), one function a message.

The browser knows the same shapes from static/js/types.d.ts; a test compares them.
"""

import time
from collections.abc import Iterable, Mapping
from typing import Literal, NotRequired, TypedDict

from knightreplay.live.messages import Behind, ErrorMessage, Pong, encode
from knightreplay.live.run.presence import Counts
from knightreplay.runs import selectors
from knightreplay.runs.bodies import Act, ClockState, PresetAct, RunEvent, Scene
from knightreplay.runs.line import digest
from knightreplay.runs.models import Intervention, Role, Run
from knightreplay.runs.segments.inheritance import Pair
from knightreplay.runs.selectors import View
from knightreplay.runs.services import CommandResult
from knightreplay.sharing.models import Note as NoteRow
from knightreplay.sharing.notes.bodies import Note
from knightreplay.sharing.notes.selectors import NotesState, to_wire
from simulator.clock import time_of


class RunState(TypedDict):
    epoch: int
    seq: int
    server_time: float  # Unix seconds


class Snapshot(Scene, RunState):
    type: Literal["snapshot"]
    role: Role
    may: list[str]  # pause, seek, intervene
    clock: ClockState
    log: list[Act]
    preset: list[PresetAct]
    notes: tuple[int, int]  # NotesState


class ClockMessage(RunState):
    type: Literal["clock"]
    clock: ClockState


class Told(TypedDict):
    type: Literal["told"]
    events: list[RunEvent]
    preset: list[PresetAct]


class Afresh(TypedDict):
    type: Literal["afresh"]


class OutlinePart(TypedDict):
    epoch: int
    first: int  # minute
    columns: dict[str, list[int]]  # wire.CURVES → one value a minute, at its end


class Outline(TypedDict):
    type: Literal["outline"]
    parts: list[OutlinePart]


class Filled(TypedDict):
    type: Literal["filled"]


class Heartbeat(RunState):
    type: Literal["heartbeat"]
    clock: ClockState
    digest: str
    until: int | None  # tick up to which a paced run is told
    status: Run.Status
    notes: tuple[int, int]  # NotesState


class NoteMessage(TypedDict):
    type: Literal["note"]
    number: int
    note: Note


class RoleChange(TypedDict):
    type: Literal["role"]
    role: Role
    may: list[str]


class Presence(TypedDict):
    type: Literal["presence"]
    watching: int  # in all processes of the server
    roles: Counts


class InterventionMessage(TypedDict):
    type: Literal["intervention"]
    epoch: int
    seq: int
    entry: Act
    preset: list[PresetAct]


class EpochMessage(TypedDict):
    type: Literal["epoch"]
    epoch: int
    seq: int
    cut: int  # tick
    time: str


class Ack(TypedDict):
    type: Literal["ack"]
    command_id: str
    epoch: int
    seq: int
    duplicate: bool
    tick: NotRequired[int]
    time: NotRequired[str]
    took: NotRequired[str]


ServerMessage = (
    Snapshot
    | ClockMessage
    | Told
    | Afresh
    | Outline
    | Filled
    | Behind
    | Heartbeat
    | NoteMessage
    | RoleChange
    | Presence
    | InterventionMessage
    | EpochMessage
    | Ack
    | ErrorMessage
    | Pong
)


def snapshot(
    view: View, held: Role, may: frozenset[str], notes: NotesState
) -> Snapshot:
    return {
        "type": "snapshot",
        **selectors.scene(view),
        "role": held,
        "may": sorted(may),
        **_state(view),
        "clock": selectors.clock_of(view.run),
        "log": selectors.entries(view),
        "preset": selectors.preset(view),
        "notes": (*notes,),
    }


def clock(view: View) -> ClockMessage:
    return {"type": "clock", **_state(view), "clock": selectors.clock_of(view.run)}


def told(view: View) -> Told:
    """What a paced run tells of the morning by now; said again when it is more."""
    return {
        "type": "told",
        "events": selectors.events(view),
        "preset": selectors.preset(view),
    }


def afresh() -> Afresh:
    """To a viewer who may now see other things of the same frames: all of it again."""
    return {"type": "afresh"}


def outline(closings: Mapping[Pair, Mapping[str, int]]) -> Outline:
    """To who takes bundles: the rest of the day in one value a minute, until it comes."""
    parts: list[OutlinePart] = []
    end: tuple[Pair, list[str]] | None = None
    for (epoch, minute), values in sorted(closings.items()):
        if end != ((epoch, minute), [*values]):
            columns: dict[str, list[int]] = {name: [] for name in values}
            parts.append({"epoch": epoch, "first": minute, "columns": columns})
        for name, value in values.items():
            parts[-1]["columns"][name].append(value)
        end = (epoch, minute + 1), [*values]
    return {"type": "outline", "parts": parts}


def filled() -> Filled:
    """To who asked for the rest of the day: all of it has been sent."""
    return {"type": "filled"}


def heartbeat(view: View, notes: NotesState) -> Heartbeat:
    return {
        "type": "heartbeat",
        **_state(view),
        "clock": selectors.clock_of(view.run),
        "digest": digest(view.computed),
        "until": view.until,
        "status": Run.Status(view.run.status),
        "notes": (*notes,),
    }


def note(changed: NoteRow) -> NoteMessage:
    """To all viewers: a note that was written, changed or deleted."""
    return {"type": "note", "number": changed.number, "note": to_wire(changed)}


def role(now: Role, may: frozenset[str]) -> RoleChange:
    """To the one viewer whose role changed, because a key was taken back."""
    return {"type": "role", "role": now, "may": sorted(may)}


def presence(roles: Counts) -> Presence:
    return {"type": "presence", "watching": sum(roles.values()), "roles": roles}


def intervention(view: View, row: Intervention) -> InterventionMessage:
    """The entry of the log that a row made or changed."""
    spoken_of = row if row.target is None else view.log.find(row.target) or row
    return {
        "type": "intervention",
        "epoch": row.epoch,
        "seq": row.seq,
        "entry": selectors.entry(view, spoken_of),
        "preset": selectors.preset(view),
    }


def epoch(row: Intervention) -> EpochMessage:
    cut = row.cut or 0
    return {
        "type": "epoch",
        "epoch": row.epoch,
        "seq": row.seq,
        "cut": cut,
        "time": time_of(cut),
    }


def changes(view: View, rows: Iterable[Intervention]) -> list[str]:
    """What tells viewers of these new rows and of the clock as it now stands."""
    bodies: list[InterventionMessage | EpochMessage | ClockMessage] = []
    for row in rows:
        bodies.append(intervention(view, row))
        if row.cut is not None:
            bodies.append(epoch(row))
    return [encode(body) for body in [*bodies, clock(view)]]


def ack(answer: CommandResult) -> Ack:
    body: Ack = {
        "type": "ack",
        "command_id": answer.command_id,
        "epoch": answer.epoch,
        "seq": answer.seq,
        "duplicate": answer.duplicate,
    }
    if answer.tick is not None:
        body |= {"tick": answer.tick, "time": time_of(answer.tick)}
    if answer.took is not None:
        body["took"] = answer.took
    return body


def _state(view: View) -> RunState:
    return {
        "epoch": view.run.epoch,
        "seq": view.run.seq,
        "server_time": time.time(),
    }
