"""Runs computed to their end; the morning left alone is computed once in a process."""

from uuid import UUID

from knightreplay.runs import announce
from knightreplay.runs.models import Run, Segment
from knightreplay.runs.segments import computing

Key = tuple[str, int, str, str]
Minute = tuple[int, bytes, bytes]  # with its payload and its checkpoint
_alone: dict[Key, list[Minute]] = {}


def compute(run_id: UUID) -> None:
    """As a worker would; of a run that is no fork the minutes of epoch 0 are known.

    They are those of the run left alone, whoever acts: the same bytes in every run.
    """
    run = Run.objects.get(id=run_id)
    key = (run.scenario, run.seed, run.engine_version, run.data_hash)
    if run.parent_id is None and key in _alone:
        _store(run, _alone[key])
    work(run_id)
    if run.parent_id is None and key not in _alone:
        _alone[key] = _stored(run)


def work(run_id: UUID) -> None:
    """Slice by slice, to the end."""
    while computing.advance(run_id):
        pass


def _stored(run: Run) -> list[Minute]:
    rows = Segment.objects.filter(run=run, epoch=0).order_by("minute")
    return [
        (minute, bytes(payload), bytes(checkpoint))
        for minute, payload, checkpoint in rows.values_list(
            "minute", "payload", "checkpoint"
        )
    ]


def _store(run: Run, minutes: list[Minute]) -> None:
    rows = [
        Segment(run=run, epoch=0, minute=minute, payload=payload, checkpoint=checkpoint)
        for minute, payload, checkpoint in minutes
    ]
    Segment.objects.bulk_create(rows, ignore_conflicts=True)
    announce.computed(run.id)
