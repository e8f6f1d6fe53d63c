"""The one way in for acts, and what is said of them afterwards."""

import time
from uuid import UUID

from django.db import transaction

from knightreplay.runs.acts import PUT_BACK, REASON, STRIKE, Log, log_of
from knightreplay.runs.build import require_build
from knightreplay.runs.clock import Clock
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import CLOCK_FIELDS, Intervention, Role, Run
from knightreplay.runs.roles import require_act
from knightreplay.runs.services.act_request import (
    ActRequest,
    Author,
    append,
    checked_reason,
    store_act,
)
from knightreplay.runs.services.command import (
    CommandResult,
    earlier,
    enqueue,
    expect,
    locked,
    result_of,
    stop_again,
    tell,
)
from simulator.clock import CLOSE

AHEAD = 0.25  # wall seconds by which a sender's clock may run before ours


@transaction.atomic
def intervene(
    run_id: UUID,
    request: ActRequest,
    *,
    role: Role,
    command_id: str,
    seen: int | None = None,
    at: int | None = None,
    reason: str = "",
    expect_epoch: int | None = None,
    delay: int = 0,
    maker: str = "",
) -> CommandResult:
    """The one way in for acts: ordered by the run's row, stored once, announced.

    An act takes effect `at` a named tick, else at the `seen` tick if that is at most one
    wall second away from the server's clock, else at the server's present tick. A strike
    takes effect from the tick of the act that it takes out, and so does its undoing.
    `maker` is whose act it is, unless the host's. `delay` is how many ticks later than ordered it takes effect (a room's drill).

    Raises
    ------
    Forbidden
    Invalid
    Conflict
    """
    require_act(role)
    run = locked(run_id)
    if known := earlier(run, command_id):
        return known
    require_build(**run.made_with)
    expect(run, expect_epoch)
    log = log_of(run)
    author = Author(command_id, role, maker)
    if request.op in (STRIKE, PUT_BACK):
        row = _strike(run, log, author, request)
    else:
        tick, took = _effect(run.clock, time.time(), seen=seen, at=at)
        ordered = tick if delay else None
        row = store_act(
            run,
            log,
            author,
            request,
            tick=min(tick + delay, CLOSE - 1) if delay else tick,
            took=took,
            reason=reason,
            ordered=ordered,
        )
    return _kept(run, log, row)


def _strike(run: Run, log: Log, author: Author, request: ActRequest) -> Intervention:
    """Takes an act out of effect, or puts it back, from its own tick on; the log keeps all."""
    if request.seq is None:
        raise Invalid(f"seq: a {request.op} names the act that it speaks of")
    act = _target(log, request.seq)
    out = act.seq in log.struck
    if out == (request.op == STRIKE):
        state = "struck out already" if out else "not struck out"
        raise Invalid(f"seq: act {act.seq} is {state}")
    return append(
        run, log, author, op=request.op, tick=act.tick, cut=act.tick, target=act.seq
    )


@transaction.atomic
def give_reason(
    run_id: UUID,
    *,
    role: Role,
    command_id: str,
    target: int,
    text: str,
    maker: str = "",
) -> CommandResult:
    """Says afterwards why an act was done; the simulation is as it was.

    Raises
    ------
    Forbidden
    Invalid
    """
    require_act(role)
    run = locked(run_id)
    if known := earlier(run, command_id):
        return known
    log = log_of(run)
    act = _target(log, target)
    row = append(
        run,
        log,
        Author(command_id, role, maker),
        op=REASON,
        tick=act.tick,
        cut=None,
        target=act.seq,
        reason=checked_reason(text),
    )
    run.save(update_fields=["seq"])
    tell(run, log.with_row(row), row)
    return result_of(row)


def _effect(
    clock: Clock, now: float, *, seen: int | None, at: int | None
) -> tuple[int, Intervention.Took]:
    """(tick, how it was chosen) of an act that comes in at wall time `now`."""
    if at is not None:
        return at, Intervention.Took.AT
    present = clock.tick(now)
    if seen is not None and _is_recent(clock, present - seen):
        return min(max(seen, 0), CLOSE - 1), Intervention.Took.SEEN
    return present, Intervention.Took.PRESENT


def _is_recent(clock: Clock, late: int) -> bool:
    """At most one wall second old, or ahead by what two clocks may differ."""
    pace = 0.0 if clock.paused else clock.speed
    return -max(1.0, AHEAD * pace) <= late <= max(1.0, pace)


def _kept(run: Run, log: Log, row: Intervention) -> CommandResult:
    """The run with its new future still to compute, saved, told of and enqueued."""
    log = log.with_row(row)
    if row.cut is not None:
        run.clock = run.clock.replaced(time.time(), row.cut)
    stop_again(run, log)
    run.status = Run.Status.COMPUTING
    run.used_at = time.time()
    run.save(update_fields=["seq", "epoch", "status", "used_at", *CLOCK_FIELDS])
    tell(run, log, row)
    enqueue(run)
    return result_of(row)


def _target(log: Log, seq: int) -> Intervention:
    if act := log.find(seq):
        return act
    raise Invalid(f"seq: {seq} is no act of this run's log")
