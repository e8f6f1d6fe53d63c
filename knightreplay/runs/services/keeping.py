"""What the host of a run does with it as a whole: names, tags, deletes, has back."""

import time
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from knightreplay.runs.models import Role, Run
from knightreplay.runs.names import clean_name, clean_tags
from knightreplay.runs.retention import set_aside, with_frames
from knightreplay.runs.roles import require_host


@transaction.atomic
def describe_run(
    run_id: UUID,
    *,
    role: Role,
    name: str | None = None,
    tags: Iterable[str] | None = None,
) -> Run:
    """Gives the run a name, tags, or both; what is None stays as it is.

    Raises
    ------
    Forbidden
    Invalid
    """
    require_host(role)
    run = Run.objects.select_for_update().get(id=run_id)
    if name is not None:
        run.name = clean_name(name)
    if tags is not None:
        run.tags = clean_tags(tags)
    run.save(update_fields=["name", "tags"])
    return run


@transaction.atomic
def delete_run(run_id: UUID, *, role: Role) -> None:
    """Nobody sees the run any more; for some days it can be had back.

    Raises
    ------
    Forbidden
    """
    require_host(role)
    set_aside(run_id)


@transaction.atomic
def restore_run(run_id: UUID, *, role: Role) -> None:
    """Has a deleted run back, with its keys and links; it counts as used just now.

    Raises
    ------
    Forbidden
    """
    require_host(role)
    gone = with_frames(run_id).filter(deleted_at__isnull=False, emptied=False)
    gone.update(deleted_at=None, used_at=time.time())


@transaction.atomic
def take_runs(*, of: str, into: str) -> int:
    """The runs of one mark become another's, deleted ones too. Says how many.

    A browser's runs are taken into the account that is signed in there; again is nothing.
    """
    if not (of and into) or of == into:
        return 0
    return Run.objects.filter(owner=of).update(owner=into)
