"""Operations: what each step of a schedule changes in the state, between two ticks."""

from collections.abc import Callable

import numpy as np

from simulator.params import ModelParams
from simulator.schedule import Step
from simulator.state.arrays import (
    AT_ONCE,
    HELD,
    LOOP,
    LOST,
    ORDINARY,
    RLP,
    STOPPED,
    State,
)


def apply_step(params: ModelParams, state: State, step: Step) -> None:
    """Change the state by a step, at the start of the step's tick."""
    _OPERATIONS[step.op](params, state, step)


def end_orders(state: State, servers: tuple[int, ...], *stages: int) -> None:
    """End what is at work on the servers in these stages: loops stop, others are lost."""
    orders = state.orders
    ended = np.isin(orders.server, servers) & np.isin(orders.stage, stages)
    orders.stage[ended] = np.where(orders.stage[ended] == LOOP, STOPPED, LOST)


def _kill(params: ModelParams, state: State, step: Step) -> None:
    state.servers.killed[list(step.servers)] = 1
    end_orders(state, step.servers, RLP, LOOP, ORDINARY)


def _restore(params: ModelParams, state: State, step: Step) -> None:
    state.servers.killed[list(step.servers)] = 0


def _flag(params: ModelParams, state: State, step: Step) -> None:
    state.servers.flag[list(step.servers)] = bool(step.on)
    if step.scope == "loop" and not step.on:
        end_orders(state, step.servers, LOOP)


def _deploy(params: ModelParams, state: State, step: Step) -> None:
    state.servers.old_code[list(step.servers)] = 0
    _restart(state, step, params.deploy_down)


def _rollback(params: ModelParams, state: State, step: Step) -> None:
    state.servers.old_code[list(step.servers)] = 1
    _restart(state, step, params.rollback_down)


def _restart(state: State, step: Step, down: int) -> None:
    """Take servers away for `down` s; a process that restarts drops its loops."""
    state.servers.back_at[list(step.servers)] = step.tick + down
    end_orders(state, step.servers, RLP, LOOP, ORDINARY)


def _act_on_emails(params: ModelParams, state: State, step: Step) -> None:
    """Kill every server that has sent an e-mail."""
    senders = tuple(np.flatnonzero(state.servers.emails).tolist())
    _kill(params, state, step._replace(servers=senders))


def _unwind(params: ModelParams, state: State, step: Step) -> None:
    state.desk[0].order = AT_ONCE


def _no_unwind(params: ModelParams, state: State, step: Step) -> None:
    state.desk[0].order = HELD


_OPERATIONS: dict[str, Callable[[ModelParams, State, Step], None]] = {
    "kill": _kill,
    "restore": _restore,
    "flag": _flag,
    "deploy": _deploy,
    "rollback": _rollback,
    "act-on-emails": _act_on_emails,
    "unwind": _unwind,
    "no-unwind": _no_unwind,
}
