"""Whose it is what somebody makes: a run, for the quota; a file; a note."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from knightreplay.access.host import is_host
from knightreplay.access.keys import bearer
from knightreplay.access.owners import owner_of, owners_of
from knightreplay.network.clients import client_of
from knightreplay.runs import roles
from knightreplay.runs.models import Role, Run


def maker(request: HttpRequest) -> str:
    """Who begins a run: a keyed hash of the address, or nobody where it is the server's host.

    The host is whoever has shown the server's key, and on loopback whoever sits there.
    """
    if not settings.OPEN_TO_NETWORK or is_host(request):
        return ""
    return _hashed_address(request, "knightreplay.maker")


def maker_of_fork(request: HttpRequest, parent: Run, role: Role) -> str:
    """The same of a fork; whoever hosts a run of the server's host forks as that host."""
    if role is Role.HOST and not parent.made_by:
        return ""
    return maker(request)


def asker(request: HttpRequest, run: Run) -> str:
    """Whose a file is that somebody has made: of a key, a browser or an address."""
    found = roles.find_key(run.id, bearer(request))
    if found is not None:
        return f"key:{found.id}"
    address = _hashed_address(request, "knightreplay.asker")
    return owner_of(request.session) or f"address:{address}"


def authors_of(request: HttpRequest, run_id: UUID) -> tuple[str, ...]:
    """Whose notes are one's own in a run: as `owners_of`; without any, those of a key.

    A script keeps no cookies: what it sends again under its key is the same note.
    """
    if owners := owners_of(request.session):
        return owners
    found = roles.find_key(run_id, bearer(request))
    return () if found is None else (f"key:{found.id}",)


def _hashed_address(request: HttpRequest, salt: str) -> str:
    address = str(request.META.get("REMOTE_ADDR", ""))
    return salted_hmac(salt, client_of(address)).hexdigest()
