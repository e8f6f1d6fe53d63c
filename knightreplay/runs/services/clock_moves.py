"""The clock of a run, moved for everybody."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from knightreplay.runs.acts import Log, log_of
from knightreplay.runs.clock import FASTEST, SLOWEST
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.models import ClockChange, Role, Run
from knightreplay.runs.roles import require_act, require_host
from knightreplay.runs.services.command import (
    CommandResult,
    earlier,
    locked,
    stop_again,
    store_change,
)
from simulator.clock import CLOSE, time_of

PACED = "paced"
HOSTS_MOVES = 100_000  # of one run's clock, by its host
OTHERS_MOVES = 20_000  # by all others together
MAKERS_MOVES = 5000  # by one of them


class Movement(NamedTuple):
    """A movement of the clock as somebody asks for it."""

    action: str
    to: int | None = None  # tick, for seek
    speed: float | None = None
    on: bool | None = None  # for stop-at-events and paced
    paused: bool | None = None  # for seek
    first: int | None = None  # tick, for loop
    end: int | None = None  # tick, for loop


@transaction.atomic
def move_clock(
    run_id: UUID, movement: Movement, *, role: Role, command_id: str, maker: str = ""
) -> CommandResult:
    """Plays, pauses, seeks or changes the speed, for everybody.

    `maker` is whose movement it is, unless the host's.

    Raises
    ------
    Forbidden
    Invalid
    """
    _require(role, movement)
    run = locked(run_id)
    if known := earlier(run, command_id):
        return known
    return _moved(
        run, movement, time.time(), role=role, command_id=command_id, maker=maker
    )


@transaction.atomic
def move_clocks(
    run_ids: Sequence[UUID], movement: Movement, *, role: Role, command_id: str
) -> None:
    """The same movement of several clocks, all from the second of the one that is last.

    Raises
    ------
    Forbidden
    Invalid
    """
    _require(role, movement)
    commands = {_part_of(command_id, n): locked(id_) for n, id_ in enumerate(run_ids)}
    now = time.time()
    _bring_together(commands.values(), now)
    for own, run in commands.items():
        if not earlier(run, own):
            _moved(run, movement, now, role=role, command_id=own)


@transaction.atomic
def line_up(run_ids: Sequence[UUID]) -> None:
    """Brings clocks together that a sleep has parted: all of them wait, or none."""
    runs = [locked(run_id) for run_id in run_ids]
    now = time.time()
    seconds = {run.clock.at(now) for run in runs}
    waiting = {run.clock_paused for run in runs}
    if len(seconds) < 2 and len(waiting) < 2:
        return
    _bring_together(runs, now)
    for run in runs:
        run.clock = run.clock.moved(now, paused=any(waiting))
        log = log_of(run)
        stop_again(run, log, now)
        store_change(run, log, "line-up", {}, at=run.clock.wall)


def _part_of(command_id: str, number: int) -> str:
    """The id of one run's part in a command for several."""
    return f"{command_id[:56]}-t{number}"


def _bring_together(runs: Collection[Run], now: float) -> None:
    """To the second that all of them have reached: nobody misses anything."""
    second = min((run.clock.at(now) for run in runs), default=0.0)
    for run in runs:
        run.clock = run.clock.moved(now, sim=second, stop_at=run.clock.stop_at)


def _require(role: Role, movement: Movement) -> None:
    require_act(role)
    if movement.action == PACED:
        require_host(role)


def _moved(
    run: Run,
    movement: Movement,
    now: float,
    *,
    role: Role,
    command_id: str,
    maker: str = "",
) -> CommandResult:
    _require_moves(run, role, maker)
    log = log_of(run)
    _move(run, log, movement, now)
    given = {k: v for k, v in movement._asdict().items() if v is not None}
    own = {"role": role, "command_id": command_id, "maker": maker}
    return store_change(run, log, movement.action, given, at=run.clock.wall, **own)


def _require_moves(run: Run, role: Role, maker: str) -> None:
    """What others did takes nothing from the host; nothing is counted before it can matter."""
    moves = ClockChange.objects.filter(run=run, role=role)
    most = HOSTS_MOVES if role is Role.HOST else OTHERS_MOVES
    if run.seq >= most and moves.count() >= most:
        raise Invalid(f"this run's clock was moved {most} times; start a new run")
    if not maker or run.seq < MAKERS_MOVES:
        return
    if moves.filter(maker=maker).count() >= MAKERS_MOVES:
        raise Invalid(f"you moved this clock {MAKERS_MOVES} times; that is all you may")


def _move(run: Run, log: Log, movement: Movement, now: float) -> None:
    if movement.action not in MOVES:
        raise Invalid(
            f"action: {movement.action[:40]!r} is unknown; allowed: {', '.join(MOVES)}"
        )
    MOVES[movement.action](run, movement, now)
    _keep_before_stop(run)
    stop_again(run, log, now)


def _keep_before_stop(run: Run) -> None:
    """Nobody passes what the room has not answered yet."""
    stop, loop = run.stopped_at, run.clock.loop
    if stop is None:
        return
    if run.clock.sim > stop or (loop is not None and loop[1] > stop):
        raise Conflict(f"The room answers first: {time_of(stop)} is not passed yet.")


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


def _paced(run: Run, movement: Movement, now: float) -> None:
    """Whether frames keep to the clock: in a room nobody may see what is to come."""
    if movement.on is None:
        raise Invalid("on: allowed: true or false")
    run.paced = movement.on
    run.clock = run.clock.moved(now)


def _loop(run: Run, movement: Movement, now: float) -> None:
    """Plays a range over and over; without one, no more. Outside it, from its start."""
    first, end = movement.first, movement.end
    if first is None or end is None:
        if first is not end:
            raise Invalid("loop: both from and to, or neither to end it")
        run.clock = replace(run.clock.moved(now), loop=None)
        return
    if first >= end:
        raise Invalid("loop: from comes before to")
    outside = not first <= run.clock.at(now) < end
    moved = run.clock.moved(now, sim=float(first) if outside else None)
    run.clock = replace(moved, loop=(first, end))


MOVES: dict[str, Callable[[Run, Movement, float], None]] = {
    "play": _play,
    "pause": _pause,
    "seek": _seek,
    "speed": _speed,
    "stop-at-events": _stop_at_events,
    "loop": _loop,
    PACED: _paced,
}
