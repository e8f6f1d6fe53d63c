"""The morning of each scenario, simulated when its card is first looked at."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

from simulator.clock import CLOSE, tick_of
from simulator.engine import Run, simulate
from simulator.scenario import DEFAULT_SEED, Scenario, load_scenario, scenario_names
from simulator.verdict import Verdict, verdicts
from simulator.version import ENGINE_VERSION

DRAWING = "2"  # another one when the curve or the figures change their form
START, STOP = tick_of("09:15"), tick_of("10:15")
WIDTH, HEIGHT = 1000, 300  # of the curve's box
STOP_AT = 0.7  # where 10:15 stands in the width; the afternoon is squeezed behind it
DEEPEST = 60_000_000_000  # cents at the box's lower edge, the same for all to compare
TOP = 10  # above it the line of nothing lost

_one_at_a_time = Lock()


class MorningCard(NamedTuple):
    """What a card says of a scenario with the default seed, nobody acting."""

    loss: int  # cents, positive for a loss
    executions: int
    last_execution: str | None  # HH:MM:SS ET
    summary: Mapping[str, Any]  # as the simulator has it
    verdicts: tuple[Verdict, ...]
    curve: str  # an SVG document


def version_of(scenario: Scenario) -> str:
    """Changes with whatever a morning depends on, so that browsers may keep it."""
    parts = f"{scenario.data_hash} {ENGINE_VERSION} {DRAWING} {DEFAULT_SEED}"
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def morning_of(name: str) -> MorningCard:
    """Simulate it, a tenth of a second, unless this process has it already.

    One at a time: ten cards must not take every core from the runs.

    Raises
    ------
    ParamsError: there is no scenario of that name.

    """
    with _one_at_a_time:
        return _morning(name)


@lru_cache(maxsize=len(scenario_names()))
def _morning(name: str) -> MorningCard:
    run = simulate(load_scenario(name), DEFAULT_SEED)
    figures = run.summary()
    return MorningCard(
        loss=round(figures["loss_usd"] * 100),
        executions=figures["executions"],
        last_execution=figures["last_execution_at"],
        summary=figures,
        verdicts=verdicts(run),
        curve=_curve(run),
    )


def _curve(run: Run) -> str:
    """What getting out would cost from 09:15, once all is sold the loss itself.

    Its two colours stand on dark and on light: a picture knows no theme of the page.
    """
    cents = np.concatenate([frames.pnl_exit for frames in run.frames])
    ticks = [*range(START, STOP, 15), *range(STOP, CLOSE, 120), CLOSE - 1]
    points = " ".join(f"{_x(tick):.0f},{_y(int(cents[tick])):.0f}" for tick in ticks)
    stop = _x(STOP)
    line = 'fill="none" vector-effect="non-scaling-stroke"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" preserveAspectRatio="none"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path {line} stroke="#7d8a97" d="M0 {TOP}H{WIDTH}"/>'
        f'<path {line} stroke="#7d8a97" stroke-dasharray="2 3"'
        f' d="M{stop} 0V{HEIGHT}"/>'
        f'<path fill="#e0522a" fill-opacity="0.2" d="M0,{TOP} {points} {WIDTH},{TOP}z"/>'
        f'<polyline {line} stroke="#e0522a" stroke-width="2.5"'
        f' stroke-linejoin="round" points="{points}"/>'
        "</svg>"
    )


def _x(tick: int) -> float:
    if tick <= STOP:
        return WIDTH * STOP_AT * (tick - START) / (STOP - START)
    return WIDTH * (STOP_AT + (1 - STOP_AT) * (tick - STOP) / (CLOSE - 1 - STOP))


def _y(cents: int) -> float:
    return TOP + min(max(-cents / DEEPEST, 0.0), 1.0) * (HEIGHT - TOP)
