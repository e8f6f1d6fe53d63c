"""The engine: minutes of frames out of a state, and whole mornings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simulator.clock import CLOSE, MINUTE, MINUTES, tick_of
from simulator.closing import moment
from simulator.files.script import check_agreement
from simulator.frames import (
    Ends,
    Frames,
    Span,
    frames_of,
    minutes_of,
    new_blocks,
    new_ends,
)
from simulator.interventions import Intervention
from simulator.kernel.inputs import Inputs, Scratch, Wholes, make_inputs, make_scratch
from simulator.kernel.tick import run_ticks
from simulator.operations import apply_step
from simulator.params import ParamsError, check_whole
from simulator.scenario import Scenario, check_seed
from simulator.schedule import Schedule, check_schedule, make_schedule
from simulator.state import State, begin, clone, new_state, state_hash
from simulator.summary import summarise

LARGEST_SUM = 1e13  # $; the worst morning of the shipped scenarios stays under 1e12
LARGEST_PRICE = 2**31 - 2  # cents; a tape holds prices of 32 bits, one higher by a cent
LARGEST_TURNOVER = 2**62  # cents; cash of 64 bits holds twice that
HASH_TICK = tick_of("10:15:00")  # the state that identifies a run is that before it
SPAN = 15 * MINUTE  # ticks that the kernel runs through at once, HASH_TICK at an end


@dataclass(frozen=True, eq=False, kw_only=True)
class Run:
    """A simulated morning."""

    scenario: Scenario
    seed: int
    interventions: tuple[Intervention, ...]
    with_preset: bool
    spans: tuple[Span, ...]
    state: State  # at `until`
    hash_passed: str | None  # of the state before 10:15:00, unless `until` is earlier

    @cached_property
    def hash_at_1015(self) -> str:
        """Of the state before 10:15:00, to which a shorter run goes on when asked."""
        if self.hash_passed is not None:
            return self.hash_passed
        schedule = make_schedule(
            self.scenario, self.interventions, with_preset=self.with_preset
        )
        state = clone(self.state)
        inputs = make_inputs(self.scenario, self.seed)
        run_figures(self.scenario, inputs, schedule, state, HASH_TICK)
        return state_hash(state)

    @cached_property
    def frames(self) -> tuple[Frames, ...]:
        """One a minute, the last one shorter if `until` is; cut when first asked for."""
        start = moment(new_state(self.scenario))
        return tuple(minutes_of(self.spans, start, self.state))

    def summary(self) -> dict[str, Any]:
        """Return the headline figures, see `summarise`."""
        return summarise(
            self.scenario,
            self.seed,
            hash_at_1015=self.hash_at_1015,
            state=self.state,
            interventions=self.interventions,
            with_preset=self.with_preset,
        )


def run_minute(
    scenario: Scenario, seed: int, schedule: Schedule, state: State, minute: int
) -> tuple[State, Frames]:
    """Return the state a minute later, and the frames of that minute.

    The given state must stand at the start of the minute, and is left as it was.

    Raises
    ------
    ParamsError: as `run_until`, or there is no such minute.

    """
    start = check_whole("minute", minute, 0, MINUTES - 1) * MINUTE
    state, (frames,) = run_until(scenario, seed, schedule, state, start, start + MINUTE)
    return state, frames


def run_until(
    scenario: Scenario,
    seed: int,
    schedule: Schedule,
    state: State,
    from_tick: int,
    to_tick: int,
) -> tuple[State, tuple[Frames, ...]]:
    """Return the state at `to_tick`, and the frames up to it, cut at whole minutes.

    Raises
    ------
    ParamsError: the state stands at another tick than `from_tick`, is of another
        scenario or has come there under another seed; `to_tick` is before `from_tick`
        or after the close; the seed is out of range; or sums or prices grow beyond
        what is counted exactly.

    """
    state, seed = _begun(scenario, seed, schedule, state)
    before = moment(state)
    spans = _advance(scenario, seed, schedule, state, from_tick, to_tick)
    return state, tuple(minutes_of(spans, before, state))


def _begun(
    scenario: Scenario, seed: int, schedule: Schedule, state: State
) -> tuple[State, int]:
    """Return a copy of the state that goes on under the seed, and the seed, checked."""
    check_schedule(schedule)
    state, seed = clone(state), check_seed(seed)
    begin(scenario, seed, state)
    return state, seed


def run_figures(
    scenario: Scenario, inputs: Inputs, schedule: Schedule, state: State, to_tick: int
) -> None:
    """Change a state that the caller owns up to `to_tick`, and keep no frames.

    The inputs are those of the scenario, of all its stocks or of some.

    Raises
    ------
    ParamsError: `to_tick` is before the state's own or after the close, the state has
        come there under another seed, or sums or prices grow beyond what is counted
        exactly.

    """
    tick = int(state.progress[0].tick)
    _check_span(state, tick, to_tick)
    begin(scenario, inputs.seed, state)
    scratch = make_scratch(state, _most_active(scenario, state, to_tick))
    frames, ends = (
        frames_of(scenario, tick, new_blocks(scenario, 0)),
        new_ends(scenario, 0),
    )
    _run_steps(scenario, schedule, state, inputs, scratch, frames, ends, to_tick)


def log_minute(
    scenario: Scenario, seed: int, schedule: Schedule, state: State, minute: int
) -> tuple[State, Wholes]:
    """Return the state a minute later, and what each loop did in each of its ticks.

    The rows are those of `Cells.rows`. The given state is left as it was.

    Raises
    ------
    ParamsError: as `run_minute`.

    """
    start = check_whole("minute", minute, 0, MINUTES - 1) * MINUTE
    _check_span(state, start, start + MINUTE)
    state, seed = _begun(scenario, seed, schedule, state)
    inputs = make_inputs(scenario, seed)
    rows = _most_active(scenario, state, start + MINUTE)
    scratch = make_scratch(state, rows, logged=MINUTE)
    end = start + MINUTE
    frames = frames_of(scenario, start, new_blocks(scenario, MINUTE))
    ends = new_ends(scenario, 1)
    _run_steps(scenario, schedule, state, inputs, scratch, frames, ends, end)
    return state, scratch.cells.rows[: scratch.cells.used[0]]


def simulate(
    scenario: Scenario,
    seed: int,
    interventions: Sequence[Intervention] = (),
    *,
    until: int = CLOSE,
    with_preset: bool = True,
    recorded: bool = False,
    on_minute: Callable[[Frames], object] | None = None,
) -> Run:
    """Simulate a morning from 08:00:00 to `until`.

    Two orders to one guardrail at one tick are refused, unless they are `recorded`: given
    one after the other while the clock stood. They then count in their order.

    `on_minute` is called with each minute's frames as they are done. The hash of the
    state before 10:15:00 is part of the run even if `until` comes earlier; it is then
    worked out when first asked for.

    Raises
    ------
    ParamsError: an argument is not of its kind or out of range, a server is not in the
        scenario, a guardrail gets two orders at one tick, or the scenario's parameters
        lead to sums or prices beyond what is counted exactly.

    """
    seed, until = check_seed(seed), check_whole("until", until, 0, CLOSE)
    schedule = make_schedule(scenario, interventions, with_preset=with_preset)
    if not recorded:
        check_agreement(interventions)
    state, hash_passed = new_state(scenario), None
    begin(scenario, seed, state)
    before, spans = moment(state), list[Span]()
    for span in _advance(scenario, seed, schedule, state, 0, until):
        spans.append(span)
        if span.stop == HASH_TICK:
            hash_passed = state_hash(state)
        if on_minute:
            for minute in minutes_of([span], before, state):
                on_minute(minute)
                before = minute.closing.after
    return Run(
        scenario=scenario,
        seed=seed,
        interventions=tuple(interventions),
        with_preset=with_preset,
        spans=tuple(spans),
        state=state,
        hash_passed=hash_passed,
    )


def _advance(
    scenario: Scenario,
    seed: int,
    schedule: Schedule,
    state: State,
    from_tick: int,
    to_tick: int,
) -> Iterator[Span]:
    """Change the state up to `to_tick`, and yield what the kernel runs through at once."""
    _check_span(state, from_tick, to_tick)
    inputs = make_inputs(scenario, seed)
    scratch = make_scratch(state, _most_active(scenario, state, to_tick))
    while from_tick < to_tick:
        end = min(to_tick, (from_tick // SPAN + 1) * SPAN)
        blocks = new_blocks(scenario, end - from_tick)
        frames, ends = (
            frames_of(scenario, from_tick, blocks),
            _ends(scenario, from_tick, end),
        )
        _run_steps(scenario, schedule, state, inputs, scratch, frames, ends, end)
        yield Span(from_tick, blocks, ends)
        from_tick = end


def _ends(scenario: Scenario, start: int, end: int) -> Ends:
    return new_ends(scenario, -(-end // MINUTE) - start // MINUTE)


def _check_span(state: State, from_tick: int, to_tick: int) -> None:
    tick = int(state.progress[0].tick)
    if from_tick != tick:
        raise ParamsError("from_tick", from_tick, f"{tick}, where the state stands")
    check_whole("to_tick", to_tick, from_tick, CLOSE)


def _most_active(scenario: Scenario, state: State, end: int) -> int:
    """Return how many orders can be at work at once before the tick `end`."""
    progress = state.progress[0]
    arrived = int(np.searchsorted(scenario.parents.tick, end))
    return int(progress.active) + arrived - int(progress.arrived)


def _run_steps(
    scenario: Scenario,
    schedule: Schedule,
    state: State,
    inputs: Inputs,
    scratch: Scratch,
    frames: Frames,
    ends: Ends,
    end: int,
) -> None:
    """Run the ticks of some frames, stopping for each step of the schedule."""
    tick = frames.tick
    for step in schedule.steps_between(tick, end):
        if step.tick > tick:
            run_ticks(tick, step.tick, inputs, state, scratch, frames, ends)
            tick = step.tick
        apply_step(scenario.params, state, step)
    run_ticks(tick, end, inputs, state, scratch, frames, ends)
    _check_sums(scenario, state, scratch)


def _check_sums(scenario: Scenario, state: State, scratch: Scratch) -> None:
    """Refuse a morning whose cents may not have fitted where they are counted.

    No sum of cents that loops paid is larger than all their shares at the dearest price;
    a part of the loss may be, since no share is sold for less than a cent.
    """
    work = scratch.work[0]
    parts = 100 * np.abs(state.costs.view(np.float64)).max()
    turnover = max(parts, float(work.dearest) * float(state.market.traded.sum()))
    bounds = (
        (work.largest, LARGEST_SUM, "exposure and P&L under $10 trillion"),
        (work.dearest, LARGEST_PRICE, "prices under $21 million"),
        (turnover, LARGEST_TURNOVER, "turnover under $46,000 trillion"),
    )
    for largest, bound, kept in bounds:
        if not largest <= bound:
            allowed = f"parameters that keep {kept}"
            raise ParamsError("scenario", scenario.name, allowed)
