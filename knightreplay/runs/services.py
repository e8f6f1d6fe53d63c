"""Every change to a run, one function each. Each is one transaction and idempotent."""

import re
import time
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction

from knightreplay.runs import tasks
from knightreplay.runs.acts import Log, log_of
from knightreplay.runs.clock import FASTEST, SLOWEST, Clock
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.events import next_stop
from knightreplay.runs.models import (
    CLOCK_FIELDS,
    ClockChange,
    Intervention,
    Role,
    Run,
    RunKey,
)
from knightreplay.runs.roles import mint_key, require_act, require_host
from knightreplay.runs.signals import changed
from simulator import ENGINE_VERSION
from simulator.clock import CLOSE
from simulator.interventions import Intervention as Act
from simulator.interventions import from_wire
from simulator.params import ParamsError
from simulator.scenario import check_seed, load_scenario

Checked = TypeVar("Checked")

COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
ACTS_LIMIT = 500  # acts and remarks in one run
CLOCK_LIMIT = 100_000  # movements of one run's clock
KEYS_LIMIT = 100  # keys of one run
REASON_LENGTH = 500  # characters


class Ack(NamedTuple):
    """The answer to a command; the same for every repetition but for `duplicate`."""

    command_id: str
    seq: int
    epoch: int
    duplicate: bool
    tick: int | None = None
    took: str | None = None


class Started(NamedTuple):
    run: Run
    host_key: str


class Wish(NamedTuple):
    """What somebody wants done, as it came in; the engine checks it."""

    op: str
    servers: Any = None
    on: Any = None
    scope: Any = None
    mode: Any = None

    def act(self, tick: int, server_count: int) -> Act:
        given = {k: v for k, v in self._asdict().items() if v is not None}
        return from_wire(tick=tick, server_count=server_count, **given)


# ---------------------------------------------------------------- starting


@transaction.atomic
def start_run(
    *, scenario: str, seed: int, wishes: tuple[tuple[int, Wish], ...] = ()
) -> Started:
    """A new run, paused at 08:00, with acts already in its log; computing starts.

    Raises
    ------
    Invalid
        for an unknown scenario, a seed out of range or an act that cannot be.
    """
    loaded = _checked(load_scenario, scenario)
    run = Run(
        scenario=loaded.name,
        seed=_checked(check_seed, seed),
        engine_version=ENGINE_VERSION,
        data_hash=loaded.data_hash,
        clock_wall=time.time(),
    )
    run.save(force_insert=True)
    for number, (tick, wish) in enumerate(wishes, start=1):
        _store_act(run, Log(()), wish, tick=tick, command_id=f"start-{number}")
    run.save()
    _enqueue(run)
    return Started(run, mint_key(run, Role.HOST))


def _checked(check: Callable[[Any], Checked], value: Any) -> Checked:
    try:
        return check(value)
    except ParamsError as error:
        raise Invalid(str(error)) from error


# ---------------------------------------------------------------- acting


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
    run = _locked(run_id)
    if earlier := _earlier(run, command_id):
        return earlier
    _expect(run, expect_epoch)
    tick, took = _effect(run.clock, time.time(), seen=seen, at=at)
    log = log_of(run)
    row = _store_act(
        run,
        log,
        wish,
        tick=tick,
        command_id=command_id,
        role=role,
        took=took,
        reason=_reason(reason),
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
    run = _locked(run_id)
    if earlier := _earlier(run, command_id):
        return earlier
    _expect(run, expect_epoch)
    log = log_of(run)
    act = _target(log, target)
    if act.seq in log.struck:
        raise Invalid(f"seq: act {target} is struck out already")
    row = _append(
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
    run = _locked(run_id)
    if earlier := _earlier(run, command_id):
        return earlier
    log = log_of(run)
    act = _target(log, target)
    row = _append(
        run,
        log,
        op="reason",
        tick=act.tick,
        cut=None,
        target=act.seq,
        reason=_reason(text),
        command_id=command_id,
        role=role,
    )
    run.save(update_fields=["seq"])
    _tell(run, log.with_row(row), row)
    return _ack(row)


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


def _store_act(
    run: Run,
    log: Log,
    wish: Wish,
    *,
    tick: int,
    command_id: str,
    role: Role = Role.HOST,
    took: Intervention.Took = Intervention.Took.AT,
    reason: str = "",
) -> Intervention:
    scenario = load_scenario(run.scenario)
    try:
        act = wish.act(tick, scenario.server_count)
    except ParamsError as error:
        raise Invalid(str(error)) from error
    wire = act.to_wire()
    arguments = {k: v for k, v in wire.items() if k not in ("op", "time", "tick")}
    return _append(
        run,
        log,
        op=act.op,
        tick=tick,
        cut=tick,
        arguments=arguments,
        took=took,
        reason=reason,
        command_id=command_id,
        role=role,
    )


def _append(run: Run, log: Log, *, cut: int | None, **fields: Any) -> Intervention:
    """One more row, under the next seq and, if it has a cut, the next epoch."""
    if len(log.rows) >= ACTS_LIMIT:
        raise Invalid(f"a run holds {ACTS_LIMIT} acts and remarks; this one is full")
    run.seq += 1
    if cut is not None:
        run.epoch += 1
    return Intervention.objects.create(
        run=run, seq=run.seq, epoch=run.epoch, cut=cut, made_at=time.time(), **fields
    )


def _kept(run: Run, log: Log, row: Intervention) -> Ack:
    """The run with its new future still to compute, saved, told of and enqueued."""
    log = log.with_row(row)
    _stop_again(run, log)
    run.status = Run.Status.COMPUTING
    run.save(update_fields=["seq", "epoch", "status", *CLOCK_FIELDS])
    _tell(run, log, row)
    _enqueue(run)
    return _ack(row)


def _target(log: Log, seq: int) -> Intervention:
    if act := log.find(seq):
        return act
    raise Invalid(f"seq: {seq} is no act of this run's log")


def _reason(text: str) -> str:
    if len(text) > REASON_LENGTH:
        raise Invalid(f"reason: longer than {REASON_LENGTH} characters")
    return text.strip()


def _expect(run: Run, epoch: int | None) -> None:
    if epoch is not None and epoch != run.epoch:
        raise Conflict(
            f"expect_epoch: {epoch} was expected, the run is at epoch {run.epoch}; "
            "somebody else acted first"
        )


# ---------------------------------------------------------------- the clock


class Movement(NamedTuple):
    """A wished movement of the clock."""

    action: str
    to: int | None = None  # tick, for seek
    speed: float | None = None
    on: bool | None = None  # for stop-at-events
    paused: bool | None = None  # for seek


@transaction.atomic
def move_clock(run_id: UUID, movement: Movement, *, role: Role, command_id: str) -> Ack:
    """Plays, pauses, seeks or changes the speed, for everybody.

    Raises
    ------
    Forbidden, Invalid
    """
    require_act(role)
    run = _locked(run_id)
    if earlier := _earlier(run, command_id):
        return earlier
    if run.seq >= CLOCK_LIMIT:
        raise Invalid(
            f"this run's clock was moved {CLOCK_LIMIT} times; start a new run"
        )
    log = log_of(run)
    _move(run, log, movement, time.time())
    run.seq += 1
    run.save(update_fields=["seq", *CLOCK_FIELDS])
    row = ClockChange.objects.create(
        run=run,
        seq=run.seq,
        epoch=run.epoch,
        command_id=command_id,
        role=role,
        made_at=run.clock.wall,
        action=movement.action,
        arguments={k: v for k, v in movement._asdict().items() if v is not None},
    )
    _tell(run, log, None)
    return Ack(command_id, row.seq, row.epoch, duplicate=False)


def _move(run: Run, log: Log, movement: Movement, now: float) -> None:
    if movement.action not in MOVES:
        raise Invalid(
            f"action: {movement.action[:40]!r} is unknown; allowed: {', '.join(MOVES)}"
        )
    MOVES[movement.action](run, movement, now)
    _stop_again(run, log)


def _play(run: Run, movement: Movement, now: float) -> None:
    at_end = run.clock.at(now) >= CLOSE
    run.clock = run.clock.moved(now, paused=False, sim=0.0 if at_end else None)


def _pause(run: Run, movement: Movement, now: float) -> None:
    run.clock = run.clock.moved(now, paused=True)


def _seek(run: Run, movement: Movement, now: float) -> None:
    if movement.to is None:
        raise Invalid(
            "to: a seek names a tick or a time; allowed: 08:00:00 to 16:00:00"
        )
    run.clock = run.clock.moved(now, sim=float(movement.to), paused=movement.paused)


def _speed(run: Run, movement: Movement, now: float) -> None:
    if movement.speed is None or not SLOWEST <= movement.speed <= FASTEST:
        raise Invalid(f"speed: allowed: {SLOWEST} to {FASTEST:.0f}")
    run.clock = run.clock.moved(now, speed=movement.speed)


def _stop_at_events(run: Run, movement: Movement, now: float) -> None:
    if movement.on is None:
        raise Invalid("on: allowed: true or false")
    run.stop_at_events = movement.on
    run.clock = run.clock.moved(now)


MOVES: dict[str, Callable[[Run, Movement, float], None]] = {
    "play": _play,
    "pause": _pause,
    "seek": _seek,
    "speed": _speed,
    "stop-at-events": _stop_at_events,
}


def _stop_again(run: Run, log: Log) -> None:
    """Finds anew where the clock stops by itself, seen from where it is now."""
    now = time.time()
    stop = None
    if run.stop_at_events:
        acts = tuple(row.tick for row in log.in_force)
        stop = next_stop(load_scenario(run.scenario), acts, run.clock.at(now))
    if stop != run.clock_stop_at:
        run.clock = run.clock.moved(now, stop_at=stop)


# ---------------------------------------------------------------- keys


@transaction.atomic
def hand_out_key(run_id: UUID, *, role: Role) -> str:
    """An operate key, for the host to give away.

    Raises
    ------
    Forbidden, Invalid
    """
    require_host(role)
    run = _locked(run_id)
    if RunKey.objects.filter(run=run).count() >= KEYS_LIMIT:
        raise Invalid(f"a run has {KEYS_LIMIT} keys at most")
    return mint_key(run, Role.OPERATE)


# ---------------------------------------------------------------- shared


def _locked(run_id: UUID) -> Run:
    """The run, its row locked: on SQLite the immediate transaction is the lock."""
    return Run.objects.select_for_update().get(id=run_id)


def _earlier(run: Run, command_id: str) -> Ack | None:
    """The answer that this command was given before, if it was."""
    if not COMMAND_ID.fullmatch(command_id):
        raise Invalid("command_id: allowed: 1 to 64 of A-Z a-z 0-9 _ -")
    act = Intervention.objects.filter(run=run, command_id=command_id).first()
    if act:
        return _ack(act)._replace(duplicate=True)
    move = ClockChange.objects.filter(run=run, command_id=command_id).first()
    if move:
        return Ack(command_id, move.seq, move.epoch, duplicate=True)
    return None


def _ack(row: Intervention) -> Ack:
    return Ack(row.command_id, row.seq, row.epoch, False, row.tick, row.took)


def _tell(run: Run, log: Log, row: Intervention | None) -> None:
    """Tells the layers above after the commit; their failure is logged, not ours."""
    telling = partial(changed.send, Run, run=run, log=log, row=row)
    transaction.on_commit(telling, robust=True)


def _enqueue(run: Run) -> None:
    transaction.on_commit(partial(tasks.enqueue, run.id), robust=True)
