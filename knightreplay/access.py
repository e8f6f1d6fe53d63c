"""Who asks over HTTP: keys in a header or in the session, never in an address."""

import ipaddress
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.utils.crypto import salted_hmac

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
    return roles.role_held(run.id, held_key(request.session, run.id))


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
    if not settings.OPEN_TO_NETWORK or is_host(request):
        return
    if not _is_host_key(key or bearer(request)):
        raise Forbidden(
            "Starting a run here needs the host's key, which the server printed."
        )
    request.session["host"] = _mark()


def is_host(request: HttpRequest) -> bool:
    """Whether this browser has shown the host's key; a new key makes it show that."""
    mark = request.session.get("host")
    return isinstance(mark, str) and secrets.compare_digest(mark, _mark())


def remember_host(request: HttpRequest, key: str) -> bool:
    if not _is_host_key(key):
        return False
    request.session.cycle_key()
    request.session["host"] = _mark()
    return True


def remember_run(request: HttpRequest, run_id: UUID, key: str) -> None:
    """Keeps which key of a run the browser holds that started it, not the key itself."""
    found = roles.find_key(run_id, key)
    if found is None:
        return
    request.session.cycle_key()
    kept = {**held_keys(request.session), str(run_id): found.id}
    request.session["held"] = dict(list(kept.items())[-KEPT_RUNS:])


def held_keys(session: Mapping[str, Any]) -> dict[str, int]:
    """Run → id of the key that this browser has shown."""
    keys: dict[str, int] = session.get("held", {})
    return keys


def held_key(session: Mapping[str, Any], run_id: UUID) -> int | None:
    return held_keys(session).get(str(run_id))


def may_read_metrics(request: HttpRequest) -> bool:
    """Whether it is this machine that asks, or somebody with METRICS_KEY.

    A proxy on this machine that is not named in TRUSTED_PROXIES looks like this machine,
    but says for whom it asks: that is not enough.
    """
    key = settings.METRICS_KEY
    if key and secrets.compare_digest(bearer(request).encode(), key.encode()):
        return True
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and is_loopback(request.META.get("REMOTE_ADDR", ""))


def maker(request: HttpRequest) -> str:
    """Who begins a run, for the quota: a keyed hash of the address; on loopback nobody."""
    if not settings.OPEN_TO_NETWORK:
        return ""
    address = request.META.get("REMOTE_ADDR", "")
    return salted_hmac("knightreplay.maker", address).hexdigest()


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _mark() -> str:
    """What a session keeps of the host's key: a keyed hash that changes with it."""
    return salted_hmac("knightreplay.host", settings.HOST_KEY).hexdigest()


def _is_host_key(key: str) -> bool:
    given = key.encode(errors="replace")
    return secrets.compare_digest(given, settings.HOST_KEY.encode())
