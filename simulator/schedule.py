"""The schedule: interventions of preset and people, expanded and in order.

At one tick the preset's come first, then people's in the order given. A take-over at
tick t cancels what the preset would do after t, a rolling rollback's remaining servers
included, until a hand-back; what was missed by then is not caught up. Neither touches
what people do: a person's own rolling rollback goes on after a kill or a take-over.
A kill with a latency is decided at its tick and takes effect that many seconds later.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple, Protocol

from simulator.guardrails import Params
from simulator.interventions import ROLLING_STAGGER, Intervention
from simulator.params import ParamsError
from simulator.scenario import Scenario, check_scenario


class Step(NamedTuple):
    """What happens to the servers or to the unwind desk at the start of one tick."""

    tick: int
    op: str
    servers: tuple[int, ...]  # 0-based
    on: bool | None
    scope: str
    guardrail: str | None
    params: Params


class WithPreset(Protocol):
    """A scenario, or whatever else knows what Knight's people do in it."""

    @property
    def preset(self) -> tuple[Intervention, ...]: ...


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every step of a run, in the order in which they are applied."""

    steps: tuple[Step, ...]

    def steps_between(self, start: int, end: int) -> tuple[Step, ...]:
        """Return the steps of the ticks from `start` up to but without `end`."""
        first = bisect_left(self.steps, start, key=lambda step: step.tick)
        last = bisect_left(self.steps, end, key=lambda step: step.tick)
        return self.steps[first:last]


def check_schedule(schedule: object) -> None:
    """Refuse what is no schedule; ParamsError says what makes one."""
    if not isinstance(schedule, Schedule):
        allowed = "a Schedule, as make_schedule returns it"
        raise ParamsError("schedule", schedule, allowed)


def make_schedule(
    scenario: Scenario,
    interventions: Sequence[Intervention],
    *,
    with_preset: bool = True,
) -> Schedule:
    """Order what the preset and people do.

    Raises
    ------
    ParamsError: what is given is no scenario or no list of interventions, or one of
        them names a server that the scenario does not have.

    """
    check_scenario(scenario)
    _check_acts(interventions)
    _check_servers(scenario, interventions)
    acts: list[Intervention] = []
    if with_preset:
        acts += [
            act for act, off in effective_preset(scenario, interventions) if not off
        ]
    acts += interventions
    steps = [step for act in acts for step in _steps(act)]
    return Schedule(tuple(sorted(steps, key=lambda step: step.tick)))


def effective_preset(
    scenario: WithPreset, interventions: Sequence[Intervention]
) -> tuple[tuple[Intervention, bool], ...]:
    """Return what the preset does, each with whether people's acts cancel it.

    A rolling rollback of which only a part is cancelled comes back in parts, each
    with its own servers and tick.
    """
    return tuple(part for act in scenario.preset for part in _parts(act, interventions))


def _parts(
    act: Intervention, interventions: Sequence[Intervention]
) -> Iterator[tuple[Intervention, bool]]:
    turns = groupby(_turns(act), lambda turn: _is_cancelled(turn.tick, interventions))
    for cancelled, same in turns:
        first, *others = same
        servers = first.servers + tuple(s for other in others for s in other.servers)
        yield replace(first, servers=servers), cancelled


def _turns(act: Intervention) -> list[Intervention]:
    """Split a rolling rollback into one intervention a server."""
    if not act.is_rolling:
        return [act]
    return [
        replace(act, tick=act.tick + ROLLING_STAGGER * turn, servers=(server,))
        for turn, server in enumerate(act.servers)
    ]


def _is_cancelled(tick: int, interventions: Sequence[Intervention]) -> bool:
    """Tell whether people had taken over before the tick."""
    hands = [
        act
        for act in interventions
        if act.op in ("take-over", "hand-back") and act.tick < tick
    ]
    # The last of the latest tick counts: max() would take the first.
    return bool(hands) and max(reversed(hands), key=_tick).op == "take-over"


def _tick(act: Intervention) -> int:
    return act.tick


def _steps(act: Intervention) -> Iterator[Step]:
    if act.op in ("take-over", "hand-back"):
        return
    for turn in _turns(act):
        yield Step(
            turn.tick + turn.latency,
            turn.op,
            turn.servers,
            turn.on,
            turn.scope,
            turn.guardrail,
            turn.params,
        )


def _check_acts(acts: object) -> None:
    """Refuse a single intervention, and text, which only `parse_do` reads."""
    listed = acts if isinstance(acts, list | tuple) else [acts]
    strange = [act for act in listed if not isinstance(act, Intervention)]
    if strange or listed is not acts:
        given = strange[0] if strange else acts
        allowed = "a list of Intervention; parse_do makes one of text"
        raise ParamsError("interventions", given, allowed)


def _check_servers(scenario: Scenario, acts: Sequence[Intervention]) -> None:
    for act in acts:
        if act.servers and max(act.servers) >= scenario.server_count:
            named = [server + 1 for server in act.servers]
            allowed = f"servers from 1 to {scenario.server_count}"
            raise ParamsError("servers", named, allowed)
