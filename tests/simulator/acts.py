"""Any acts, near the times at which things happen."""

from hypothesis import strategies as st

from simulator.clock import MINUTE, OPEN
from simulator.guardrails import GUARDRAILS, NAMES, Choice
from simulator.interventions import (
    OPS,
    OPS_WITH_GUARDRAIL,
    OPS_WITH_SERVERS,
    Intervention,
)

LAST_MINUTE = 150  # 10:30: rollback, stop and the start of the unwind lie before it


@st.composite
def settings_of(draw, name):
    """Any parameters of a guardrail, near the values at which things happen."""
    return tuple(
        (key, draw(st.sampled_from(parameter.words)))
        if isinstance(parameter, Choice)
        else (key, draw(st.integers(1, 90)) if key != "limit" else draw(limits(name)))
        for key, parameter in GUARDRAILS[name].items()
    )


def limits(name):
    return st.integers(1, 5_000) if name == "child-cap" else st.integers(1, 10**7)


def mornings(most):
    """Some acts that a run takes together: one order to a guardrail at one tick."""
    return st.lists(interventions(), max_size=most, unique_by=_order)


def _order(act):
    return (act.tick, act.guardrail) if act.guardrail else object()


@st.composite
def interventions(draw):
    """Any act that is valid, near the times at which things happen."""
    op = draw(st.sampled_from((*OPS, "arm", "arm")))
    name = draw(st.sampled_from(NAMES)) if op in OPS_WITH_GUARDRAIL else None
    latency = (("latency", draw(st.integers(0, 60))),) if op == "kill" else ()
    servers = draw(st.sets(st.integers(0, 7), min_size=1, max_size=8))
    return Intervention(
        tick=draw(st.integers(OPEN - 300, (LAST_MINUTE - 1) * MINUTE)),
        op=op,
        servers=tuple(sorted(servers)) if op in OPS_WITH_SERVERS else (),
        on=draw(st.booleans()) if op == "flag" else None,
        scope=draw(st.sampled_from(["intake", "loop"])) if op == "flag" else "intake",
        guardrail=name,
        params=draw(settings_of(name)) if op == "arm" else latency,
    )
