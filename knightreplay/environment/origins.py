"""Addresses of sites: scheme, host and port, as browsers write them in `Origin`."""

from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

from knightreplay.environment.hosts import host
from knightreplay.environment.variables import text, words

DEFAULT_PORTS = {"http": 80, "https": 443}
BELOW = "*."  # any name below the one that follows


def public_url(name: str) -> SplitResult | None:
    """The address that people type, or None if unset."""
    value = text(name)
    return urlsplit(_origin(name, value)) if value else None


def origins(name: str) -> list[str]:
    """Sites of others, or `*` for all."""
    return [word if word == "*" else _site(name, word) for word in words(name)]


def _site(name: str, word: str) -> str:
    scheme, sign, rest = word.partition("://")
    below = BELOW if rest.startswith(BELOW) else ""
    site = _origin(name, scheme + sign + rest.removeprefix(below))
    return site.replace("://", f"://{below}", 1)


def _origin(name: str, value: str) -> str:
    try:
        return _normalised(value)
    except ValueError as error:
        shown = value.rpartition("@")[2][:80]  # what stands before may be a password
        raise ImproperlyConfigured(f"{name}: {shown!r} {error}") from error


def _normalised(value: str) -> str:
    parts, port = _split(value)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"is not an address; allowed: {', '.join(DEFAULT_PORTS)}")
    if "@" in parts.netloc:
        raise ValueError("names a user, which an address for all cannot")
    if parts.path.strip("/") or "?" in value or "#" in value:
        raise ValueError("has more than a name and a port; a path is not supported")
    said = "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host(parts.hostname)}{said}"


def _split(value: str) -> tuple[SplitResult, int | None]:
    if any(letter.isspace() or not letter.isprintable() for letter in value):
        raise ValueError("has a blank in it")
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValueError("is not an address") from None
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("has no port that can be; allowed: 1 to 65535")
    return parts, port
