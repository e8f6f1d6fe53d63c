"""What a team is answered to an inspection or a call: what its own run held at that second.

A server's code, flag and loops are the run's truth; who is called sees a part of it, as
docs/rooms.md says (assumed).
"""

from typing import Any

from knightreplay.rooms.models import RoomCommand
from knightreplay.runs.frames import RunFrames
from knightreplay.runs.selectors import View
from simulator.frames import FLAG_ON, KILLED, OLD_CODE, RESTARTING

LATE = 60  # assumed: ticks by which the risk desk's screen is behind
BETWEEN = 60  # ticks over which the exchange counts


def answer_of(view: View, command: RoomCommand) -> dict[str, Any] | None:
    """The answer at the command's second; None while that minute is not computed."""
    at = command.answered_at or 0
    frames = RunFrames(view)
    try:
        if command.what == "inspect":
            return _server(frames, int(command.arguments["server"]), at)
        return CALLED[command.arguments["who"]](frames, at)
    except KeyError:
        return None


def _server(frames: RunFrames, server: int, at: int) -> dict[str, Any]:
    found = frames.servers(at)[server - 1]
    state = found["state"]
    return {
        "server": server,
        "old_code": bool(state & OLD_CODE),
        "flag": bool(state & FLAG_ON),
        "killed": bool(state & KILLED),
        "restarting": bool(state & RESTARTING),
        "loops": found["loops"],
    }


def _exchange(frames: RunFrames, at: int) -> dict[str, Any]:
    before = max(0, at - BETWEEN)
    now, then = (frames.column("executions", tick) for tick in (at, before))
    return {"executions": now - then}


def _risk(frames: RunFrames, at: int) -> dict[str, Any]:
    return {"gross": frames.column("gross", max(0, at - LATE))}


def _developers(frames: RunFrames, at: int) -> dict[str, Any]:
    servers = enumerate(frames.servers(at), start=1)
    return {"old": [n for n, s in servers if s["state"] & OLD_CODE]}


def _executive(frames: RunFrames, at: int) -> dict[str, Any]:
    frames.column("loops", at)  # the answer waits until the second is computed
    return {"stop": True}


CALLED = {
    "exchange": _exchange,
    "risk": _risk,
    "developers": _developers,
    "executive": _executive,
}
