"""Keys and the roles they give."""

import hashlib
import secrets
import time
from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from knightreplay.runs.errors import Forbidden
from knightreplay.runs.models import Role, Run, RunKey

KEY_BYTES = 16  # 128 bits
KEY_LENGTH = 64  # characters that are looked at, at most
MAY_ACT = (Role.HOST, Role.OPERATE)
SHARED = (Role.FORK, Role.COMMENT, Role.WATCH)  # what a share link may give
RANK = tuple(Role)  # the most first
FROZEN = Role.FORK  # nobody has more rights than that in a frozen run


class Holder(NamedTuple):
    """What somebody has shown: keys, by their ids, and whose runs are theirs."""

    keys: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()  # marks as in Run.owner
    link: int | None = None  # the share link's key that a page was opened by


def mint_key(run: Run, role: Role, *, expires: float | None = None) -> str:
    """A new key for the run; it is shown once and stored as a hash."""
    key = secrets.token_urlsafe(KEY_BYTES)
    keep_key(run, role, key, expires=expires)
    return key


def keep_key(run: Run, role: Role, key: str, *, expires: float | None = None) -> RunKey:
    """Stores the hash of a key. `expires` is in Unix seconds."""
    return RunKey.objects.create(
        run=run, role=role, key_hash=hash_of(key), expires=expires
    )


def find_key(run_id: UUID, key: str | None) -> RunKey | None:
    """The row of a key of this run that still counts.

    The lookup goes by the hash of a random key, so its timing tells nothing.
    """
    found = find_any(key)
    return found if found is not None and found.run_id == run_id else None


def link_of(run_id: UUID, key: str | None) -> RunKey | None:
    """The row of a share link's token, also if the link has ended since."""
    if not key or len(key) > KEY_LENGTH:
        return None
    rows = RunKey.objects.filter(run=run_id, role__in=SHARED, key_hash=hash_of(key))
    return rows.first()


def find_any(key: str | None) -> RunKey | None:
    """The row of a key of any run that still counts, with its run."""
    if not key or len(key) > KEY_LENGTH:
        return None
    rows = RunKey.objects.select_related("run").filter(_counts(), key_hash=hash_of(key))
    return rows.first()


def runs_of(key_ids: Collection[int], key: str) -> frozenset[UUID]:
    """The runs of the keys that still count, by their ids and one as it was shown."""
    if not key_ids and not key:
        return frozenset()
    shown = Q(id__in=key_ids) | Q(key_hash=hash_of(key[:KEY_LENGTH]))
    found = RunKey.objects.filter(_counts(), shown)
    return frozenset(found.values_list("run_id", flat=True))


def role_of(run: Run, key: str | None, *, deleted: bool = False) -> Role:
    """The role that a key gives in this run; without one the run decides."""
    found = find_key(run.id, key)
    return role_held(run.id, Holder((found.id,) if found else ()), deleted=deleted)


def role_held(run_id: UUID, holder: Holder, *, deleted: bool = False) -> Role:
    """The most that the keys shown give, unless they were revoked or ran out since.

    In a deleted run everybody is a stranger, unless it is `deleted` runs that are asked for.
    What was opened by a share link is gone with the link, also where the run is open.
    """
    if holder.link is not None and not any_counts(run_id, (holder.link,)):
        return Role.STRANGER
    rows = Run.objects.filter(id=run_id)
    run = rows.values("open", "frozen", "owner", "deleted_at").first()
    if run is None or (run["deleted_at"] is not None and not deleted):
        return Role.STRANGER
    role = Role.WATCH if run["open"] else Role.STRANGER
    if run["owner"] and run["owner"] in holder.owners:
        role = Role.HOST
    elif holder.keys:
        shown = RunKey.objects.filter(_counts(), run=run_id, id__in=holder.keys)
        role = most(role, *map(Role, shown.values_list("role", flat=True)))
    return least(role, FROZEN) if run["frozen"] else role


def roles_held(runs: Collection[Run], holder: Holder) -> dict[UUID, Role]:
    """The same for many runs that were read already and are there, in one query."""
    shown: dict[UUID, list[Role]] = {}
    if holder.keys:
        rows = RunKey.objects.filter(_counts(), run__in=runs, id__in=holder.keys)
        for run_id, role in rows.values_list("run_id", "role"):
            shown.setdefault(run_id, []).append(Role(role))
    return {run.id: _role_among(run, holder, shown.get(run.id, [])) for run in runs}


def _role_among(run: Run, holder: Holder, shown: Collection[Role]) -> Role:
    role = most(Role.WATCH if run.open else Role.STRANGER, *shown)
    if run.owner and run.owner in holder.owners:
        role = Role.HOST
    return least(role, FROZEN) if run.frozen else role


def any_counts(run_id: UUID, keys: tuple[int, ...]) -> bool:
    """Whether one of these keys of the run still counts."""
    return RunKey.objects.filter(_counts(), run=run_id, id__in=keys).exists()


def shared_runs() -> frozenset[UUID]:
    """The runs that a link shows which still counts."""
    live = RunKey.objects.filter(_counts(), role__in=SHARED)
    return frozenset(live.values_list("run_id", flat=True))


def expires_first(run_id: UUID, holder: Holder) -> float | None:
    """When the first of the keys shown runs out that still counts, in Unix seconds."""
    shown = RunKey.objects.filter(
        run=run_id, id__in=holder.keys, expires__gt=time.time()
    )
    return shown.order_by("expires").values_list("expires", flat=True).first()


def most(*roles: Role) -> Role:
    return min(roles, key=RANK.index)


def least(*roles: Role) -> Role:
    return max(roles, key=RANK.index)


def is_at_least(role: Role, other: Role) -> bool:
    return RANK.index(role) <= RANK.index(other)


def require_watch(role: Role) -> None:
    if not is_at_least(role, Role.WATCH):
        raise Forbidden("This run is closed: it takes a link from its host to see it.")


def require_comment(role: Role) -> None:
    if not is_at_least(role, Role.COMMENT):
        raise Forbidden("Notes need a link to comment, from the host of this run.")


def require_fork(role: Role, run: Run) -> None:
    """An open run is forked by all who see it; one that keeps to its clock by its host."""
    require_watch(role)
    if run.paced and role is not Role.HOST:
        raise Forbidden("This run keeps to its clock: only its host may fork it.")
    if not (run.open or is_at_least(role, Role.FORK)):
        raise Forbidden("This link does not allow a fork; its sender can give one.")


def require_act(role: Role) -> None:
    if role not in MAY_ACT:
        raise Forbidden("Only the host, or somebody with an operate link, may act.")


def require_host(role: Role) -> None:
    if role is not Role.HOST:
        raise Forbidden("Only the host of this run may do that.")


def role_for(capability: str, *, role: Role, may: frozenset[str]) -> Role:
    """The role under which a service takes a command that needs a capability."""
    if role in MAY_ACT:
        return role
    return Role.OPERATE if capability in may else role


def _counts() -> Q:
    return Q(expires=None) | Q(expires__gt=time.time())


def hash_of(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
