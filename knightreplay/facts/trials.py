"""Trials: a morning in which a model tries a claim, and the figure that it is tried for."""

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Any, Literal

from pydantic import field_validator, model_validator

from knightreplay.facts.files import Row
from knightreplay.runs.services import ActRequest
from simulator.clock import tick_of
from simulator.engine import simulate
from simulator.files.claims import Claim
from simulator.interventions import Intervention, parse_do
from simulator.scenario import DEFAULT_SEED, Scenario, load_scenario
from simulator.verdict import MEASURED, measured

# fitted: the scenario's parameters were chosen so that this comes out; assumed: an input.
Word = Literal["fitted", "modelled", "assumed"]
ASSUMED = {"ordinary_revenue_per_minute"}
Morning = tuple[str, tuple[str, ...]]  # scenario and acts

_one_at_a_time = Lock()


class Trial(Row):
    """A scenario with a host's acts, and the second at which it is opened."""

    scenario: str
    at: str  # HH:MM:SS
    acts: tuple[str, ...] = ()  # as a preset has them: "09:45:00 kill all"
    measure: str = "loss_usd"  # of simulator.verdict
    since: str = "09:30"  # of measures over a time
    until: str = "16:00"

    @field_validator("measure")
    @classmethod
    def _measurable(cls, measure: str) -> str:
        if measure not in MEASURED:
            raise ValueError(f"no measure: {measure}")
        return measure

    @field_validator("at", "since", "until")
    @classmethod
    def _clock_time(cls, time: str) -> str:
        tick_of(time)
        return time

    @model_validator(mode="after")
    def _possible(self) -> "Trial":
        self.interventions()
        return self

    def morning(self) -> Scenario:
        return load_scenario(self.scenario)

    def interventions(self) -> tuple[Intervention, ...]:
        servers = self.morning().server_count
        return tuple(parse_do(act, servers) for act in self.acts)

    def requests(self) -> tuple[tuple[int, ActRequest], ...]:
        """Tick and act of each, as a new run takes them from its host."""
        return tuple(map(_request, self.interventions()))

    def asked(self) -> Claim:
        """What is measured in its morning."""
        return Claim("", 0, self.measure, tick_of(self.since), tick_of(self.until))

    def word(self) -> Word:
        """How the figure came about."""
        if self.measure in ASSUMED:
            return "assumed"
        fitted = self.measure in self.morning().fitted and not self.acts
        return "fitted" if fitted else "modelled"


def _request(act: Intervention) -> tuple[int, ActRequest]:
    wire: dict[str, Any] = {**act.to_wire()}
    given = {key: wire[key] for key in ActRequest._fields if key in wire}
    return act.tick, ActRequest(**given)


def figures(trials: Iterable[Trial]) -> dict[Trial, float]:
    """What the model has for each; a morning that several ask about is simulated once."""
    asked: dict[Morning, dict[Trial, Claim]] = {}
    for trial in trials:
        asked.setdefault((trial.scenario, trial.acts), {})[trial] = trial.asked()
    found: dict[Trial, float] = {}
    with _one_at_a_time:  # a page of them must not take every core from the runs
        for morning, told in asked.items():
            measures = _measures(*morning, tuple(dict.fromkeys(told.values())))
            found |= {trial: measures[claim] for trial, claim in told.items()}
    return found


@lru_cache(maxsize=256)
def _measures(
    scenario: str, acts: tuple[str, ...], asked: tuple[Claim, ...]
) -> dict[Claim, float]:
    """Kept, while the run itself is not: that is tens of megabytes."""
    loaded = load_scenario(scenario)
    done = [parse_do(act, loaded.server_count) for act in acts]
    run = simulate(loaded, DEFAULT_SEED, done)
    return {claim: measured(run, claim) for claim in asked}
