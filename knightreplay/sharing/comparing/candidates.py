"""The runs that somebody may choose from: their own, and the newest that are open."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, Q, Value, When

from knightreplay.runs.acts import REMARKS
from knightreplay.runs.models import Run

OFFERED = 24


class Candidate(NamedTuple):
    run: Run
    relation: str  # to the run one comes from: "parent", "fork", "sibling" or ""
    acts: int


def candidates(
    owners: Iterable[str], *, near: Run | None = None, limit: int = OFFERED
) -> list[Candidate]:
    """The newest first, those before them that share a past with the run `near`.

    `owners` are the marks whose runs are one's own.
    """
    mine = Q(owner__in=[owner for owner in owners if owner])
    done = Count("intervention", filter=~Q(intervention__op__in=REMARKS))
    seen = Run.objects.filter(mine | Q(open=True), frozen=False, deleted_at=None)
    runs = seen.annotate(acts=done)
    if near is None:
        found = runs.order_by("-created", "id")[:limit]
        return [Candidate(run, "", run.acts) for run in found]
    related = _related(near)
    rank = Case(
        When(related, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    found = runs.exclude(id=near.id).order_by(rank, "-created", "id")[:limit]
    return [Candidate(run, _relation(run, near), run.acts) for run in found]


def _related(near: Run) -> Q:
    related = Q(parent=near.id)
    if near.parent_id:
        related |= Q(id=near.parent_id) | Q(parent=near.parent_id)
    return related


def _relation(run: Run, near: Run) -> str:
    if run.id == near.parent_id:
        return "parent"
    if run.parent_id == near.id:
        return "fork"
    same = run.parent_id is not None and run.parent_id == near.parent_id
    return "sibling" if same else ""
