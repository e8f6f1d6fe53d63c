"""Runs computed to their end; what was computed once in a process is known from then on."""

import json
from collections import OrderedDict
from typing import NamedTuple
from uuid import UUID

from knightreplay.runs import announce
from knightreplay.runs.acts import Log, log_of
from knightreplay.runs.line import Cuts
from knightreplay.runs.models import Run, Segment
from knightreplay.runs.segments import computing

KEPT = 24  # lines, up to 6 MB each


class Line(NamedTuple):
    """What a run that is no fork computes: the same bytes in every run."""

    scenario: str
    seed: int
    engine_version: str
    data_hash: str
    cuts: Cuts
    acts: str  # those in force


Minute = tuple[int, int, bytes, bytes]  # epoch, minute, payload, checkpoint
_known: OrderedDict[Line, list[Minute]] = OrderedDict()


def compute(run_id: UUID) -> None:
    """As a worker would, but for the minutes that are known."""
    run = Run.objects.get(id=run_id)
    if run.parent_id is not None:
        return work(run_id)
    lines = _line(run, Log(())), _line(run, log_of(run))
    for line in lines:
        _store(run, _known.get(line, []))
    work(run_id)
    minutes = _stored(run)
    _keep(lines[0], [minute for minute in minutes if minute[0] == 0])
    _keep(lines[1], minutes)
    return None


def work(run_id: UUID) -> None:
    """Slice by slice, to the end."""
    while computing.advance(run_id):
        pass


def _line(run: Run, log: Log) -> Line:
    acts = [(act.op, act.tick, act.arguments) for act in log.in_force]
    made_with = run.scenario, run.seed, run.engine_version, run.data_hash
    return Line(*made_with, log.cuts, json.dumps(acts))


def _keep(line: Line, minutes: list[Minute]) -> None:
    _known[line] = minutes
    _known.move_to_end(line)
    if len(_known) > KEPT:
        _known.popitem(last=False)


def _stored(run: Run) -> list[Minute]:
    rows = Segment.objects.filter(run=run).order_by("epoch", "minute")
    return [
        (epoch, minute, bytes(payload), bytes(checkpoint))
        for epoch, minute, payload, checkpoint in rows.values_list(
            "epoch", "minute", "payload", "checkpoint"
        )
    ]


def _store(run: Run, minutes: list[Minute]) -> None:
    rows = [
        Segment(
            run=run, epoch=epoch, minute=minute, payload=payload, checkpoint=checkpoint
        )
        for epoch, minute, payload, checkpoint in minutes
    ]
    Segment.objects.bulk_create(rows, ignore_conflicts=True)
    announce.computed(run.id)
