"""What else could have been: mornings computed anew, and safeguards that only note.

Everything here is modelled, and computed by the engine that made the run: a run of another
engine gets none of it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from knightreplay.lab.computing import Subject, computed
from knightreplay.lab.mornings import READINGS, Morning
from knightreplay.lab.ranges import Range
from knightreplay.lab.services import has_ranges
from knightreplay.runs.acts import to_acts
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.postmortem.recording import Recording
from knightreplay.sharing.files.postmortem.screen import Screen, screen_at
from knightreplay.sharing.files.postmortem.timeline import last_execution
from simulator.clock import MINUTE, OPEN, time_of
from simulator.engine import simulate
from simulator.guardrails import NAMES, Guardrail, guardrail_of
from simulator.interventions import Intervention as Act
from simulator.scenario import Scenario, load_scenario

ALONE = "The run left alone: only what Knight's people do"
WITHOUT_ROLLBACK = "Left alone, but without the rollback"
MOST_STOPS = 3  # mornings computed with the kill switch at a decision
KEPT = 64  # results of mornings, of which many runs of a scenario and seed share some
Acts = tuple[Act, ...]


class Case(NamedTuple):
    """A morning that was not: its loss and, where it was computed anew, its trading."""

    name: str
    loss: int  # cents at 16:00
    executions: int
    gross: int  # cents at the stop
    found: Range = Range()  # its loss in every reading; empty for a run that has none


class Safeguard(NamedTuple):
    """A guardrail with its default setting, armed at 08:00 and told to act on nothing."""

    name: str
    setting: str
    own: bool  # armed in this run by people: its trips are the run's own
    tick: int | None  # of the first trip
    server: int | None  # from 1, where it was seen
    lead: int | None  # seconds from the first trip to the last execution
    screen: Screen | None  # at the end of the tick of the trip
    elsewhere: tuple["FirstTrip | None", ...] = ()  # in each of READINGS; None: never


class FirstTrip(NamedTuple):
    """When a safeguard first trips in a reading, and what getting out then comes to."""

    tick: int
    exit: int  # cents, P&L


# ---------------------------------------------------------------- counterfactuals


def case_alone(run: Run, alone: Recording) -> Case:
    """The stored run left alone; every engine's runs have it."""
    stop = last_execution(alone)
    return Case(
        ALONE,
        -int(alone.pnl_exit[-1]),
        int(alone.executions[-1]),
        0 if stop is None else int(alone.gross[stop]),
        range_of(run, Morning(), band=True),
    )


def range_of(run: Run, morning: Morning, *, band: bool = False) -> Range:
    """What a morning loses in every reading, at the run's seed; of a `band` the seeds too."""
    if not has_ranges(run):
        return Range()
    return computed(Subject(morning, run.scenario, run.seed), band=band)


def cases(view: View, scenario: Scenario, recording: Recording) -> tuple[Case, ...]:
    """Mornings to compare this one with, at most six of them computed anew."""
    return tuple(_cases(view, scenario, recording))


def _cases(view: View, scenario: Scenario, recording: Recording) -> Iterator[Case]:
    run = view.run
    rollback = next((act for act in scenario.preset if act.op == "rollback"), None)
    if rollback is not None:
        yield _without_rollback(run, scenario)
    yield _stopped("Left alone, but", run, scenario, (), OPEN + 60)
    if rollback is not None:
        words = "Left alone, but in place of the rollback"
        yield _stopped(words, run, scenario, (), rollback.tick)
    acts = to_acts(view.log.in_force, scenario)
    for tick in _moments_to_stop(acts, scenario, recording):
        before = tuple(act for act in acts if act.tick < tick)
        yield _stopped("This run, but", run, scenario, before, tick)


def _without_rollback(run: Run, scenario: Scenario) -> Case:
    kept = tuple(act for act in scenario.preset if act.op != "rollback")
    case = _computed(WITHOUT_ROLLBACK, scenario, run.seed, kept, with_preset=False)
    return case._replace(found=range_of(run, Morning(without_rollback=True)))


def _moments_to_stop(
    acts: Acts, scenario: Scenario, recording: Recording
) -> tuple[int, ...]:
    """When people acted while orders ran, and did not stop all servers then."""
    stop = last_execution(recording)
    stopped = {act.tick for act in acts if _is_kill_switch(act, scenario)}
    ticks = {act.tick for act in acts} - stopped
    if stop is None:
        return ()
    return tuple(sorted(t for t in ticks if OPEN < t <= stop))[:MOST_STOPS]


def _is_kill_switch(act: Act, scenario: Scenario) -> bool:
    return act.op == "kill" and len(act.servers) == scenario.server_count


def _stopped(words: str, run: Run, scenario: Scenario, acts: Acts, tick: int) -> Case:
    """All servers killed at a tick, the preset off from then on, that tick included."""
    fleet = tuple(range(scenario.server_count))
    stop = (Act(tick - 1, "take-over"), Act(tick, "kill", fleet))
    name = f"{words} all servers are killed at {time_of(tick)}"
    case = _computed(name, scenario, run.seed, (*acts, *stop))
    return case._replace(found=range_of(run, Morning((*acts, *stop))))


@lru_cache(KEPT)
def _computed(
    name: str, scenario: Scenario, seed: int, acts: Acts, *, with_preset: bool = True
) -> Case:
    run = simulate(scenario, seed, acts, with_preset=with_preset, recorded=True)
    figures = run.summary()
    return Case(
        name,
        round(figures["loss_usd"] * 100),
        figures["executions"],
        round(figures["gross_usd"] * 100),
    )


# ---------------------------------------------------------------- safeguards

FAIR = "pnl, fair marks"


def _shadow(name: str, **params: str) -> Act:
    return Act(0, "arm", guardrail=name, params=(*params.items(), ("action", "shadow")))


# Two mornings: one name has one setting at a time, and the stock breaker may fill the log.
SHADOWS: tuple[dict[str, Act], ...] = (
    {name: _shadow(name) for name in NAMES if name != "stock-breaker"},
    {FAIR: _shadow("pnl", mark="fair"), "stock-breaker": _shadow("stock-breaker")},
)


def safeguards(
    view: View, scenario: Scenario, recording: Recording
) -> tuple[Safeguard, ...]:
    """When each guardrail would have tripped first in this very run."""
    acts = to_acts(view.log.in_force, scenario)
    own = {act.guardrail for act in acts if act.guardrail}
    readings = READINGS if has_ranges(view.run) else ()
    found: dict[str, Safeguard] = {}
    for shadows in SHADOWS:
        armed = [act for act in shadows.values() if act.guardrail not in own]
        noting = scenario, view.run.seed, (*armed, *acts)
        trips = _trips(*noting)
        others = [_first_trips(name, *noting[1:]) for name in readings]
        for name, act in shadows.items():
            is_own = act.guardrail in own
            if not (is_own and name == FAIR):
                guard = _noted(name, act, trips, recording, own=is_own)
                there = tuple(first.get(act.guardrail or "") for first in others)
                found[name] = guard._replace(elsewhere=there)
    return tuple(sorted(found.values(), key=_by_first_trip))


@lru_cache(KEPT)
def _trips(scenario: Scenario, seed: int, acts: Acts) -> tuple[dict[str, Any], ...]:
    return tuple(simulate(scenario, seed, acts, recorded=True).summary()["trips"])


@lru_cache(KEPT)
def _first_trips(reading: str, seed: int, acts: Acts) -> dict[str, FirstTrip]:
    """The first trip of each guardrail in a reading."""
    run = simulate(load_scenario(reading), seed, acts)
    found: dict[str, FirstTrip] = {}
    for trip in run.summary()["trips"]:
        minute, row = divmod(trip["tick"], MINUTE)
        exit_then = int(run.frames[minute].pnl_exit[row])
        found.setdefault(trip["guardrail"], FirstTrip(trip["tick"], exit_then))
    return found


def _by_first_trip(guard: Safeguard) -> tuple[bool, int, float, bool]:
    """The earliest first, then the nearest to the cause; those that never trip at the end."""
    kind = "pnl" if guard.name == FAIR else guard.name
    remoteness = guardrail_of(kind).spec.remoteness
    return guard.tick is None, guard.tick or 0, remoteness, guard.name != FAIR


def _noted(
    name: str,
    act: Act,
    trips: Sequence[dict[str, Any]],
    recording: Recording,
    *,
    own: bool,
) -> Safeguard:
    trip = next((t for t in trips if t["guardrail"] == act.guardrail), None)
    stop = last_execution(recording)
    setting = SETTINGS[name]
    if trip is None:
        return Safeguard(name, setting, own, None, None, None, None)
    tick = trip["tick"]
    return Safeguard(
        name,
        setting,
        own,
        tick,
        trip["server"],
        None if stop is None else stop - tick,
        screen_at(recording, tick + 1),
    )


SETTINGS = {
    **{guardrail.key: guardrail.trips for guardrail in Guardrail},
    FAIR: f"A server has lost over ${Guardrail.PNL.parameters['limit'].default:,} at fair"
    " value, its own push on prices taken out",
}
