"""Mornings by what people do in them, and what each costs in a reading under a seed.

The readings are the three of when the 212 parent orders came, and the rival time of the stop:
each a scenario with a fit of its own (docs/model.md). Only runs of these have ranges.
"""

import hashlib
import json
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.ensemble import run_ensemble
from simulator.interventions import Intervention as Act
from simulator.interventions import from_wire
from simulator.scenario import Scenario, load_scenario

# The default first. The order says that the orders came before the open (¶21), and that they
# kept coming (¶27).
READINGS = (
    "sec-2013",
    "all-at-the-open",
    "woken-by-the-rollback",
    "stop-0958",
)
SEEDS = tuple(range(1, 21))
SERVERS = 8  # of every reading
KEPT = 1024  # outcomes, of two numbers each


class Outcome(NamedTuple):
    """How a morning ends."""

    loss: int  # cents at 16:00
    executions: int  # of loops


class Morning(NamedTuple):
    """What is done in a morning, whatever the reading of the order and the seed."""

    acts: tuple[Act, ...] = ()  # by people, those of one tick in their order
    without_rollback: bool = (
        False  # the preset's; for a morning that people leave alone
    )

    def to_wire(self) -> dict[str, Any]:
        """The same for the same acts, in whichever order those of other ticks were given."""
        ordered = sorted(self.acts, key=lambda act: act.tick)
        return {
            "acts": [act.to_wire() for act in ordered],
            "without_rollback": self.without_rollback,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of all that is done, hexadecimal."""
        text = json.dumps(self.to_wire(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def from_stored(wire: dict[str, Any]) -> Morning:
    """The morning of which `to_wire` was stored."""
    acts = ({k: v for k, v in act.items() if k != "time"} for act in wire["acts"])
    return Morning(
        tuple(from_wire(server_count=SERVERS, **act) for act in acts),
        wire["without_rollback"],
    )


@lru_cache(KEPT)
def outcome_of(morning: Morning, reading: str, seed: int) -> Outcome:
    """Simulate it, which takes some 60 ms: for workers only."""
    scenario = load_scenario(reading)
    acts = (*_kept(scenario), *morning.acts)
    variant = acts if morning.without_rollback else morning.acts
    found = run_ensemble(
        scenario,
        [seed],
        {"": variant},
        with_preset=not morning.without_rollback,
        threads=1,
    ).figures
    return Outcome(
        round(float(found["loss_usd"][0, 0]) * 100),
        int(found["executions"][0, 0]),
    )


def _kept(scenario: Scenario) -> tuple[Act, ...]:
    """The preset without its rollback."""
    return tuple(act for act in scenario.preset if act.op != "rollback")
