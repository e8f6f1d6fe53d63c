"""A worker's half: takes an export that waits, makes it, and gives it out whole.

An attempt holds a lease that a thread of its own renews. Whatever becomes of the worker,
nobody sees half a file: the parts carry the attempt's lease, and only the attempt that
still holds it can say that they are the file.
"""

import logging
import threading
import time
import uuid
from typing import BinaryIO, cast
from uuid import UUID

from django.db import close_old_connections, connections, transaction
from django.db.models import Q

from knightreplay.runs import selectors
from knightreplay.runs.build import this_build
from knightreplay.runs.errors import DATABASE_AWAY, ClientError, Conflict
from knightreplay.runs.models import Run
from knightreplay.sharing.files.exporting.context import Context, is_computed
from knightreplay.sharing.files.exporting.recipes import RECIPES
from knightreplay.sharing.files.exporting.sink import PartSink
from knightreplay.sharing.models import Export, Part

logger = logging.getLogger(__name__)

LEASE = 20.0  # seconds
RENEWED = 4.0  # seconds from one renewal to the next
LONGEST = 900.0  # seconds that one attempt may take
AGAIN = 1.0  # seconds until a run that is still computed is looked at again
PAUSE = 0.003  # seconds after each step, in which the runs' computing goes first
REPORT_EVERY = 0.2  # seconds between two words of how far it is
OUR_MISTAKE = "This file could not be made; the reason is in the server's log."
CHANGED = "The run was changed since; ask again."


class Stopped(Exception):
    """The export was cancelled, or another worker has taken it over."""


def due() -> list[UUID]:
    """The exports that wait for a worker: those of the server's host, then by age."""
    now = time.time()
    waiting = Q(status__in=(Export.Status.WAITING, Export.Status.WORKING))
    rows = Export.objects.filter(waiting, lease_until__lt=now)
    rows = rows.order_by("-hosts", "created")
    return list(rows.values_list("id", flat=True))


def make_due() -> None:
    """Makes all that waits, one after the other, and what comes meanwhile."""
    tried: set[UUID] = set()
    while left := [export_id for export_id in due() if export_id not in tried]:
        tried.add(left[0])
        make(left[0])


def make(export_id: UUID) -> None:
    """Makes one export, unless another worker does or nobody wants it any more."""
    lease = str(uuid.uuid4())
    if not _claim(export_id, lease):
        return
    heart = Heart(export_id, lease)
    heart.start()
    try:
        _attempt(export_id, lease, heart)
    except DATABASE_AWAY:
        logger.warning("database away, export %s waits for reconcile", export_id)
    finally:
        heart.stop()


class Heart(threading.Thread):
    """Keeps an attempt's lease, and says when it is lost."""

    def __init__(self, export_id: UUID, lease: str) -> None:
        super().__init__(name="export-lease", daemon=True)
        self._mine = Export.objects.filter(
            id=export_id, lease=lease, status=Export.Status.WORKING
        )
        self._ended = threading.Event()
        self._begun = time.monotonic()
        self._spoke = 0.0
        self.lost = False

    def run(self) -> None:
        try:
            while not self._ended.wait(RENEWED):
                self._beat()
        finally:
            connections.close_all()

    def report(self, part: float) -> None:
        """The writer says how far it is; raises Stopped where it must end."""
        time.sleep(PAUSE)
        now = time.monotonic()
        if now - self._begun > LONGEST:
            raise Conflict("The file took too long to make; choose a shorter range.")
        if now - self._spoke >= REPORT_EVERY:
            self._spoke = now
            said = {"progress": part, "lease_until": time.time() + LEASE}
            self.lost = self.lost or self._mine.update(**said) != 1
        if self.lost:
            raise Stopped

    def stop(self) -> None:
        self._ended.set()
        self.join(timeout=LEASE)

    def _beat(self) -> None:
        try:
            if time.monotonic() - self._begun <= LONGEST:
                kept = self._mine.update(lease_until=time.time() + LEASE)
                self.lost = self.lost or kept != 1
        except DATABASE_AWAY:
            close_old_connections()


def _claim(export_id: UUID, lease: str) -> bool:
    """Compare-and-set: of two workers that meet, one goes on."""
    now = time.time()
    free = Export.objects.filter(
        id=export_id,
        status__in=(Export.Status.WAITING, Export.Status.WORKING),
        lease_until__lt=now,
    )
    export = free.select_related("run").first()
    if export is None or _is_anothers(export):
        return False
    status = Export.Status.WORKING
    claim = {"status": status, "lease": lease, "lease_until": now + LEASE}
    return free.update(**claim, progress=0.0) == 1


def _is_anothers(export: Export) -> bool:
    """Whether a worker of the run's own build must make it."""
    own = RECIPES[export.kind].own_build
    return own and not this_build().computes(**export.run.made_with)


def _attempt(export_id: UUID, lease: str, heart: Heart) -> None:
    export = Export.objects.get(id=export_id)
    Part.objects.filter(export=export).exclude(lease=lease).delete()
    sink = PartSink(export_id, lease)
    try:
        context = _context(export, heart)
        if context is None:
            _put_back(export_id, lease)
            return
        RECIPES[export.kind].make(context, cast("BinaryIO", sink))
        sink.finish()
        if not _publish(export_id, lease, sink):
            _drop_parts(export_id, lease)
    except Stopped:
        _drop_parts(export_id, lease)
    except ClientError as error:
        _fail(export_id, lease, error.message)
    except DATABASE_AWAY:
        raise
    except Exception:
        logger.exception("export %s of kind %s failed", export_id, export.kind)
        _fail(export_id, lease, OUR_MISTAKE)


def _context(export: Export, heart: Heart) -> Context | None:
    """What the writer gets; None while the run is still computed."""
    view = selectors.view(export.run_id)
    if view is None or view.run.epoch != export.epoch:
        raise Conflict(CHANGED)
    first, end = export.options["from"], export.options["to"]
    if not is_computed(view, first, end):
        if view.run.status == Run.Status.COMPUTING:
            return None
        raise Conflict("That part of the run was never computed.")
    return Context(view, export.kind, export.options, first, end, heart.report)


@transaction.atomic
def _publish(export_id: UUID, lease: str, sink: PartSink) -> bool:
    mine = Export.objects.filter(
        id=export_id, lease=lease, status=Export.Status.WORKING
    )
    whole = {"size": sink.size, "sha256": sink.sha256, "lease_until": 0.0}
    return mine.update(status=Export.Status.READY, progress=1.0, **whole) == 1


def _put_back(export_id: UUID, lease: str) -> None:
    mine = Export.objects.filter(id=export_id, lease=lease)
    later = {"lease": "", "lease_until": time.time() + AGAIN}
    mine.update(status=Export.Status.WAITING, **later)


def _fail(export_id: UUID, lease: str, message: str) -> None:
    mine = Export.objects.filter(id=export_id, lease=lease)
    said = {"message": message[:300], "lease": "", "lease_until": 0.0}
    mine.update(status=Export.Status.FAILED, **said)
    _drop_parts(export_id, lease)


def _drop_parts(export_id: UUID, lease: str) -> None:
    Part.objects.filter(export=export_id, lease=lease).delete()
