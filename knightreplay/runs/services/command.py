"""What every command shares: its id counts once, its run is locked, its end is told."""

import re
import time
import uuid
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from knightreplay.runs import presence, tasks
from knightreplay.runs.acts import Log
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.events import next_stop
from knightreplay.runs.models import CLOCK_FIELDS, ClockChange, Intervention, Run
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.runs.signals import changed, woken

COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class CommandResult(NamedTuple):
    """The answer to a command; the same for every repetition but for `duplicate`."""

    command_id: str
    seq: int
    epoch: int
    duplicate: bool
    tick: int | None = None
    took: str | None = None


def locked(run_id: UUID) -> Run:
    """The run, its row locked: on SQLite the immediate transaction is the lock.

    Whoever has it is there and watches; and the clock is right, also after a sleep.
    """
    run = Run.objects.select_for_update().get(id=run_id)
    now = time.time()
    if presence.wake(run, now):
        tell_woken(run)
    run.alive_at = run.watched_at = now
    return run


def earlier(run: Run, command_id: str) -> CommandResult | None:
    """The answer that this command was given before, if it was."""
    if not COMMAND_ID.fullmatch(command_id):
        raise Invalid("command_id: allowed: 1 to 64 of A-Z a-z 0-9 _ -")
    act = Intervention.objects.filter(run=run, command_id=command_id).first()
    if act:
        return result_of(act)._replace(duplicate=True)
    move = ClockChange.objects.filter(run=run, command_id=command_id).first()
    if move:
        return CommandResult(command_id, move.seq, move.epoch, duplicate=True)
    return None


def result_of(row: Intervention) -> CommandResult:
    return CommandResult(row.command_id, row.seq, row.epoch, False, row.tick, row.took)


def tell(run: Run, log: Log, row: Intervention | None) -> None:
    """Tells the layers above after the commit; their failure is logged, not ours."""
    telling = partial(changed.send, Run, run=run, log=log, row=row)
    transaction.on_commit(telling, robust=True)


def store_change(
    run: Run,
    log: Log,
    action: str,
    given: dict[str, Any],
    *,
    at: float,
    **own: Any,
) -> CommandResult:
    """Stores a run's clock as it is now, with a row that says how it came to that.

    `own`: its role, command_id and maker, where it was somebody's command; else it was the
    server's own, under an id that nobody guesses.
    """
    run.seq += 1
    run.save(update_fields=["seq", *CLOCK_FIELDS])
    row = ClockChange.objects.create(
        run=run,
        seq=run.seq,
        epoch=run.epoch,
        made_at=at,
        action=action,
        arguments=given,
        **{"command_id": uuid.uuid4().hex, **own},
    )
    tell(run, log, None)
    return CommandResult(row.command_id, row.seq, row.epoch, duplicate=False)


def tell_woken(run: Run) -> None:
    """Tells the layers above after the commit that this run's clock had slept."""
    telling = partial(woken.send, Run, run_id=run.id)
    transaction.on_commit(telling, robust=True)


def enqueue(run: Run) -> None:
    transaction.on_commit(partial(tasks.enqueue, run.id), robust=True)


def expect(run: Run, epoch: int | None) -> None:
    if epoch is not None and epoch != run.epoch:
        raise Conflict(
            f"expect_epoch: {epoch} was expected, the run is at epoch {run.epoch}; "
            "somebody else acted first"
        )


def stop_again(run: Run, log: Log, now: float | None = None) -> None:
    """Finds anew where the clock stops by itself, seen from where it is now.

    A clock that turns back at the end of its loop does not stop; and nobody passes
    the tick that a room stopped at.
    """
    now = time.time() if now is None else now
    stop = None
    if run.stop_at_events and not run.clock.loops:
        acts = tuple(row.tick for row in log.in_force)
        scenario = snapshot_of(run)
        planned = {act.tick for act in scenario.preset}
        stop = next_stop(scenario.events, planned, acts, run.clock.at(now))
    if run.stopped_at is not None:
        stop = run.stopped_at if stop is None else min(stop, run.stopped_at)
    if stop != run.clock_stop_at:
        run.clock = run.clock.moved(now, stop_at=stop)
