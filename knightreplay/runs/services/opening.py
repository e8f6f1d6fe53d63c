"""Who may see a run: all who have its address, or only those with a key or link."""

from functools import partial
from uuid import UUID

from django.db import transaction

from knightreplay.runs import announce
from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import require_host


@transaction.atomic
def set_open(run_id: UUID, on: bool, *, role: Role) -> None:
    """Opens or closes a run; pages of those who may not see it any more close.

    Raises
    ------
    Forbidden
    """
    require_host(role)
    Run.objects.filter(id=run_id).update(open=on)
    transaction.on_commit(partial(announce.keys, run_id), robust=True)
