"""Keys that a host gives away, and takes back."""

from functools import partial
from uuid import UUID

from django.db import transaction

from knightreplay.runs import announce
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Role, RunKey
from knightreplay.runs.roles import mint_key, require_host
from knightreplay.runs.services.command import locked

KEYS_LIMIT = 100  # operate keys of one run


@transaction.atomic
def hand_out_key(run_id: UUID, *, role: Role) -> str:
    """An operate key, for the host to give away.

    Raises
    ------
    Forbidden
    Invalid
    """
    require_host(role)
    run = locked(run_id)
    if RunKey.objects.filter(run=run, role=Role.OPERATE).count() >= KEYS_LIMIT:
        raise Invalid(f"a run has {KEYS_LIMIT} operate keys at most; revoke one")
    return mint_key(run, Role.OPERATE)


def keys_given(run_id: UUID, *, role: Role) -> list[RunKey]:
    """The keys that were given away and still count, oldest first.

    Raises
    ------
    Forbidden
    """
    require_host(role)
    given = RunKey.objects.filter(run=run_id, role=Role.OPERATE)
    return list(given.order_by("id"))


@transaction.atomic
def revoke_key(run_id: UUID, key_id: int, *, role: Role) -> bool:
    """Takes a key back, and lets its holders know. False if there was none.

    The host's own key stays: a run without one could never be stopped.

    Raises
    ------
    Forbidden
    """
    require_host(role)
    given = RunKey.objects.filter(run=run_id, id=key_id, role=Role.OPERATE)
    transaction.on_commit(partial(announce.keys, run_id), robust=True)
    return given.delete()[0] > 0
