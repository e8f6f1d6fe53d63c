"""Where a run's minutes are stored: its own, and those that it shares as a fork.

All that reads segments asks here. A fork's row names the run that holds the segments itself,
so that it takes one look to find them, however deep the tree of forks is.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Min, Q

from knightreplay.runs.line import Cuts, Stretch, due, line
from knightreplay.runs.models import Inherited, Run, Segment
from knightreplay.runs.segments.wire import readdressed
from simulator.clock import MINUTES

Pair = tuple[int, int]  # epoch, minute


class Loan(NamedTuple):
    """Minutes of a fork's epoch, and the run and epoch that they are stored under."""

    epoch: int
    first: int
    last: int
    source: UUID
    source_epoch: int


# ---------------------------------------------------------------- reading


def computed(run_id: UUID) -> dict[int, int]:
    """Owner epoch → last minute stored, under this run or one that it shares with."""
    own = Segment.objects.filter(run_id=run_id).values("epoch")
    shared = Inherited.objects.filter(run_id=run_id).values("epoch")
    rows = (
        own.annotate(end=Max("minute"))
        .values_list("epoch", "end")
        .union(
            shared.annotate(end=Max("last")).values_list("epoch", "end"),
            all=True,
        )
    )
    last: dict[int, int] = {}
    for epoch, end in rows:
        last[epoch] = max(end, last.get(epoch, -1))
    return last


def payloads(run_id: UUID, wanted: Sequence[Pair]) -> dict[Pair, bytes]:
    """The messages of the wanted minutes that are stored, under the run's own epochs."""
    found = _stored(run_id, wanted)
    lacking = [pair for pair in wanted if pair not in found]
    for source, pairs in _elsewhere(run_id, lacking).items():
        there = _stored(source, list(pairs))
        for pair, payload in there.items():
            for epoch, minute in pairs[pair]:
                found[epoch, minute] = readdressed(payload, epoch)
    return found


def checkpoint_of(run_id: UUID, epoch: int, minute: int) -> bytes:
    """The packed state at the end of a stored minute, one that ends a stretch.

    Raises
    ------
    Segment.DoesNotExist
    """
    row = _checkpoint(run_id, epoch, minute)
    if row is None:
        loan = Inherited.objects.filter(
            run_id=run_id, epoch=epoch, first__lte=minute, last__gte=minute
        ).first()
        if loan:
            row = _checkpoint(loan.source_id, loan.source_epoch, minute)
    if row is None:
        raise Segment.DoesNotExist(f"epoch {epoch}, minute {minute} of run {run_id}")
    return bytes(row.checkpoint)


def _checkpoint(run_id: UUID, epoch: int, minute: int) -> Segment | None:
    rows = Segment.objects.only("checkpoint")
    return rows.filter(run_id=run_id, epoch=epoch, minute=minute).first()


def _stored(run_id: UUID, wanted: Sequence[Pair]) -> dict[Pair, bytes]:
    """What is stored of the wanted under this very run."""
    if not wanted:
        return {}
    rows = Segment.objects.filter(_any_of(wanted), run_id=run_id)
    only = set(wanted)
    return {
        (epoch, minute): bytes(payload)
        for epoch, minute, payload in rows.values_list("epoch", "minute", "payload")
        if (epoch, minute) in only
    }


def _elsewhere(run_id: UUID, lacking: list[Pair]) -> dict[UUID, dict[Pair, list[Pair]]]:
    """By source: its (epoch, minute) → which of the lacking it stands for."""
    places: dict[UUID, dict[Pair, list[Pair]]] = {}
    if not lacking:
        return places
    loans = loans_of(run_id)
    for epoch, minute in lacking:
        for loan in loans:
            if loan.epoch == epoch and loan.first <= minute <= loan.last:
                there = places.setdefault(loan.source, {})
                there.setdefault((loan.source_epoch, minute), []).append(
                    (epoch, minute)
                )
    return places


def _any_of(wanted: Iterable[Pair]) -> Q:
    """One range of minutes an epoch: rows that were not wanted are dropped later."""
    spans: dict[int, Pair] = {}
    for epoch, minute in wanted:
        low, high = spans.get(epoch, (minute, minute))
        spans[epoch] = (min(low, minute), max(high, minute))
    either = Q()
    for epoch, (low, high) in spans.items():
        either |= Q(epoch=epoch, minute__range=(low, high))
    return either


# ---------------------------------------------------------------- lending


def loans_of(run_id: UUID) -> list[Loan]:
    """What the run shares of others, in order."""
    rows = Inherited.objects.filter(run_id=run_id).order_by("epoch", "first")
    fields = ("epoch", "first", "last", "source_id", "source_epoch")
    return [Loan(*row) for row in rows.values_list(*fields)]


def to_lend(parent: Run, cuts: Cuts, fork_cuts: Cuts, before: int) -> list[Loan]:
    """What a fork with these cuts shares of its parent.

    Of epoch 0 it is all that is computed, of the line all computed minutes before the
    minute `before`: from there on the fork lacks an act of its parent's. The rows name
    the runs that hold the segments. Whoever calls holds the parent's row.
    """
    have = computed(parent.id)
    parts = [(0, Stretch(0, 0, have.get(0, -1)))]
    for stretch in line(fork_cuts):
        if stretch.epoch:
            end = min(stretch.last, before - 1)
            shared = _computed_part(stretch._replace(last=end), cuts, have)
            parts += [(stretch.epoch, part) for part in shared]
    theirs = loans_of(parent.id)
    return [
        Loan(epoch, first, last, source, source_epoch)
        for epoch, part in parts
        for first, last, source, source_epoch in _places(parent.id, theirs, part)
    ]


def _computed_part(
    wanted: Stretch, cuts: Cuts, have: dict[int, int]
) -> Iterator[Stretch]:
    """The wanted minutes as the parent's own stretches, up to the first not computed."""
    at = wanted.first
    for epoch, _, end in line(cuts):
        if end < at:
            continue
        last = min(wanted.last, end, have.get(epoch, -1))
        if last >= at:
            yield Stretch(epoch, at, last)
        if last < end:
            return
        at = last + 1


def _places(
    run_id: UUID, loans: list[Loan], part: Stretch
) -> Iterator[tuple[int, int, UUID, int]]:
    """(first, last, run, epoch) of where a computed stretch of a run is stored.

    What a run shares of an epoch comes before what it has computed itself.
    """
    at = part.first
    for loan in loans:
        last = min(part.last, loan.last)
        if loan.epoch == part.epoch and loan.first <= at <= last:
            yield at, last, loan.source, loan.source_epoch
            at = last + 1
    if at <= part.last:
        yield at, part.last, run_id, part.epoch


def borrow(fork: Run, loans: Iterable[Loan]) -> None:
    Inherited.objects.bulk_create(
        Inherited(
            run=fork,
            epoch=loan.epoch,
            first=loan.first,
            last=loan.last,
            source_id=loan.source,
            source_epoch=loan.source_epoch,
        )
        for loan in loans
    )


def lent(run_id: UUID) -> Q:
    """The segments of this run that forks show, as a condition on them; never empty.

    One range an epoch: a few minutes more than are lent may be kept.
    """
    rows = Inherited.objects.filter(source_id=run_id).values("source_epoch")
    spans = rows.annotate(low=Min("first"), high=Max("last")).order_by()
    either = Q(pk__in=())
    for epoch, low, high in spans.values_list("source_epoch", "low", "high"):
        either |= Q(epoch=epoch, minute__range=(low, high))
    return either


def give_back(run_id: UUID, cuts: Cuts) -> None:
    """Shares no longer what an act has replaced. Whoever calls holds the run's row."""
    ends = {epoch: last for epoch, _, last in due(cuts)}
    ends[0] = MINUTES - 1
    rows = Inherited.objects.filter(run_id=run_id)
    rows.exclude(epoch__in=ends).delete()
    for epoch, last in ends.items():
        if last < MINUTES - 1:
            rows.filter(epoch=epoch, first__gt=last).delete()
            rows.filter(epoch=epoch, last__gt=last).update(last=last)
