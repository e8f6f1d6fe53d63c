"""What somebody on a run's socket may do: by keys and links, or by a seat in a room."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from knightreplay.access.keys import holder_of
from knightreplay.access.owners import owners_of
from knightreplay.access.permissions import unless_kept
from knightreplay.access.seats import seats_of
from knightreplay.rooms import permissions
from knightreplay.rooms.models import Capability
from knightreplay.rooms.redaction import projected
from knightreplay.rooms.secrecy import unless_concealed
from knightreplay.runs import roles
from knightreplay.runs.models import Role
from knightreplay.runs.redaction import Redaction
from knightreplay.runs.roles import MAY_ACT, Holder

MOVING = frozenset({Capability.PAUSE.value, Capability.SEEK.value})
ACTING = MOVING | {Capability.INTERVENE.value}


class Credentials(NamedTuple):
    """What a socket has shown. It is looked at again with every command."""

    holder: Holder = Holder()
    session: Mapping[str, Any] = {}  # of the browser: who is signed in, its seats
    seat_key: str | None = None  # of one seat: then nothing else counts
    projector: bool = False  # of a host's seat: for all to look at
    expires: float | None = None  # Unix seconds: when the first of the keys runs out


class Rights(NamedTuple):
    role: Role
    may: frozenset[str]  # capabilities
    redaction: Redaction | None = None
    delay: int = 0  # ticks before an act takes effect
    maker: str = ""  # whose acts these are, unless the host's (runs/models.py)


def credentials_of(session: Mapping[str, Any], run_id: UUID) -> Credentials:
    return Credentials(holder_of(session, run_id), session)


def rights_of(run_id: UUID, credentials: Credentials) -> Rights:
    """The rights as keys, links and rooms are at this moment."""
    if credentials.projector:
        return _projected(_seated(run_id, credentials))
    if credentials.seat_key is not None:
        return _by(_seated(run_id, credentials))
    owners = owners_of(credentials.session)
    held = roles.role_held(run_id, credentials.holder._replace(owners=owners))
    if credentials.holder.keys:
        held = unless_concealed(held, run_id)
    role = unless_kept(held, credentials.session)
    # A page that a link opened stands or falls with the link.
    if role is not Role.STRANGER or credentials.holder.link is not None:
        may = ACTING if role in MAY_ACT else frozenset()
        return Rights(role, may, maker=_maker(role, owners, credentials.holder))
    return _by(_seated(run_id, credentials))


def rights_of_each(run_id: UUID, shown: Iterable[Credentials]) -> list[Rights]:
    """The same for many; what several have shown alike is looked up once."""
    found: dict[Hashable, Rights] = {}
    rights = []
    for credentials in shown:
        content = _content(credentials)
        if content not in found:
            found[content] = rights_of(run_id, credentials)
        rights.append(found[content])
    return rights


def _content(credentials: Credentials) -> Hashable:
    """All that rights come from: two browsers that hold nothing are alike."""
    session = orjson.dumps(dict(credentials.session))
    return credentials.holder, session, credentials.seat_key, credentials.projector


def _maker(role: Role, owners: tuple[str, ...], holder: Holder) -> str:
    if role is Role.HOST:
        return ""
    keys = (f"key:{key}" for key in holder.keys[-1:])
    return next(iter(owners), "") or next(keys, "")


def _seated(
    run_id: UUID, credentials: Credentials
) -> permissions.SeatPermissions | None:
    """By the key of one seat, else by the browser's seats."""
    if credentials.seat_key is None:
        return permissions.best_permissions(run_id, seats_of(credentials.session))
    seat = permissions.seat_of(credentials.seat_key)
    return None if seat is None else permissions.permissions_of(seat, run_id)


def _projected(found: permissions.SeatPermissions | None) -> Rights:
    """What hangs on the wall has no rights, and no secret: a host sets it up."""
    if found is None or found.role is not Role.HOST:
        return Rights(Role.STRANGER, frozenset())
    return Rights(Role.SEAT, frozenset(), projected(found.seat.room))


def _by(found: permissions.SeatPermissions | None) -> Rights:
    if found is None:
        return Rights(Role.STRANGER, frozenset())
    return Rights(
        found.role,
        found.may & ACTING,
        found.redaction,
        found.delay,
        "" if found.role is Role.HOST else f"seat:{found.seat.id}",
    )
