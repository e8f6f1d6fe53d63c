"""Links to a run at a moment: made, listed and taken back by its host, followed by others."""

import secrets
import time
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from knightreplay.runs import announce
from knightreplay.runs.errors import Conflict, Invalid
from knightreplay.runs.models import Role, Run, RunKey
from knightreplay.runs.names import clean_name
from knightreplay.runs.retention import use
from knightreplay.runs.roles import SHARED, hash_of, keep_key, require_host
from knightreplay.runs.scenario_snapshot import snapshot_of
from knightreplay.runs.selectors import disclosed_until
from knightreplay.runs.services import fork
from knightreplay.sharing.models import Link
from simulator.clock import CLOSE

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"  # base58
TOKEN_LENGTH = 14  # 82 bits
LINKS_LIMIT = 200  # of one run that were not revoked
LONGEST = 10 * 366 * 86400.0  # seconds until a link expires
BETWEEN_USES = 60.0  # seconds between two notes of the last use


class LinkRequest(NamedTuple):
    """What a link is to be."""

    role: Role
    at: int  # tick
    name: str = ""
    first: int | None = None  # tick, of the selected range
    last: int | None = None  # tick, included
    expires: float | None = None  # Unix seconds
    looks: Mapping[str, Any] = {}


class Created(NamedTuple):
    link: Link
    token: str  # shown once


@transaction.atomic
def create(run_id: UUID, wanted: LinkRequest, *, role: Role) -> Created:
    """A new link, for the host to give away.

    Raises
    ------
    Forbidden, Invalid, Conflict
    """
    require_host(role)
    run = Run.objects.select_for_update().get(id=run_id)
    _check(run, wanted, time.time())
    return _created(run, wanted)


@transaction.atomic
def create_pinned(run_id: UUID, wanted: LinkRequest, *, role: Role) -> Created:
    """A new link to a frozen fork of the run as it is now: nobody can change what it shows.

    Raises
    ------
    Forbidden, Invalid, Conflict
    """
    require_host(role)
    run = Run.objects.select_for_update().get(id=run_id)
    _check(run, wanted, time.time())
    until = disclosed_until(run, time.time())
    at = CLOSE if until is None else min(until, CLOSE)
    pinned = fork(run_id, at=at, role=role, made_by=run.made_by, frozen=True).run
    Run.objects.filter(id=pinned.id).update(open=False)
    return _created(run, wanted, pinned)


def _created(run: Run, wanted: LinkRequest, pinned: Run | None = None) -> Created:
    token = "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))
    key = keep_key(pinned or run, wanted.role, token, expires=wanted.expires)
    link = Link.objects.create(
        run=run,
        key=key,
        pinned=pinned,
        name=clean_name(wanted.name),
        role=wanted.role,
        at=wanted.at,
        first=wanted.first,
        last=wanted.last,
        looks=dict(wanted.looks),
        expires=wanted.expires,
    )
    return Created(link, token)


def listed(run_id: UUID, *, role: Role) -> list[Link]:
    """The links that were not revoked, the newest first; those that ran out too.

    Raises
    ------
    Forbidden
    """
    require_host(role)
    return list(Link.objects.filter(run=run_id, revoked_at=None)[:LINKS_LIMIT])


@transaction.atomic
def rename(run_id: UUID, link_id: int, name: str, *, role: Role) -> bool:
    """Gives a link another name. False if there is none.

    Raises
    ------
    Forbidden, Invalid
    """
    require_host(role)
    own = Link.objects.filter(run=run_id, id=link_id, revoked_at=None)
    return own.update(name=clean_name(name)) > 0


@transaction.atomic
def revoke(run_id: UUID, link_id: int, *, role: Role) -> bool:
    """Takes a link back for good; pages that were opened by it close. False if there is none.

    Raises
    ------
    Forbidden
    """
    require_host(role)
    own = Link.objects.select_related("key").filter(run=run_id, revoked_at=None)
    link = own.filter(id=link_id).first()
    if link is None:
        return False
    now = time.time()
    Link.objects.filter(id=link.id).update(revoked_at=now)
    if link.key is not None:
        RunKey.objects.filter(id=link.key.id).update(expires=now)
        telling = partial(announce.keys, link.key.run_id)
        transaction.on_commit(telling, robust=True)
    return True


def find(token: str) -> Link | None:
    """The link of a token, also if it has ended since; `state_of` tells.

    The lookup goes by the hash of a random token, so its timing tells nothing.
    """
    if not TOKEN_LENGTH <= len(token) <= TOKEN_LENGTH + 2:
        return None
    rows = Link.objects.select_related("run", "key__run")
    return rows.filter(key__key_hash=hash_of(token)).first()


def shown_run(link: Link) -> Run:
    """What its page shows: the run, or the frozen fork that an embedded page is pinned to."""
    return link.key.run if link.key else link.run


def state_of(link: Link) -> str:
    """`good`, `revoked`, `expired`, or `deleted` with its run."""
    if link.revoked_at is not None:
        return "revoked"
    if link.expires is not None and link.expires <= time.time():
        return "expired"
    return "good" if shown_run(link).deleted_at is None else "deleted"


def used(link: Link, *, anew: bool) -> None:
    """Notes that somebody opened the link; a page that is loaded again is no new use."""
    now = time.time()
    own = Link.objects.filter(id=link.id)
    late = Q(used_at=None) | Q(used_at__lt=now - BETWEEN_USES)
    if link.pinned_id is not None and own.filter(late).exists():
        use(link.run_id)  # what its frame shows is watched; the run itself need not be
    if anew:
        own.update(uses=F("uses") + 1, used_at=now)
    else:
        own.filter(late).update(used_at=now)


def _check(run: Run, wanted: LinkRequest, now: float) -> None:
    if wanted.role not in SHARED:
        raise Invalid("role: allowed: watch, comment, fork")
    _check_time(wanted)
    _check_expiry(wanted.expires, now)
    _check_looks(run, wanted.looks)
    until = disclosed_until(run, now)
    if until is not None and wanted.at > until:
        raise Conflict("The run keeps to its clock, which is not there yet.")
    if Link.objects.filter(run=run, revoked_at=None).count() >= LINKS_LIMIT:
        raise Invalid(f"a run has {LINKS_LIMIT} links at most; take one back")


def _check_time(wanted: LinkRequest) -> None:
    if not 0 <= wanted.at <= CLOSE:
        raise Invalid("at: allowed: 08:00:00 to 16:00:00")
    first, last = wanted.first, wanted.last
    if first is None and last is None:
        return
    if first is None or last is None or not 0 <= first < last <= CLOSE:
        raise Invalid("first, last: both or neither, the first before the last")


def _check_expiry(expires: float | None, now: float) -> None:
    if expires is not None and not now < expires <= now + LONGEST:
        raise Invalid("expires: allowed: from now on, up to ten years ahead")


def _check_looks(run: Run, looks: Mapping[str, Any]) -> None:
    scenario = snapshot_of(run)
    tickers = {symbol["id"] for symbol in scenario.symbols}
    if (stock := looks.get("stock")) is not None and stock not in tickers:
        raise Invalid("looks.stock: there is no such stock in this scenario")
    server = looks.get("server")
    if server is not None and not 1 <= server <= scenario.server_count:
        raise Invalid(f"looks.server: allowed: 1 to {scenario.server_count}")
