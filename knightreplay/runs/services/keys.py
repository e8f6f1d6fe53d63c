"""Keys that a host gives away."""

from uuid import UUID

from django.db import transaction

from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Role, RunKey
from knightreplay.runs.roles import mint_key, require_host
from knightreplay.runs.services.command import locked

KEYS_LIMIT = 100  # keys of one run


@transaction.atomic
def hand_out_key(run_id: UUID, *, role: Role) -> str:
    """An operate key, for the host to give away.

    Raises
    ------
    Forbidden, Invalid
    """
    require_host(role)
    run = locked(run_id)
    if RunKey.objects.filter(run=run).count() >= KEYS_LIMIT:
        raise Invalid(f"a run has {KEYS_LIMIT} keys at most")
    return mint_key(run, Role.OPERATE)
