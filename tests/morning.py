"""Runs computed to their end; what was computed once in a process is known from then on."""

import json
from collections import OrderedDict
from typing import NamedTuple
from uuid import UUID

from knightreplay.runs import announce
from knightreplay.runs.acts import Log, log_of
from knightreplay.runs.line import Cuts, due
from knightreplay.runs.models import Run, Segment
from knightreplay.runs.segments import computing, inheritance

KEPT = 24  # lines, up to 6 MB each


class Line(NamedTuple):
    """What decides a line: the same bytes in every run, whoever made it."""

    scenario: str
    seed: int
    engine_version: str
    data_hash: str
    cuts: Cuts
    acts: str  # those in force


class Minute(NamedTuple):
    payload: bytes
    checkpoint: bytes


Minutes = dict[tuple[int, int], Minute]  # by epoch and minute
_known: OrderedDict[Line, Minutes] = OrderedDict()


def compute(run_id: UUID) -> None:
    """As a worker would, but for the minutes that are known."""
    run = Run.objects.get(id=run_id)
    log = log_of(run)
    alone, line = _line(run, Log(())), _line(run, log)
    _fill(run, log.cuts, _known.get(alone, {}) | _known.get(line, {}))
    work(run_id)
    minutes = _stored(run)
    _keep(alone, {at: minute for at, minute in minutes.items() if at[0] == 0})
    _keep(line, minutes)


def work(run_id: UUID) -> None:
    """Slice by slice, to the end."""
    while computing.advance(run_id):
        pass


def _line(run: Run, log: Log) -> Line:
    acts = [(act.op, act.tick, act.arguments) for act in log.in_force]
    made_with = run.scenario, run.seed, run.engine_version, run.data_hash
    return Line(*made_with, log.cuts, json.dumps(acts))


def _keep(line: Line, minutes: Minutes) -> None:
    _known[line] = _known.get(line, {}) | minutes
    _known.move_to_end(line)
    if len(_known) > KEPT:
        _known.popitem(last=False)


def _stored(run: Run) -> Minutes:
    rows = Segment.objects.filter(run=run)
    return {
        (epoch, minute): Minute(bytes(payload), bytes(checkpoint))
        for epoch, minute, payload, checkpoint in rows.values_list(
            "epoch", "minute", "payload", "checkpoint"
        )
    }


def _fill(run: Run, cuts: Cuts, known: Minutes) -> None:
    """Stores what the run lacks, as far as each epoch is known without a hole."""
    computed = inheritance.computed(run.id)
    rows: list[Segment] = []
    for epoch, first, last in due(cuts):
        for minute in range(max(first, computed.get(epoch, -1) + 1), last + 1):
            if (epoch, minute) not in known:
                break
            stored = known[epoch, minute]._asdict()
            rows.append(Segment(run=run, epoch=epoch, minute=minute, **stored))
    Segment.objects.bulk_create(rows)
    announce.computed(run.id)
