"""The headline figures of a run, stored with it once it is computed to 16:00."""

from typing import Any, NamedTuple

from knightreplay.runs.acts import Log, to_acts
from knightreplay.runs.line import epoch_of
from knightreplay.runs.models import Run
from knightreplay.runs.segments.inheritance import checkpoint_of
from simulator.clock import MINUTES
from simulator.scenario import load_scenario
from simulator.state import state_hash, unpack
from simulator.summary import summarise

HASH_MINUTE = 134  # the last before 10:15:00, where the state hash is taken


class Headline(NamedTuple):
    """What is stored; the fields are those of Run."""

    figures: dict[str, Any]  # of `simulate --json`
    figures_epoch: int
    loss_cents: int


def headline_of(run: Run, log: Log) -> Headline:
    """The figures of a run of this build whose line is computed to 16:00.

    Raises
    ------
    Segment.DoesNotExist
        if it is not.
    """
    scenario = load_scenario(run.scenario)
    at_stop, at_end = (
        unpack(scenario, checkpoint_of(run.id, epoch_of(minute, log.cuts), minute))
        for minute in (HASH_MINUTE, MINUTES - 1)
    )
    figures = summarise(
        scenario,
        run.seed,
        hash_at_1015=state_hash(at_stop),
        state=at_end,
        interventions=to_acts(log.in_force, scenario),
    )
    return Headline(figures, run.epoch, round(figures["loss_usd"] * 100))
