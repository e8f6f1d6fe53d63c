"""From whose page a request comes: no other site's may use this browser's session."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from knightreplay.runs.errors import Forbidden


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
