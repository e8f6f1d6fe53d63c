"""By what a request is told from strangers at the same address, where something is counted."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from knightreplay.access.authors import maker
from knightreplay.access.host import is_host, is_host_key
from knightreplay.access.keys import bearer, keys_of
from knightreplay.access.seats import seats_of
from knightreplay.access.signed_in import account_of
from knightreplay.network.clients import client_of
from knightreplay.runs import roles
from knightreplay.runs.models import RunKey


def address_of_client(request: HttpRequest) -> str:
    return client_of(str(request.META.get("REMOTE_ADDR", "")))


def known_as(request: HttpRequest) -> str:
    """The server's host or an account that was handed out; nothing for anybody else.

    Where accounts are open a stranger has as many as they like: they tell nothing.
    """
    if is_host(request) or is_host_key(bearer(request)):
        return "host"
    return "" if settings.ACCOUNTS == "open" else account_of(request.session)


def proof_of(request: HttpRequest, *, minting: bool = False) -> str:
    """As `known_as`, or a key of the run that is asked for, or a seat.

    `minting`: what is counted gives keys away. Then a key counts only if the run was begun
    elsewhere: else each fork would be a fresh allowance of forks.
    """
    return known_as(request) or _key_shown(request, minting) or _seat(request)


def _key_shown(request: HttpRequest, minting: bool) -> str:
    key_id = _key_of_run(request)
    if key_id is None or (minting and _is_own(request, key_id)):
        return ""
    return f"key:{key_id}"


def _key_of_run(request: HttpRequest) -> int | None:
    """The header's key, else the newest of the run that this browser has shown."""
    match = request.resolver_match
    named = match.kwargs.get("run_id") if match else None
    if named is None:
        return None
    run_id = UUID(str(named))  # the API's addresses have it as a text
    if shown := bearer(request):
        found = roles.find_key(run_id, shown)
        return found.id if found else None
    return next(reversed(keys_of(request.session, run_id)), None)


def _is_own(request: HttpRequest, key_id: int) -> bool:
    """Whether the key's run was begun from the same address."""
    return RunKey.objects.filter(id=key_id, run__made_by=maker(request)).exists()


def _seat(request: HttpRequest) -> str:
    newest = next(reversed(seats_of(request.session).values()), None)
    return "" if newest is None else f"seat:{newest}"
