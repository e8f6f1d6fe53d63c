"""Every message the server sends (docs/protocol.md), one function a message."""

import time
from collections.abc import Iterable
from typing import Any

import orjson

from knightreplay.runs import selectors
from knightreplay.runs.errors import ClientError
from knightreplay.runs.line import digest
from knightreplay.runs.models import Intervention, Role
from knightreplay.runs.selectors import View
from knightreplay.runs.services import Ack
from knightreplay.sharing.models import Note
from knightreplay.sharing.notes.selectors import Stand, to_wire
from simulator.clock import time_of

Body = dict[str, Any]


def encode(body: Body) -> str:
    return orjson.dumps(body).decode()


def snapshot(view: View, held: Role, may: frozenset[str], notes: Stand) -> Body:
    return {
        "type": "snapshot",
        **selectors.scene(view),
        "role": held.value,
        "may": sorted(may),
        **_state(view),
        "clock": selectors.clock_of(view.run),
        "log": selectors.entries(view),
        "preset": selectors.preset(view),
        "notes": list(notes),
    }


def clock(view: View) -> Body:
    return {"type": "clock", **_state(view), "clock": selectors.clock_of(view.run)}


def told(view: View) -> Body:
    """What a paced run tells of the morning by now; said again when it is more."""
    return {
        "type": "told",
        "events": selectors.events(view),
        "preset": selectors.preset(view),
    }


def afresh() -> Body:
    """To a viewer who may now see other things of the same frames: all of it again."""
    return {"type": "afresh"}


def heartbeat(view: View, notes: Stand) -> Body:
    return {
        "type": "heartbeat",
        **_state(view),
        "clock": selectors.clock_of(view.run),
        "digest": digest(view.held),
        "until": view.until,
        "status": view.run.status,
        "notes": list(notes),
    }


def note(changed: Note) -> Body:
    """To all viewers: a note that was written, changed or deleted."""
    return {"type": "note", "number": changed.number, "note": to_wire(changed)}


def role(now: Role, may: frozenset[str]) -> Body:
    """To the one viewer whose role changed, because a key was taken back."""
    return {"type": "role", "role": now.value, "may": sorted(may)}


def presence(roles: dict[str, int]) -> Body:
    return {"type": "presence", "watching": sum(roles.values()), "roles": roles}


def intervention(view: View, row: Intervention) -> Body:
    """The entry of the log that a row made or changed."""
    spoken_of = row if row.target is None else view.log.find(row.target) or row
    return {
        "type": "intervention",
        "epoch": row.epoch,
        "seq": row.seq,
        "entry": selectors.entry(view.log, spoken_of, view.run),
        "preset": selectors.preset(view),
    }


def epoch(row: Intervention) -> Body:
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
    bodies: list[Body] = []
    for row in rows:
        bodies.append(intervention(view, row))
        if row.cut is not None:
            bodies.append(epoch(row))
    return [encode(body) for body in [*bodies, clock(view)]]


def ack(answer: Ack) -> Body:
    body: Body = {"type": "ack", **answer._asdict()}
    if answer.tick is not None:
        body["time"] = time_of(answer.tick)
    return {key: value for key, value in body.items() if value is not None}


def error(refusal: ClientError, command_id: str | None = None) -> Body:
    body = {"type": "error", "code": refusal.code, "message": refusal.message}
    return body if command_id is None else {**body, "command_id": command_id}


def pong(sent: float | None) -> Body:
    return {"type": "pong", "sent": sent, "server_time": time.time()}


def _state(view: View) -> Body:
    return {
        "epoch": view.run.epoch,
        "seq": view.run.seq,
        "server_time": time.time(),
    }
