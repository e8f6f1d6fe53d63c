"""Operations: what each step of a schedule changes in the state, between two ticks."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from simulator.clock import MINUTE
from simulator.guardrails import (
    ACTIONS,
    GATES,
    MARKS,
    PNL_REFERENCES,
    RATE_REFERENCES,
    SCOPES,
    Guardrail,
    Value,
    guardrail_of,
)
from simulator.params import ModelParams
from simulator.schedule import Step
from simulator.state.arrays import (
    ACT_STOP,
    AT_ONCE,
    HELD,
    LOOP,
    LOST,
    NEVER,
    ORDINARY,
    RLP,
    SERVER,
    SETTINGS,
    STOPPED,
    State,
)


def apply_step(params: ModelParams, state: State, step: Step) -> None:
    """Change the state by a step, at the start of the step's tick."""
    _OPERATIONS[step.op](params, state, step)


def end_orders(state: State, servers: tuple[int, ...], *stages: int) -> None:
    """End what is at work on the servers in these stages: loops stop, others are lost."""
    orders = state.orders
    working = orders.active[: state.progress[0].active]
    on, at = orders.server[working], orders.stage[working]
    ended = working[_among(servers)[on] & _among(stages)[at]]
    orders.stage[ended] = np.where(orders.stage[ended] == LOOP, STOPPED, LOST)


def _among(numbers: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Return (128,) whether each number is one of these."""
    among = np.zeros(128, np.bool_)
    among[list(numbers)] = True
    return among


def _kill(params: ModelParams, state: State, step: Step) -> None:
    state.servers.killed[list(step.servers)] = 1
    end_orders(state, step.servers, RLP, LOOP, ORDINARY)


def _restore(params: ModelParams, state: State, step: Step) -> None:
    state.servers.killed[list(step.servers)] = 0


def _flag(params: ModelParams, state: State, step: Step) -> None:
    state.servers.flag[list(step.servers)] = bool(step.on)
    if step.scope == "loop" and not step.on:
        end_orders(state, step.servers, LOOP)
    if step.on:
        _ask_gate(state, step.tick)


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


def _arm(params: ModelParams, state: State, step: Step) -> None:
    """Arm a guardrail, or arm it anew: what it knew of the past is forgotten."""
    told = dict(_coded(dict(step.params)))
    setting = _DISARMED | {"scope": SERVER} | told | {"armed": 1}
    if (setting["action"], setting["latency"]) == (ACT_STOP, 0):
        setting["engaged"] = step.tick
    place = _set(state, step, setting)
    if place == Guardrail.VERSION_GATE:
        _ask_gate(state, step.tick)


def _disarm(params: ModelParams, state: State, step: Step) -> None:
    """Disarm a guardrail; what has tripped and not acted yet does not act."""
    _set(state, step, _DISARMED)


def _set(state: State, step: Step, setting: dict[str, Value]) -> Guardrail:
    """Set the step's guardrail, which forgets what it knew; return which it is."""
    place, guardrails = guardrail_of(str(step.guardrail)), state.guardrails
    # At once: a record's fields are slow to set one by one.
    guardrails.settings[place] = tuple(setting.values())
    guardrails.tripped[place] = 0
    guardrails.due[place] = NEVER
    if place == Guardrail.ORDER_RATE:
        guardrails.over[:] = 0
    if place == Guardrail.STOCK_BREAKER:
        guardrails.mids[:] = 0
        guardrails.resumes[:] = 0
    state.progress["armed"] = guardrails.settings["armed"].sum()
    return place


def _coded(told: dict[str, Value]) -> Iterator[tuple[str, Value]]:
    """Yield the fields of a guardrail's setting: words by their place, rates by second."""
    for name, value in told.items():
        if name == "n":
            yield "limit", value
        elif name == "baseline":
            yield name, float(value) / MINUTE
        elif isinstance(value, str):
            yield _FIELDS.get(name, name), _CODES[value]
        else:
            yield name, value


def _ask_gate(state: State, tick: int) -> None:
    """Let the version gate look, if it is armed, before this tick."""
    if state.guardrails.settings[Guardrail.VERSION_GATE].armed:
        state.guardrails.settings[Guardrail.VERSION_GATE].pending = 1
        state.progress[0].due = min(state.progress[0].due, tick)


_DISARMED: dict[str, Value] = {
    **dict.fromkeys(SETTINGS.names or (), 0),
    "engaged": NEVER,
}
_FIELDS = {"on": "gate"}
_WORDS = (ACTIONS, SCOPES, RATE_REFERENCES, PNL_REFERENCES, MARKS, GATES)
_CODES = {word: code for words in _WORDS for code, word in enumerate(words)}

_OPERATIONS: dict[str, Callable[[ModelParams, State, Step], None]] = {
    "kill": _kill,
    "restore": _restore,
    "flag": _flag,
    "deploy": _deploy,
    "rollback": _rollback,
    "act-on-emails": _act_on_emails,
    "unwind": _unwind,
    "no-unwind": _no_unwind,
    "arm": _arm,
    "disarm": _disarm,
}
