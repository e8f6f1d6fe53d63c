"""The runs that somebody may choose from: their own, and the newest that are open."""

from collections.abc import Iterable

from django.db.models import Q

from knightreplay.runs.models import Run

OFFERED = 24


def candidates(owners: Iterable[str], limit: int = OFFERED) -> list[Run]:
    """The newest first; `owners` are the marks whose runs are one's own."""
    mine = Q(owner__in=[owner for owner in owners if owner])
    runs = Run.objects.filter(mine | Q(open=True), frozen=False, deleted_at=None)
    return list(runs.order_by("-created")[:limit])
