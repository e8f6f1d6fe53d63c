"""The one door of acts, and what is said of them afterwards."""

import time
from uuid import UUID

from django.db import transaction

from knightreplay.runs.acts import Log, log_of
from knightreplay.runs.clock import Clock
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import CLOCK_FIELDS, Intervention, Role, Run
from knightreplay.runs.roles import require_act
from knightreplay.runs.services.command import (
    Ack,
    ack,
    earlier,
    enqueue,
    expect,
    locked,
    stop_again,
    tell,
)
from knightreplay.runs.services.wish import Wish, append, checked_reason, store_act
from simulator.clock import CLOSE


@transaction.atomic
def intervene(
    run_id: UUID,
    wish: Wish,
    *,
    role: Role,
    command_id: str,
    seen: int | None = None,
    at: int | None = None,
    reason: str = "",
    expect_epoch: int | None = None,
) -> Ack:
    """The one door of acts: ordered by the run's row, stored once, announced.

    An act takes effect `at` a named tick, else at the `seen` tick if that is at most one
    wall second away from the server's clock, else at the server's present tick.

    Raises
    ------
    Forbidden, Invalid, Conflict
    """
    require_act(role)
    run = locked(run_id)
    if known := earlier(run, command_id):
        return known
    expect(run, expect_epoch)
    tick, took = _effect(run.clock, time.time(), seen=seen, at=at)
    log = log_of(run)
    row = store_act(
        run,
        log,
        wish,
        tick=tick,
        command_id=command_id,
        role=role,
        took=took,
        reason=checked_reason(reason),
    )
    return _kept(run, log, row)


@transaction.atomic
def strike(
    run_id: UUID,
    *,
    role: Role,
    command_id: str,
    target: int,
    expect_epoch: int | None = None,
) -> Ack:
    """Takes an act out of effect from its own tick on; the log keeps both.

    Raises
    ------
    Forbidden, Invalid, Conflict
    """
    require_act(role)
    run = locked(run_id)
    if known := earlier(run, command_id):
        return known
    expect(run, expect_epoch)
    log = log_of(run)
    act = _target(log, target)
    if act.seq in log.struck:
        raise Invalid(f"seq: act {target} is struck out already")
    row = append(
        run,
        log,
        op="strike",
        tick=act.tick,
        cut=act.tick,
        target=act.seq,
        command_id=command_id,
        role=role,
    )
    return _kept(run, log, row)


@transaction.atomic
def give_reason(
    run_id: UUID, *, role: Role, command_id: str, target: int, text: str
) -> Ack:
    """Says afterwards why an act was done; the simulation is as it was.

    Raises
    ------
    Forbidden, Invalid
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
        op="reason",
        tick=act.tick,
        cut=None,
        target=act.seq,
        reason=checked_reason(text),
        command_id=command_id,
        role=role,
    )
    run.save(update_fields=["seq"])
    tell(run, log.with_row(row), row)
    return ack(row)


def _effect(
    clock: Clock, now: float, *, seen: int | None, at: int | None
) -> tuple[int, Intervention.Took]:
    """(tick, how it was chosen) of an act that comes in at wall time `now`."""
    if at is not None:
        return at, Intervention.Took.AT
    present = clock.tick(now)
    if seen is not None and abs(seen - present) <= max(1.0, clock.speed):
        return min(max(seen, 0), CLOSE - 1), Intervention.Took.SEEN
    return present, Intervention.Took.PRESENT


def _kept(run: Run, log: Log, row: Intervention) -> Ack:
    """The run with its new future still to compute, saved, told of and enqueued."""
    log = log.with_row(row)
    stop_again(run, log)
    run.status = Run.Status.COMPUTING
    run.save(update_fields=["seq", "epoch", "status", *CLOCK_FIELDS])
    tell(run, log, row)
    enqueue(run)
    return ack(row)


def _target(log: Log, seq: int) -> Intervention:
    if act := log.find(seq):
        return act
    raise Invalid(f"seq: {seq} is no act of this run's log")
