"""Who asks over HTTP: keys in a header or in the session, never in an address."""

import secrets
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from knightreplay.runs import roles
from knightreplay.runs.errors import Forbidden
from knightreplay.runs.models import Role, Run

KEPT_RUNS = 200  # keys that one session remembers; the oldest go first


def bearer(request: HttpRequest) -> str:
    """The key of an `Authorization: Bearer` header, or nothing."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def role_in(request: HttpRequest, run: Run) -> Role:
    """The role that the header's key gives, else the one that the session holds."""
    if key := bearer(request):
        return roles.role_of(run, key)
    return roles.role_of(run, remembered_keys(request).get(str(run.id)))


def require_same_origin(request: HttpRequest) -> None:
    """A page of another site must not write with this browser's session.

    Browsers send Origin with every cross-site POST; a script that has none sends none.
    """
    origin = request.headers.get("Origin")
    if origin is not None and not is_same_origin(origin, request.get_host()):
        raise Forbidden("Origin: another site's page may not write here.")


def is_same_origin(origin: str, host: str) -> bool:
    """Whether a page of this origin is ours: the host and port that were asked for.

    The host itself must be one that this server answers to (DNS rebinding).
    """
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    domain, _ = split_domain_port(host)
    known = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
    return known and parts.scheme in ("http", "https") and parts.netloc == host


def require_starter(request: HttpRequest, key: str) -> None:
    """Whether a run may be started: beyond loopback only with the host's key."""
    if not settings.OPEN_TO_NETWORK or request.session.get("host"):
        return
    if not _is_host_key(key or bearer(request)):
        raise Forbidden(
            "Starting a run here needs the host's key, which the server printed."
        )
    request.session["host"] = True


def remember_host(request: HttpRequest, key: str) -> bool:
    if not _is_host_key(key):
        return False
    request.session.cycle_key()
    request.session["host"] = True
    return True


def remember_run(request: HttpRequest, run_id: UUID, key: str) -> None:
    """Keeps the key of a run in the session of the browser that started it."""
    request.session.cycle_key()
    kept = {**remembered_keys(request), str(run_id): key}
    request.session["keys"] = dict(list(kept.items())[-KEPT_RUNS:])


def remembered_keys(request: HttpRequest) -> dict[str, str]:
    keys: dict[str, str] = request.session.get("keys", {})
    return keys


def _is_host_key(key: str) -> bool:
    return secrets.compare_digest(key.encode(), settings.HOST_KEY.encode())
