"""Keys and the roles they give."""

import hashlib
import secrets
from uuid import UUID

from knightreplay.runs.errors import Forbidden
from knightreplay.runs.models import Role, Run, RunKey

KEY_BYTES = 16  # 128 bits
KEY_LENGTH = 64  # characters that are looked at, at most
MAY_ACT = (Role.HOST, Role.OPERATE)


def mint_key(run: Run, role: Role) -> str:
    """A new key for the run; it is shown once and stored as a hash."""
    key = secrets.token_urlsafe(KEY_BYTES)
    RunKey.objects.create(run=run, role=role, key_hash=_hash(key))
    return key


def find_key(run_id: UUID, key: str | None) -> RunKey | None:
    """The row of a key of this run.

    The lookup goes by the hash of a 128-bit random key, so its timing tells nothing.
    """
    if not key or len(key) > KEY_LENGTH:
        return None
    return RunKey.objects.filter(run=run_id, key_hash=_hash(key)).first()


def role_of(run: Run, key: str | None) -> Role:
    """The role that a key gives in this run; anybody may watch."""
    found = find_key(run.id, key)
    return Role(found.role) if found else Role.WATCH


def role_held(run_id: UUID, key_id: int | None) -> Role:
    """The role of somebody who showed that key before, unless it was revoked since."""
    if key_id is None:
        return Role.WATCH
    found = RunKey.objects.filter(run=run_id, id=key_id).first()
    return Role(found.role) if found else Role.WATCH


def require_act(role: Role) -> None:
    if role not in MAY_ACT:
        raise Forbidden("Only the host, or somebody with an operate link, may act.")


def require_host(role: Role) -> None:
    if role is not Role.HOST:
        raise Forbidden("Only the host of this run may do that.")


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
