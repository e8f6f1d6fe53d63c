"""What a postmortem says, as plain data: gathered from what is stored of a run.

The wall clock is not in it: the same run gives the same findings, whenever it is asked.
"""

from typing import Any, NamedTuple

from knightreplay.lab.ranges import Range
from knightreplay.lab.services import morning_of
from knightreplay.runs import selectors
from knightreplay.runs.build import this_build
from knightreplay.runs.errors import Conflict
from knightreplay.runs.models import Run
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.postmortem.annotations import Annotation, annotations
from knightreplay.sharing.files.postmortem.decisions import Decision, decisions
from knightreplay.sharing.files.postmortem.key_figures import (
    KeyFigure,
    figures_of,
    key_figures,
)
from knightreplay.sharing.files.postmortem.recording import (
    Recording,
    record,
    record_alone,
)
from knightreplay.sharing.files.postmortem.screen import Screen, screen_at
from knightreplay.sharing.files.postmortem.timeline import (
    TimelineEntry,
    last_execution,
    timeline,
)
from knightreplay.sharing.files.postmortem.whatif import (
    Case,
    Safeguard,
    case_alone,
    cases,
    range_of,
    safeguards,
)
from simulator.clock import time_of
from simulator.scenario import Scenario, load_scenario


class Split(NamedTuple):
    """What the loss consists of at 16:00, cents; with `ahead` the parts add up to it."""

    into: dict[str, int]  # by cause, while positions were built
    out: dict[str, int]  # by cause, while they were got rid of
    ahead: int  # what getting out of what is still held would cost


class Findings(NamedTuple):
    """All that the document says."""

    stamp: dict[str, Any]  # what the file is of: scenario, seed, engine, acts, hashes
    name: str  # of the run, a user's text; may be empty
    title: str  # of the scenario
    loss: int  # cents at 16:00
    held: bool  # whether something is held at 16:00
    emails: int
    figures: tuple[KeyFigure, ...]
    moments: tuple[TimelineEntry, ...]
    stop: int | None  # tick of the last execution
    at_stop: Screen | None  # at the end of that tick
    decisions: tuple[Decision, ...]
    split: Split
    computed: bool  # whether this engine made the run: else nothing is computed anew
    found: Range  # the loss in every reading; empty for a run that has none
    cases: tuple[Case, ...]
    safeguards: tuple[Safeguard, ...]
    notes: tuple[Annotation, ...]
    recording: Recording  # for the charts
    alone: Recording | None  # the run left alone, if anybody acted


def findings(view: View) -> Findings:
    """The findings on a run as it stands.

    Raises
    ------
    Conflict
        the run is not computed to 16:00, or was not shown to there yet.
    """
    require_whole(view)
    run = view.run
    snapshot = snapshot_of(run)
    recording = record(view)
    alone = record_alone(view) if view.log.in_force else None
    stored = () if alone is None else (case_alone(run, alone),)
    figures = figures_of(view, recording)
    scenario = _scenario(run)
    stop = last_execution(recording)
    loss = -int(recording.pnl_exit[-1])
    return Findings(
        stamp=_stamp(view, figures),
        name=run.name,
        title=snapshot.title,
        loss=loss,
        held=bool(recording.held[-1]),
        emails=int(recording.emails[-1]),
        figures=key_figures(view, recording, figures),
        moments=tuple(timeline(view, snapshot, recording)),
        stop=stop,
        at_stop=None if stop is None else screen_at(recording, stop + 1),
        decisions=decisions(view, recording),
        split=_split(recording, loss),
        computed=scenario is not None,
        found=range_of(run, morning_of(view), band=True) if scenario else Range(),
        cases=stored + (cases(view, scenario, recording) if scenario else ()),
        safeguards=safeguards(view, scenario, recording) if scenario else (),
        notes=annotations(run),
        recording=recording,
        alone=alone,
    )


def _scenario(run: Run) -> Scenario | None:
    """None for a run that would come out differently here."""
    here = this_build().computes(**run.made_with)
    return load_scenario(run.scenario) if here else None


def require_whole(view: View) -> None:
    """A postmortem is of a whole day: nothing of it may be ahead of anybody.

    Raises
    ------
    Conflict
        a run that keeps to its clock was not shown to 16:00 yet.
    """
    if not selectors.disclosed_to_the_end(view):
        raise Conflict(
            "This run keeps to its clock: its postmortem can be made once it was "
            "shown to 16:00."
        )


def _split(recording: Recording, loss: int) -> Split:
    into = recording.split.get("accumulate", {})
    out = recording.split.get("unwind", {})
    paid = sum(into.values()) + sum(out.values())
    return Split(into, out, loss - paid)


def _stamp(view: View, figures: dict[str, Any]) -> dict[str, Any]:
    run = view.run
    acts = [
        {name: value for name, value in entry.items() if name != "wall"}
        for entry in selectors.entries(view)
    ]
    return {
        "scenario": run.scenario,
        "seed": run.seed,
        "engine_version": run.engine_version,
        "data_hash": run.data_hash,
        "run": str(run.id),
        "epoch": run.epoch,
        "forked_at": None if run.forked_at is None else time_of(run.forked_at),
        "state_hash_at_1015": figures.get("state_hash"),
        "final_hash": figures.get("final_hash"),
        "interventions": acts,
    }
