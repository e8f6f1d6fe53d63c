"""Checks: guardrails that hold within a tick, order by order and stock by stock."""

from simulator.guardrails import Guardrail
from simulator.kernel.inputs import Inputs, Scratch
from simulator.kernel.jit import inline
from simulator.state.arrays import (
    ACT_STOP,
    BREAKER_MIDS,
    BREAKER_STEP,
    LOOP,
    STOPPED,
    Guardrails,
    Record,
    State,
)

UNLIMITED = 1 << 60
BREAKER_PAUSE = BREAKER_STEP * BREAKER_MIDS  # s


@inline
def is_enforced(tick: int, setting: Record) -> bool:
    """Tell whether a check that works order by order holds in this tick."""
    enforced: bool = setting.armed == 1 and tick >= setting.engaged
    return enforced


@inline
def end_loops(tick: int, inputs: Inputs, state: State, scratch: Scratch) -> None:
    """End the loops that have done all that a check lets them."""
    parents, orders, guardrails = inputs.parents, state.orders, state.guardrails
    child = guardrails.settings[Guardrail.CHILD_CAP]
    quantity = guardrails.settings[Guardrail.CUMULATIVE_QUANTITY]
    capped, counted = is_enforced(tick - 1, child), is_enforced(tick - 1, quantity)
    if not (capped or counted):
        return
    for row in range(state.progress[0].active):
        parent = orders.active[row]
        if orders.stage[parent] != LOOP:
            continue
        spent = capped and orders.sent[parent] >= child.limit
        filled = counted and orders.filled[parent] >= parents.quantity[parent]
        if spent or filled:
            orders.stage[parent] = STOPPED
            scratch.work[0].changed = 1


@inline
def most_orders(tick: int, setting: Record) -> int:
    """Return how many child orders a loop may send in all."""
    return int(setting.limit) if is_enforced(tick, setting) else UNLIMITED


@inline
def is_pausing(guardrails: Guardrails) -> bool:
    """Tell whether the stock breaker may keep stocks from trading."""
    setting = guardrails.settings[Guardrail.STOCK_BREAKER]
    pausing: bool = setting.armed == 1 and setting.action == ACT_STOP
    return pausing


@inline
def is_paused(tick: int, i: int, guardrails: Guardrails) -> bool:
    """Tell whether a stock pauses in this tick, if the breaker is pausing any."""
    resumes = guardrails.resumes[i]
    paused: bool = resumes - BREAKER_PAUSE <= tick and tick < resumes
    return paused
