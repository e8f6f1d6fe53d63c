"""What a team does besides acting on servers: the one table of operations (docs/rooms.md).

A row says how an operation reads, what is written down of it, and, where it is answered, after
how long and with what. Answers are what the team's own run holds at that second: a server's
code, flag and loops as they are; who is called sees a part of it. All times are **assumed**.
"""

import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext, gettext_lazy

from knightreplay.rooms.bodies import Given
from knightreplay.rooms.models import RoomCommand
from knightreplay.runs.errors import Invalid
from knightreplay.runs.frames import RunFrames
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View
from simulator.frames import FLAG_ON, KILLED, OLD_CODE, RESTARTING
from simulator.scenario import load_scenario

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

TEXT_LENGTH = 300
INSPECTION = 90  # assumed: ticks until somebody has looked at a server
LATE = 60  # assumed: ticks by which the risk desk's screen is behind
BETWEEN = 60  # ticks over which the exchange counts

OperationAnswer = dict[str, Any]


class OperationRequest(NamedTuple):
    """What somebody wants done, as it came in."""

    what: str
    text: str = ""  # of a declaration or a note
    server: int | None = None  # from 1, to inspect
    who: str | None = None  # to call


class OperationKind(NamedTuple):
    """A row of the table."""

    words: Callable[[Given], str]
    given: Callable[[OperationRequest, Run], Given]  # what is written down; may refuse
    takes: Callable[[Given], int] | None = None  # ticks until it is answered
    answer: Callable[[RunFrames, Given, int], OperationAnswer] | None = None


class Callee(NamedTuple):
    """Somebody who can be called."""

    words: "StrPromise"
    takes: int  # assumed: ticks until they have an answer
    says: Callable[[RunFrames, int], OperationAnswer]


# ---------------------------------------------------------------- what is said


def _declared(given: Given) -> str:
    words = gettext("Incident declared")
    return f"{words}: {given['text']}" if given.get("text") else words


def _inspected(given: Given) -> str:
    return gettext("Server %(n)s is inspected") % {"n": given["server"]}


def _called(given: Given) -> str:
    return gettext("Call to %(who)s") % {"who": PEOPLE[given["who"]].words}


def _noted(given: Given) -> str:
    return gettext("Note: %(text)s") % {"text": given["text"]}


def _text(operation: OperationRequest, _run: Run) -> Given:
    text = " ".join(operation.text.split())
    if len(text) > TEXT_LENGTH:
        raise Invalid(f"text: longer than {TEXT_LENGTH} characters")
    if any(unicodedata.category(c) in ("Cc", "Cf") for c in text):
        raise Invalid("text: control characters are not allowed")
    return {"text": text}


def _server(operation: OperationRequest, run: Run) -> Given:
    servers = load_scenario(run.scenario).server_count
    if operation.server is None or not 1 <= operation.server <= servers:
        raise Invalid(f"server: allowed: 1 to {servers}")
    return {"server": operation.server}


def _who(operation: OperationRequest, _run: Run) -> Given:
    if operation.who is None or operation.who not in PEOPLE:
        raise Invalid(f"who: allowed: {', '.join(PEOPLE)}")
    return {"who": operation.who}


# ---------------------------------------------------------------- what is answered


def _state(frames: RunFrames, given: Given, at: int) -> OperationAnswer:
    found = frames.servers(at)[given["server"] - 1]
    state = found["state"]
    return {
        "server": given["server"],
        "old_code": bool(state & OLD_CODE),
        "flag": bool(state & FLAG_ON),
        "killed": bool(state & KILLED),
        "restarting": bool(state & RESTARTING),
        "loops": found["loops"],
    }


def _executions(frames: RunFrames, at: int) -> OperationAnswer:
    before = max(0, at - BETWEEN)
    now, then = (frames.column("executions", tick) for tick in (at, before))
    return {"executions": now - then}


def _gross(frames: RunFrames, at: int) -> OperationAnswer:
    return {"gross": frames.column("gross", max(0, at - LATE))}


def _old_code(frames: RunFrames, at: int) -> OperationAnswer:
    servers = enumerate(frames.servers(at), start=1)
    return {"old": [n for n, s in servers if s["state"] & OLD_CODE]}


def _stop(frames: RunFrames, at: int) -> OperationAnswer:
    frames.column("loops", at)  # the answer waits until the second is computed
    return {"stop": True}


# The floor of the exchange sees our orders there; the risk desk what its screen showed a
# minute ago; the developers which servers run which code; the executive may decide.
PEOPLE: Mapping[str, Callee] = {
    "exchange": Callee(gettext_lazy("the exchange's floor"), 180, _executions),
    "risk": Callee(gettext_lazy("the risk desk"), 120, _gross),
    "developers": Callee(gettext_lazy("the developers"), 600, _old_code),
    "executive": Callee(gettext_lazy("the executive"), 300, _stop),
}

OPERATIONS: Mapping[str, OperationKind] = {
    "declare": OperationKind(_declared, _text),
    "inspect": OperationKind(_inspected, _server, lambda _: INSPECTION, _state),
    "call": OperationKind(
        _called,
        _who,
        lambda given: PEOPLE[given["who"]].takes,
        lambda frames, given, at: PEOPLE[given["who"]].says(frames, at),
    ),
    "note": OperationKind(_noted, _text),
}


def answer_of(view: View, command: RoomCommand) -> OperationAnswer | None:
    """The answer at the command's second; None while that minute is not computed."""
    answer = OPERATIONS[command.what].answer
    if answer is None:
        return None
    try:
        return answer(RunFrames(view), command.arguments, command.answered_at or 0)
    except KeyError:
        return None
