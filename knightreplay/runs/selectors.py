"""What is read of a run, in the form that its readers need."""

import math
import time
from typing import Any, NamedTuple, cast
from uuid import UUID

from knightreplay.runs import bodies
from knightreplay.runs.acts import Log, log_of, to_act, to_acts
from knightreplay.runs.build import require_build
from knightreplay.runs.line import Cuts, Stretch, computed_line, disclosed
from knightreplay.runs.models import Intervention, Run
from knightreplay.runs.scenario_snapshot import ScenarioSnapshot, snapshot_of
from knightreplay.runs.segments import headline, inheritance
from simulator.clock import CLOSE, MINUTES, OPEN, time_of
from simulator.params import ParamsError
from simulator.schedule import effective_preset


class View(NamedTuple):
    """A run as everybody who looks at it should see it now."""

    run: Run
    log: Log
    scenario: ScenarioSnapshot
    # The stored segments of the line and of epoch 0, as far as they may be told.
    computed: tuple[Stretch, ...]
    until: int | None = None  # tick up to which a paced run is told; None: all of it
    stored: tuple[Stretch, ...] = ()  # as `computed`, told or not

    @property
    def cuts(self) -> Cuts:
        return self.log.cuts


def view(run_id: UUID, known: View | None = None) -> View | None:
    """The view of a run, or None if there is no such run.

    Of one that is `known`, what still holds is not read again.
    """
    run = Run.objects.filter(id=run_id, deleted_at=None).first()
    if run is None:
        return None
    if known is not None and _is_as_it_was(run, known.run):
        log, stored = known.log, known.stored
    else:
        log = log_of(run)
        stored = computed_line(log.cuts, inheritance.computed(run_id))
    until = disclosed_until(run, time.time())
    return View(run, log, snapshot_of(run), disclosed(stored, until), until, stored)


def _is_as_it_was(run: Run, known: Run) -> bool:
    """Whether a run that was computed has all its minutes still, and no act more."""
    is_whole = run.status == known.status == Run.Status.COMPLETE
    return is_whole and (run.seq, run.epoch) == (known.seq, known.epoch)


def is_gone(run_id: UUID) -> bool:
    """Whether there is no such run, or not any more."""
    return not Run.objects.filter(id=run_id, deleted_at=None).exists()


def disclosed_until(run: Run, now: float) -> int | None:
    """The tick up to which this run's frames may be given out; None: all of them.

    Whatever hands out frames, tape or summaries of a run asks here.
    """
    shown = math.ceil(run.clock.horizon(now)) if run.paced else None
    if run.stopped_at is None:
        return shown
    return run.stopped_at if shown is None else min(shown, run.stopped_at)


def disclosed_loss(run: Run, now: float) -> int | None:
    """The loss in cents, unless a paced run has not been shown to its end."""
    until = disclosed_until(run, now)
    return run.loss_cents if until is None or until >= CLOSE else None


def acts_since(log: Log, seq: int) -> tuple[Intervention, ...]:
    return tuple(row for row in log.rows if row.seq > seq)


# ---------------------------------------------------------------- plain forms


def clock_of(run: Run) -> bodies.ClockState:
    clock = run.clock
    return {
        "wall": clock.wall,
        "sim": clock.sim,
        "speed": clock.speed,
        "paused": clock.paused,
        "stop_at": clock.stop_at,
        "stop_at_events": run.stop_at_events,
        "paced": run.paced,
        "held_at": run.stopped_at,
        "furthest": clock.furthest,
        "loop": clock.loop,
    }


def entry(view: View, row: Intervention) -> bodies.Act:
    """One act of the log, with the reason given for it and whether it was struck out."""
    return _entry(view, row, view.log.reasons, view.log.struck)


def _entry(
    view: View, row: Intervention, reasons: dict[int, str], struck: frozenset[int]
) -> bodies.Act:
    ordered: bodies.Ordered = {} if row.ordered is None else {"ordered": row.ordered}
    return {
        "seq": row.seq,
        "epoch": row.epoch,
        **wire_of(row, view.scenario),
        "by": row.role,
        "wall": row.made_at,
        **ordered,
        "reason": reasons.get(row.seq, row.reason),
        "struck": row.seq in struck,
    }


def wire_of(row: Intervention, scenario: ScenarioSnapshot) -> bodies.WordedAct:
    """The act in words and on the wire, also if today's engine does not know it."""
    try:
        act = to_act(row, scenario)
    except (ParamsError, TypeError):
        wire = {"op": row.op, "time": time_of(row.tick), "tick": row.tick}
        unknown = {"servers": [], **wire, **row.arguments, "what": row.op}
        return cast("bodies.WordedAct", unknown)
    return {**act.to_wire(), "what": act.describe()}


def entries(view: View) -> list[bodies.Act]:
    """The whole log, which is read once for all of it."""
    reasons, struck = view.log.reasons, view.log.struck
    return [_entry(view, row, reasons, struck) for row in view.log.done]


def events(view: View) -> list[bodies.RunEvent]:
    """The marked moments of the morning, as far as a paced run is told."""
    return [
        {
            "tick": event.tick,
            "label": event.label,
            "kind": event.kind,
            "source": event.source,
            "contested": event.contested,
            "until": event.until,
        }
        for event in view.scenario.events
        if is_disclosed(view, event.tick)
    ]


def is_disclosed(view: View, tick: int) -> bool:
    """Whether a paced run was shown to this tick; any other run tells all."""
    return view.until is None or tick <= view.until


def preset(view: View) -> list[bodies.PresetAct]:
    """What Knight's people do in this run, cancelled where somebody has taken over."""
    try:
        acts = to_acts(view.log.in_force, view.scenario)
    except (ParamsError, TypeError):
        acts = ()  # of a build whose acts today's engine does not know
    return [
        {
            **act.to_wire(),
            "what": act.describe(),
            "approximate": True,  # no source gives the second of any of them
            "cancelled": cancelled,
        }
        for act, cancelled in effective_preset(view.scenario, acts)
        if is_disclosed(view, act.tick)
    ]


def scene(view: View) -> bodies.Scene:
    run, scenario = view.run, view.scenario
    return {
        "run": {
            "id": str(run.id),
            "scenario": run.scenario,
            "title": scenario.title,
            "seed": run.seed,
            "engine_version": run.engine_version,
        },
        "epochs": list(enumerate(view.cuts)),
        "status": Run.Status(run.status),
        "events": events(view),
        "symbols": list(scenario.symbols),
        "servers": scenario.server_count,
        "minutes": MINUTES,
        "open": OPEN,
    }


# ---------------------------------------------------------------- summary


def summary(view: View) -> dict[str, Any] | None:
    """The figures of `simulate --json` for a run that is computed to 16:00, else None.

    Raises
    ------
    Conflict
        for a run of another engine whose figures were not stored while it was there:
        its checkpoints mean nothing here.
    """
    if view.run.status != Run.Status.COMPLETE or not disclosed_to_the_end(view):
        return None
    run = view.run
    if run.figures and run.figures_epoch == run.epoch:
        figures: dict[str, Any] = run.figures
        return figures
    require_build(**run.made_with)
    return headline.headline_of(run, view.log).figures


def disclosed_to_the_end(view: View) -> bool:
    """Whether a paced run was shown to 16:00; every other run is told at once."""
    return view.until is None or view.until >= CLOSE
