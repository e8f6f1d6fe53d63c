"""What a team is answered to an inspection or a call: what its own run held at that second.

A server's code, flag and loops are the run's truth; who is called sees a part of it, as
docs/rooms.md says (assumed).
"""

from typing import Any

from knightreplay.rooms.models import Deed
from knightreplay.rooms.truth import Reading
from knightreplay.runs.selectors import View
from simulator.frames import FLAG_ON, KILLED, OLD_CODE, RESTARTING

LATE = 60  # assumed: ticks by which the risk desk's screen is behind
BETWEEN = 60  # ticks over which the exchange counts


def answer_of(view: View, deed: Deed) -> dict[str, Any] | None:
    """The answer at the deed's second; None while that minute is not computed."""
    at = deed.answered_at or 0
    reading = Reading(view)
    try:
        if deed.what == "inspect":
            return _server(reading, int(deed.arguments["server"]), at)
        return CALLED[deed.arguments["who"]](reading, at)
    except KeyError:
        return None


def _server(reading: Reading, server: int, at: int) -> dict[str, Any]:
    state = reading.servers("state", at)[server - 1]
    return {
        "server": server,
        "old_code": bool(state & OLD_CODE),
        "flag": bool(state & FLAG_ON),
        "killed": bool(state & KILLED),
        "restarting": bool(state & RESTARTING),
        "loops": reading.servers("loops", at)[server - 1],
    }


def _exchange(reading: Reading, at: int) -> dict[str, Any]:
    before = max(0, at - BETWEEN)
    now, then = (reading.column("executions", tick) for tick in (at, before))
    return {"executions": now - then}


def _risk(reading: Reading, at: int) -> dict[str, Any]:
    return {"gross": reading.column("gross", max(0, at - LATE))}


def _developers(reading: Reading, at: int) -> dict[str, Any]:
    states = reading.servers("state", at)
    return {"old": [n for n, s in enumerate(states, start=1) if s & OLD_CODE]}


def _executive(reading: Reading, at: int) -> dict[str, Any]:
    reading.column("loops", at)  # the answer waits until the second is computed
    return {"stop": True}


CALLED = {
    "exchange": _exchange,
    "risk": _risk,
    "developers": _developers,
    "executive": _executive,
}
