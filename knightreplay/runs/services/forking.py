"""A fork: a run of one's own that shares the past of another up to a moment."""

import time
from functools import partial
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from knightreplay.runs.acts import Log, log_of, to_acts
from knightreplay.runs.build import this_build
from knightreplay.runs.clock import Clock
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.models import Intervention, Role, Run
from knightreplay.runs.names import clean_name
from knightreplay.runs.retention import require_room
from knightreplay.runs.roles import mint_key, require_fork
from knightreplay.runs.segments.inheritance import borrow, to_lend
from knightreplay.runs.selectors import disclosed_until
from knightreplay.runs.services.command import COMMAND_ID, enqueue, stop_again
from knightreplay.runs.services.starting import StartedRun, checked
from simulator import ENGINE_VERSION
from simulator.clock import CLOSE, MINUTE
from simulator.scenario import load_scenario

Engine = Literal["same", "today"]


@transaction.atomic
def fork(
    run_id: UUID,
    *,
    at: int,
    role: Role,
    holder_owner: str = "",
    made_by: str = "",
    command_id: str | None = None,
    name: str = "",
    frozen: bool = False,
    engine: Engine = "same",
) -> StartedRun:
    """A new run with the acts of this one up to the tick `at`, paused there.

    Later acts are not taken over. Minutes that both have are shared, not copied, and not
    computed again. `engine` "today" computes a run of another build afresh, with the same
    acts. With an owner a `command_id` counts once, and a second time gives the same fork.

    Raises
    ------
    Forbidden
    Invalid
    Conflict
    """
    parent = Run.objects.select_for_update().get(id=run_id, deleted_at=None)
    require_fork(role, parent)
    _check(parent, at=at, engine=engine)
    id_ = _id_of(run_id, holder_owner, command_id)
    if known := id_ and Run.objects.filter(id=id_).first():
        return StartedRun(known, mint_key(known, Role.HOST))
    require_room(made_by)
    run = _child(parent, at)
    run.name = clean_name(name)
    run.owner, run.made_by, run.frozen = holder_owner, made_by, frozen
    if id_:
        run.id = id_
    run.save(force_insert=True)
    _take_over(parent, run, log_of(parent))
    run.save()
    enqueue(run)
    return StartedRun(run, mint_key(run, Role.HOST))


def _check(parent: Run, *, at: int, engine: Engine) -> None:
    if not 0 <= at <= CLOSE:
        raise Invalid("at: allowed: 08:00:00 to 16:00:00")
    if engine == "same" and not this_build().computes(**parent.made_with):
        raise Conflict(
            f"This run is of engine {parent.engine_version}, this server of "
            f"{ENGINE_VERSION} or of other data: compute it again with today's engine."
        )
    if parent.stopped_at is not None:
        raise Conflict("The room answers first; then a fork can be made.")
    until = disclosed_until(parent, time.time())
    if until is not None and at > until:
        raise Conflict("The run keeps to its clock, which is not there yet.")


def _id_of(run_id: UUID, owner: str, command_id: str | None) -> UUID | None:
    """The id of the fork that a command of an owner makes: nobody else can name it."""
    if command_id is None or not owner:
        return None
    if not COMMAND_ID.fullmatch(command_id):
        raise Invalid("command_id: allowed: 1 to 64 of A-Z a-z 0-9 _ -")
    asked = f"{run_id} {owner} {command_id}"
    digest = salted_hmac("knightreplay.fork", asked, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def _child(parent: Run, at: int) -> Run:
    """The fork, not stored yet: of this build, which is the parent's or today's."""
    loaded = checked(load_scenario, parent.scenario)
    now = time.time()
    run = Run(
        scenario=loaded.name,
        seed=parent.seed,
        engine_version=ENGINE_VERSION,
        data_hash=loaded.data_hash,
        parent=parent,
        forked_at=at,
        paced=parent.paced,
        open=parent.open,
        stop_at_events=parent.stop_at_events,
        used_at=now,
    )
    sim = float(at)
    run.clock = Clock(
        wall=now, sim=sim, speed=parent.clock_speed, furthest=sim, seen=sim
    )
    return run


def _take_over(parent: Run, run: Run, log: Log) -> None:
    """Gives the fork its log, and what the parent has computed of the same morning."""
    at = run.forked_at or 0
    kept = [row for row in log.in_force if row.tick <= at]
    mine = Log(tuple(_copy(run, log, row, n) for n, row in enumerate(kept, start=1)))
    checked(partial(to_acts, mine.rows), load_scenario(run.scenario))
    Intervention.objects.bulk_create(mine.rows)
    run.seq = run.epoch = len(mine.rows)
    stop_again(run, mine)
    if this_build().computes(**parent.made_with):
        left = min((row.tick for row in log.in_force if row.tick > at), default=CLOSE)
        borrow(run, to_lend(parent, log.cuts, mine.cuts, before=left // MINUTE))


def _copy(run: Run, log: Log, row: Intervention, number: int) -> Intervention:
    """An act of the parent's as the fork's own, under its own number and epoch."""
    return Intervention(
        run=run,
        command_id=f"fork-{number}",
        seq=number,
        epoch=number,
        cut=row.tick,
        role=row.role,
        made_at=row.made_at,
        op=row.op,
        tick=row.tick,
        ordered=row.ordered,
        arguments=row.arguments,
        reason=log.reason_for(row),
        took=row.took,
    )
