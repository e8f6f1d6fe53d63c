"""An act as somebody asks for it, and its row in the log."""

import time
import unicodedata
from typing import Any, NamedTuple

from knightreplay.runs.acts import Log
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Intervention, Role, Run
from simulator.interventions import Intervention as Act
from simulator.interventions import from_wire
from simulator.params import ParamsError
from simulator.scenario import load_scenario

HOSTS_ACTS = 500  # acts and remarks of a run's host
OTHERS_ACTS = 300  # of all others together
MAKERS_ACTS = 150  # of one of them
ACTS_LIMIT = HOSTS_ACTS + OTHERS_ACTS  # in one run
REASON_LENGTH = 500  # characters


class ActRequest(NamedTuple):
    """What somebody wants done, as it came in; the engine checks it."""

    op: str
    servers: Any = None
    on: Any = None
    scope: Any = None
    mode: Any = None
    guardrail: Any = None  # to arm or to disarm
    params: Any = None  # of the guardrail, or the latency of a kill
    seq: int | None = None  # for a strike: the act that it takes out

    def act(self, tick: int, server_count: int) -> Act:
        given = {k: v for k, v in self._asdict().items() if v is not None}
        given.pop("seq", None)
        return from_wire(tick=tick, server_count=server_count, **given)


class Author(NamedTuple):
    """Whose command it is, and the id under which it counts once."""

    command_id: str
    role: Role
    maker: str = ""  # as RunCommand.maker


def store_act(
    run: Run,
    log: Log,
    author: Author,
    request: ActRequest,
    *,
    tick: int,
    took: Intervention.Took = Intervention.Took.AT,
    reason: str = "",
    ordered: int | None = None,
) -> Intervention:
    """The act's row, if the engine can do it.

    Raises
    ------
    Invalid
    """
    scenario = load_scenario(run.scenario)
    try:
        act = request.act(tick, scenario.server_count)
    except ParamsError as error:
        raise Invalid(str(error)) from error
    wire = act.to_wire()
    return append(
        run,
        log,
        author,
        op=act.op,
        tick=tick,
        ordered=ordered,
        cut=tick,
        arguments={k: v for k, v in wire.items() if k not in ("op", "time", "tick")},
        took=took,
        reason=checked_reason(reason),
    )


def append(
    run: Run, log: Log, author: Author, *, cut: int | None, **fields: Any
) -> Intervention:
    """One more row, under the next seq and, if it has a cut, the next epoch."""
    _require_room(log, author)
    run.seq += 1
    if cut is not None:
        run.epoch += 1
    return Intervention.objects.create(
        run=run,
        seq=run.seq,
        epoch=run.epoch,
        cut=cut,
        made_at=time.time(),
        **author._asdict(),
        **fields,
    )


def _require_room(log: Log, author: Author) -> None:
    """What others did takes nothing from the host, and what one did little from the others."""
    hosts = author.role is Role.HOST
    alike = [row.maker for row in log.rows if (row.role == Role.HOST) is hosts]
    most = HOSTS_ACTS if hosts else OTHERS_ACTS
    if len(alike) >= most:
        whose = "its host" if hosts else "all others"
        raise Invalid(f"a run holds {most} acts and remarks of {whose}; it is full")
    if author.maker and alike.count(author.maker) >= MAKERS_ACTS:
        raise Invalid(f"you did {MAKERS_ACTS} acts in this run; that is all you may")


def checked_reason(text: str) -> str:
    if len(text) > REASON_LENGTH:
        raise Invalid(f"reason: longer than {REASON_LENGTH} characters")
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise Invalid("reason: control characters are not allowed")
    return text.strip()
