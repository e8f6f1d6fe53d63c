"""Ensembles: one morning under many seeds and some variants of what people do.

Every variant meets the same draws of a seed (common random numbers), so that their
difference is theirs alone. Variants that begin alike are simulated once up to the tick
at which they part. Threads run the seeds; the kernel holds no lock.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from simulator.clock import CLOSE
from simulator.dataset import Floats
from simulator.engine import run_figures
from simulator.interventions import Intervention
from simulator.kernel.inputs import make_inputs
from simulator.params import ParamsError
from simulator.remainder import run_remainder
from simulator.scenario import Scenario, check_seed
from simulator.schedule import Schedule, make_schedule
from simulator.state import State, clone, new_state
from simulator.state.arrays import NOW, STOP

MOST_SEEDS = 100_000
MOST_VARIANTS = 1000

COUNTS = ("parents", "executions", "child_orders", "shares", "symbols")
MONEY = {"gross_usd": "gross", "pnl_own_usd": "own", "pnl_fair_usd": "fair"}
FIGURES = (*COUNTS, *MONEY, "pnl_exit_usd", "loss_usd")


class Ensemble(NamedTuple):
    """The figures of every morning; those of `summarise`, by name."""

    variants: tuple[str, ...]
    seeds: tuple[int, ...]
    until: int  # tick at which each morning ends
    figures: Mapping[str, Floats]  # each (variants, seeds)

    def mean(self, figure: str) -> Floats:
        """Return the mean over seeds, by variant."""
        return _floats(self.figures[figure].mean(axis=1))

    def sd(self, figure: str) -> Floats:
        """Return the standard deviation over seeds, of a sample, by variant."""
        return _floats(
            self.figures[figure].std(axis=1, ddof=min(1, len(self.seeds) - 1))
        )

    def quantiles(self, figure: str, at: Sequence[float] = (0.05, 0.5, 0.95)) -> Floats:
        """Return quantiles over seeds, (variants, quantiles)."""
        return _floats(np.quantile(self.figures[figure], at, axis=1).T)

    def saved(self, figure: str, against: int = 0) -> Floats:
        """Return by how much each variant's figure is below another's, by seed."""
        return _floats(self.figures[figure][against] - self.figures[figure])


class _Plan(NamedTuple):
    """A variant with what is still ahead of it."""

    number: int
    schedule: Schedule


def run_ensemble(
    scenario: Scenario,
    seeds: Sequence[int],
    variants: Mapping[str, Sequence[Intervention]] | None = None,
    *,
    until: int = CLOSE,
    with_preset: bool = True,
    threads: int | None = None,
    on_seed: Callable[[int], object] | None = None,
) -> Ensemble:
    """Simulate each variant under each seed to `until`.

    Without variants there is one, in which people do nothing. `on_seed` is called as
    each seed is done, in the order given.

    Raises
    ------
    ParamsError: a seed is out of range, there are none or too many of seeds or
        variants, or an intervention names a server that the scenario does not have.

    """
    given = {"preset": ()} if variants is None else variants
    _check_size("seeds", len(seeds), MOST_SEEDS)
    _check_size("variants", len(given), MOST_VARIANTS)
    plans = [
        _Plan(number, make_schedule(scenario, acts, with_preset=with_preset))
        for number, acts in enumerate(given.values())
    ]
    checked = tuple(check_seed(seed) for seed in seeds)
    table = np.zeros((len(FIGURES), len(plans), len(seeds)))

    def run_seed(place: int) -> int:
        for number, row in _mornings(scenario, checked[place], plans, until):
            table[:, number, place] = row
        return checked[place]

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for seed in pool.map(run_seed, range(len(checked))):
            if on_seed:
                on_seed(seed)
    figures = dict(zip(FIGURES, table, strict=True))
    return Ensemble(tuple(given), checked, until, figures)


def _mornings(
    scenario: Scenario, seed: int, plans: Sequence[_Plan], until: int
) -> Iterator[tuple[int, Floats]]:
    """Yield each plan's number and figures under one seed."""
    inputs = make_inputs(scenario, seed)
    waiting = [(new_state(scenario), list(plans))]
    while waiting:
        state, alike = waiting.pop()
        part = _parting(alike, int(state.progress[0].tick), until)
        schedule = alike[0].schedule
        if part == until:
            row = figures_of(run_remainder(scenario, inputs, schedule, state, until))
            yield from ((plan.number, row) for plan in alike)
            continue
        run_figures(scenario, inputs, schedule, state, part)
        groups: dict[object, list[_Plan]] = {}
        for plan in alike:
            steps = plan.schedule.steps_between(part, part + 1)
            groups.setdefault(steps, []).append(plan)
        *others, last = groups.values()
        for group, start in [*((g, clone(state)) for g in others), (last, state)]:
            run_figures(scenario, inputs, group[0].schedule, start, part + 1)
            waiting.append((start, group))


def _parting(alike: Sequence[_Plan], start: int, until: int) -> int:
    """Return the first tick from `start` at which not all do the same, or `until`."""
    first, *others = (plan.schedule.steps_between(start, until) for plan in alike)
    parting = until
    for steps in others:
        for mine, theirs in zip((*first, None), (*steps, None), strict=False):
            if mine != theirs:
                ticks = [step.tick for step in (mine, theirs) if step is not None]
                parting = min(parting, *ticks)
                break
    return parting


def figures_of(state: State) -> Floats:
    """Return the FIGURES of a state, as `summarise` has them."""
    stop = state.figures[STOP]
    held = state.books.total.any()
    loss = -state.figures[NOW].exit if held else -state.books.cash.sum() / 100
    counts = [float(stop[name]) for name in COUNTS]
    money = [float(stop[column]) for column in MONEY.values()]
    return np.array([*counts, *money, float(stop.exit), float(loss)])


def _check_size(argument: str, count: int, most: int) -> None:
    if not 1 <= count <= most:
        raise ParamsError(argument, count, f"1 to {most} of them")


def _floats(values: object) -> Floats:
    return np.asarray(values, np.float64)
