"""A capsule as a run again: computed anew where this build can, else replayed as it is."""

import base64
import time
from threading import Lock
from typing import Any, NamedTuple

from django.db import transaction

from knightreplay.runs import scenario_snapshot
from knightreplay.runs.acts import PUT_BACK, REASON, STRIKE, Log, to_acts
from knightreplay.runs.build import this_build
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.models import Intervention, Role, Run, Segment
from knightreplay.runs.names import NAME_LENGTH, clean_name
from knightreplay.runs.retention import require_room
from knightreplay.runs.roles import mint_key
from knightreplay.runs.scenario_snapshot import ScenarioSnapshot, of_files
from knightreplay.runs.services.act_request import checked_reason
from knightreplay.runs.services.command import enqueue
from knightreplay.runs.services.starting import checked
from knightreplay.sharing.files.capsule.again import compare
from knightreplay.sharing.files.capsule.notes import imported_notes
from knightreplay.sharing.files.capsule.reader import Capsule, Lines, Pair, read
from knightreplay.sharing.files.capsule.shapes import (
    About,
    ActRow,
    Rows,
    ScenarioShape,
    check_segment,
    inflated,
)
from knightreplay.sharing.files.capsule.shapes import checked as shaped
from knightreplay.sharing.models import Import, Note
from simulator.files.script import check_agreement
from simulator.scenario import load_scenario

MARK = " (from a capsule)"
WAIT = 60.0  # seconds that an import waits for those before it
_one_at_a_time = Lock()  # one takes seconds and hundreds of megabytes at worst


class Imported(NamedTuple):
    run: Run
    host_key: str | None  # None for a run that was there already
    computed: bool  # whether this build has found the same bytes


def open_file(file: Lines, *, owner: str, made_by: str) -> Imported:
    """The run of the capsule in a file; in a process one is read at a time.

    Raises
    ------
    Invalid
        if it is none, or not as it was written, or cannot be.
    Conflict
        if too many wait before it.
    """
    if not _one_at_a_time.acquire(timeout=WAIT):
        raise Conflict("Other capsules are being opened here; try again in a minute.")
    try:
        return bring_in(read(file), owner=owner, made_by=made_by)
    finally:
        _one_at_a_time.release()


def bring_in(capsule: Capsule, *, owner: str, made_by: str) -> Imported:
    """The run of a capsule; for the same owner the same capsule is the same run.

    Raises
    ------
    Invalid
        if anything in it cannot be, or this build computes something else.
    """
    if known := _known(capsule, owner):
        return known
    require_room(made_by)
    about = shaped(About, capsule.about, "what the run is")
    rows = shaped(Rows, capsule.log, "the log").rows
    checked(load_scenario, about.scenario)  # a name that today's pages know
    run = _run(about, owner, made_by)
    here = this_build().computes(**run.made_with)
    scenario = of_files(run.scenario) if here else _elsewhere(run, capsule)
    run.name = (run.name or scenario.title)[: NAME_LENGTH - len(MARK)] + MARK
    log = Log(tuple(_row(run, row) for row in rows))
    notes = imported_notes(run, capsule.notes)
    _check_log(log, scenario)
    if here:
        compare(run, log, load_scenario(run.scenario), capsule.segments)
    else:
        for key, text in capsule.segments.items():
            check_segment(key, inflated(key, text))
    return _store(capsule, run, log, notes, computed=here)


def _known(capsule: Capsule, owner: str) -> Imported | None:
    found = Import.objects.select_related("run").filter(
        sha256=capsule.sha256, run__owner=owner, run__deleted_at=None
    )
    row = found.first() if owner else None
    return None if row is None else Imported(row.run, None, row.computed)


def _run(about: About, owner: str, made_by: str) -> Run:
    now = time.time()
    return Run(
        scenario=about.scenario,
        seed=about.seed,
        engine_version=about.engine_version,
        data_hash=about.data_hash,
        name=clean_name(about.name.removesuffix(MARK)),
        clock_wall=now,
        used_at=now,
        owner=owner,
        made_by=made_by,
    )


def _row(run: Run, row: ActRow) -> Intervention:
    return Intervention(
        run=run,
        command_id=f"import-{row.seq}",
        **{**row.model_dump(), "reason": checked_reason(row.reason)},
    )


def _elsewhere(run: Run, capsule: Capsule) -> ScenarioSnapshot:
    """What is shown of a run of another build: as that build has told it in the capsule.

    It is kept under the capsule's own hash in place of that of the data, so that nobody
    can say what other runs of that build show.
    """
    run.data_hash = capsule.sha256
    shown = shaped(ScenarioShape, _scenario_in(capsule), "stocks and events")
    return scenario_snapshot.read(shown.model_dump())


def _scenario_in(capsule: Capsule) -> Any:
    return capsule.snapshot.get("scenery") if type(capsule.snapshot) is dict else None


def _check_log(log: Log, scenario: ScenarioSnapshot) -> None:
    """Refuses a log that no run of ours can have."""
    seq = epoch = 0
    done: dict[int, int] = {}  # seq of an act → its tick
    for row in log.rows:
        epoch += row.cut is not None
        remark = row.op in (STRIKE, PUT_BACK, REASON)
        tick = done.get(row.target or 0) if remark else row.tick
        cut = None if row.op == REASON else row.tick
        if row.seq <= seq or row.epoch != epoch or (row.tick, row.cut) != (tick, cut):
            raise Invalid(f"capsule: the log: row {row.seq} does not fit the others")
        seq = row.seq
        if not remark:
            done[row.seq] = row.tick
    try:
        acts = to_acts(log.done, scenario)
    except TypeError as error:
        raise Invalid("capsule: the log: an act has arguments that none has") from error
    except ValueError as error:
        raise Invalid(f"capsule: the log: {error}") from error
    checked(check_agreement, acts)


@transaction.atomic
def _store(
    capsule: Capsule, run: Run, log: Log, notes: list[Note], *, computed: bool
) -> Imported:
    if known := _known(capsule, run.owner):  # by another process meanwhile
        return known
    run.seq = log.rows[-1].seq if log.rows else 0
    run.epoch = len(log.cuts) - 1
    if not computed:
        run.status = Run.Status.REFUSED  # nobody here computes it further
    run.save(force_insert=True)
    Intervention.objects.bulk_create(log.rows)
    if computed:
        enqueue(run)
    else:
        scenario_snapshot.keep(
            run, shaped(ScenarioShape, _scenario_in(capsule), "").model_dump()
        )
        Segment.objects.bulk_create(_segments(run, capsule.segments), batch_size=100)
    Note.objects.bulk_create(notes)
    Import.objects.create(
        run=run, sha256=capsule.sha256, computed=computed, made=time.time()
    )
    return Imported(run, mint_key(run, Role.HOST), computed)


def _segments(run: Run, segments: dict[Pair, str]) -> list[Segment]:
    """As they were sent: without the states, which this engine could not read."""
    return [
        Segment(
            run=run,
            epoch=epoch,
            minute=minute,
            payload=base64.b64decode(text),
            checkpoint=b"",
        )
        for (epoch, minute), text in segments.items()
    ]
