"""From whose page a request comes: no other site's may use this browser's session.

One answer for forms, the API and sockets. A proxy in front may have changed the Host header,
to its upstream's name or to one without the port: so PUBLIC_URL counts, where it is set.
"""

import logging
import threading
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.middleware.csrf import CsrfViewMiddleware

from knightreplay.runs.errors import Forbidden

logger = logging.getLogger(__name__)
DEFAULT_PORTS = {"http": 80, "https": 443}


class Site(NamedTuple):
    scheme: str
    host: str
    port: int


def require_same_origin(request: HttpRequest) -> None:
    """A page of another site must not write with this browser's session.

    Browsers send Origin with every cross-site POST; a script that has none sends none.
    """
    origin = request.headers.get("Origin")
    if origin is not None and not _comes_from_us(request, origin):
        raise Forbidden("Origin: another site's page may not write here.")


class SameOriginForms(CsrfViewMiddleware):
    """Django's own check of forms, but for whose page they are on."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        return _comes_from_us(request, request.META["HTTP_ORIGIN"])


def _comes_from_us(request: HttpRequest, origin: str) -> bool:
    return is_same_origin(origin, request.get_host(), secure=request.is_secure())


def is_same_origin(origin: str, host: str, *, secure: bool) -> bool:
    """Whether a page of this origin is ours: of PUBLIC_URL, or of the host asked for.

    The host itself must be one that this server answers to (DNS rebinding). A request known
    to be `secure` comes from a page that was, too.
    """
    page = _site(origin)
    domain, _ = split_domain_port(host)
    if not page or not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    public = settings.PUBLIC_URL and _site(settings.PUBLIC_URL.geturl())
    asked = _site(f"{page.scheme}://{host}")
    if page == public or (page == asked and (page.scheme == "https" or not secure)):
        return True
    refusals.tell(origin, host)
    return False


def _site(address: str) -> Site | None:
    """With the port that a browser leaves out; None for `null` and what is no site."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    default = DEFAULT_PORTS.get(parts.scheme)
    if not default or not parts.hostname or "@" in parts.netloc:
        return None
    return Site(parts.scheme, parts.hostname.removesuffix("."), port or default)


class Refusals:
    """Each sort of refusal is told once, and strangers cannot fill the log with them."""

    MOST = 20

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def tell(self, origin: str, host: str) -> None:
        with self._lock:
            if (origin, host) in self._told or len(self._told) >= self.MOST:
                return
            self._told.add((origin, host))
        logger.warning(
            "refused: a page of %r asked under the Host %r. If both are this server, set "
            "PUBLIC_URL to the first, or let the proxy pass the Host header with its port",
            origin[:100],
            host[:100],
        )


refusals = Refusals()
