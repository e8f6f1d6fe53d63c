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
from simulator.files.script import check_agreement
from simulator.interventions import Intervention
from simulator.kernel.inputs import make_inputs
from simulator.params import ParamsError, check_whole
from simulator.remainder import run_remainder
from simulator.scenario import Scenario, check_seed
from simulator.schedule import Schedule, make_schedule
from simulator.state import State, clone, new_state
from simulator.state.arrays import NOW, STOP

MOST_SEEDS = 100_000
MOST_VARIANTS = 1000
MOST_THREADS = 1024

COUNTS = ("parents", "executions", "child_orders", "shares", "symbols")
MONEY = {"gross_usd": "gross", "pnl_own_usd": "own", "pnl_fair_usd": "fair"}
FIGURES = (*COUNTS, *MONEY, "pnl_exit_usd", "loss_usd")


class Ensemble(NamedTuple):
    """The figures of every morning; those of `summarise`, by name.

    Its methods raise ParamsError for a figure, a place or a part that there is not.
    """

    variants: tuple[str, ...]
    seeds: tuple[int, ...]
    until: int  # tick at which each morning ends
    figures: Mapping[str, Floats]  # each (variants, seeds)

    def mean(self, figure: str) -> Floats:
        """Return the mean over seeds, by variant."""
        return _floats(self._table(figure).mean(axis=1))

    def sd(self, figure: str) -> Floats:
        """Return the standard deviation over seeds, of a sample, by variant."""
        table, of_sample = self._table(figure), min(1, len(self.seeds) - 1)
        return _floats(table.std(axis=1, ddof=of_sample))

    def quantiles(self, figure: str, at: Sequence[float] = (0.05, 0.5, 0.95)) -> Floats:
        """Return quantiles over seeds, (variants, quantiles)."""
        table, parts = self._table(figure), _floats(at)
        if not ((parts >= 0) & (parts <= 1)).all():
            raise ParamsError("at", at, "numbers from 0 to 1")
        return _floats(np.quantile(table, parts, axis=1).T)

    def saved(self, figure: str, against: int = 0) -> Floats:
        """Return by how much each variant's figure is below another's, by seed."""
        table = self._table(figure)
        row = check_whole("against", against, -len(table), len(table) - 1)
        return _floats(table[row] - table)

    def _table(self, figure: str) -> Floats:
        if figure not in self.figures:
            raise ParamsError("figure", figure, ", ".join(self.figures))
        return self.figures[figure]


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
    ParamsError: an argument is not of its kind or out of range, there are none or too
        many of seeds or variants, or `simulate` would refuse a variant or the scenario.

    """
    given = {"preset": ()} if variants is None else variants
    _check_size("seeds", seeds, MOST_SEEDS)
    _check_size("variants", given, MOST_VARIANTS)
    until, threads = check_whole("until", until, 0, CLOSE), _thread_count(threads)
    plans = [
        _Plan(number, _schedule(scenario, acts, with_preset=with_preset))
        for number, acts in enumerate(given.values())
    ]
    checked = tuple(check_seed(seed) for seed in seeds)
    table = np.zeros((len(FIGURES), len(plans), len(seeds)))

    def run_seed(place: int) -> int:
        for number, row in _mornings(scenario, checked[place], plans, until):
            table[:, number, place] = row
        return checked[place]

    with ThreadPoolExecutor(threads) as pool:
        for seed in pool.map(run_seed, range(len(checked))):
            if on_seed:
                on_seed(seed)
    figures = dict(zip(FIGURES, table, strict=True))
    return Ensemble(tuple(given), checked, until, figures)


def _schedule(
    scenario: Scenario, acts: Sequence[Intervention], *, with_preset: bool
) -> Schedule:
    schedule = make_schedule(scenario, acts, with_preset=with_preset)
    check_agreement(acts)
    return schedule


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


def _check_size(argument: str, given: object, most: int) -> None:
    """Refuse none, too many, and what is no list, or of variants no mapping."""
    kind = Mapping if argument == "variants" else Sequence | np.ndarray
    if not isinstance(given, kind) or isinstance(given, str):
        raise ParamsError(argument, given, f"1 to {most} of them")
    if not 1 <= len(given) <= most:
        raise ParamsError(argument, len(given), f"1 to {most} of them")


def _thread_count(threads: int | None) -> int:
    if threads is None:
        return os.cpu_count() or 1
    return check_whole("threads", threads, 1, MOST_THREADS)


def _floats(values: object) -> Floats:
    return np.asarray(values, np.float64)
