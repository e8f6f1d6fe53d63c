"""Who runs this server: whoever shows its own key, or sits at this machine."""

import secrets

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.crypto import salted_hmac

from knightreplay.access.keys import bearer, holder_of
from knightreplay.access.seats import seats_of
from knightreplay.access.sessions import SessionStore, begin_rights
from knightreplay.network.adapters import is_loopback
from knightreplay.rooms.models import Seat
from knightreplay.runs import roles
from knightreplay.runs.errors import Forbidden
from knightreplay.runs.models import Role, Run

PROXIES_SAY = (
    "Forwarded",
    "Via",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-IP",
)


def is_host(request: HttpRequest) -> bool:
    """Whether this browser has shown the host's key; a new key makes it show that."""
    mark = request.session.get("host")
    return isinstance(mark, str) and secrets.compare_digest(mark, _mark())


def remember_host(request: HttpRequest, key: str) -> bool:
    if not is_host_key(key):
        return False
    begin_rights(request)
    request.session["host"] = _mark()
    return True


def hosts_anything(request: HttpRequest) -> bool:
    """Whether this browser has shown the host's key, or leads a room."""
    seats = Seat.objects.filter(
        id__in=seats_of(request.session).values(), part=Seat.Part.HOST
    )
    return is_host(request) or seats.exists()


def require_starter(request: HttpRequest, key: str) -> None:
    """Whether a run may be started: beyond loopback only with the host's key."""
    _require_key(
        request,
        key or bearer(request),
        "Starting a run here needs the host's key; whoever runs the server has it.",
    )


def _require_key(request: HttpRequest, key: str, words: str) -> None:
    if not settings.OPEN_TO_NETWORK or is_host(request):
        return
    if not is_host_key(key):
        raise Forbidden(words)
    begin_rights(request)
    request.session["host"] = _mark()


def require_forker(request: HttpRequest, role: Role) -> None:
    """Whether a run may be forked: whoever is let no further than to look needs the key.

    A fork is stored as a run is that somebody starts.
    """
    if not roles.is_at_least(role, Role.FORK):
        _require_key(
            request,
            bearer(request),
            "Forking here needs a link that allows it, or the host's key; whoever runs "
            "the server has it.",
        )


def may_send_much(key: str, session_key: str) -> bool:
    """Whether whoever shows these may send a whole run; asked before any of it is read."""
    if not settings.OPEN_TO_NETWORK or is_host_key(key):
        return True
    mark = SessionStore(session_key).get("host") if session_key else None
    return isinstance(mark, str) and secrets.compare_digest(mark, _mark())


def require_guest(request: HttpRequest, run: Run) -> None:
    """Whether a file may be made of a run: beyond loopback only for those let in by a host.

    That is whoever has shown the server's key, a key or a link of the run, or owns it.
    """
    if not settings.OPEN_TO_NETWORK or is_host(request):
        return
    key = bearer(request)
    if is_host_key(key) or roles.find_key(run.id, key):
        return
    holder = holder_of(request.session, run.id)
    if run.owner not in holder.owners and not roles.any_counts(run.id, holder.keys):
        raise Forbidden(
            "Making files here needs a link from the host of this run, or the host's "
            "key; whoever runs the server has it."
        )


def may_read_metrics(request: HttpRequest) -> bool:
    """Whether METRICS_KEY is shown; without one, whether it is this machine that asks.

    A proxy on this machine looks like this machine. So where others can reach the server, or
    a proxy is known of, only the key counts.
    """
    key = settings.METRICS_KEY
    if key or settings.OPEN_TO_NETWORK or settings.TRUSTED_PROXIES:
        shown = bearer(request).encode(errors="replace")
        return bool(key) and secrets.compare_digest(shown, key.encode())
    domain, _ = split_domain_port(request.get_host())
    here = is_loopback(domain.strip("[]")) and not any(
        name in request.headers for name in PROXIES_SAY
    )
    return here and is_loopback(request.META.get("REMOTE_ADDR", ""))


def _mark() -> str:
    """What a session keeps of the host's key: a keyed hash that changes with it."""
    return salted_hmac("knightreplay.host", settings.HOST_KEY).hexdigest()


def is_host_key(key: str) -> bool:
    """Whether it is the key of whoever runs the server; none is never right."""
    given, right = key.encode(errors="replace"), settings.HOST_KEY.encode()
    return bool(right) and secrets.compare_digest(given, right)
