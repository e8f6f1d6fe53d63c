"""Names and addresses of machines, written as browsers and Django write them."""

import ipaddress
import re

import idna
from django.core.exceptions import ImproperlyConfigured

from knightreplay.environment.variables import words

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # ends a name that browsers read as IPv4
LONGEST = 253


def hosts(name: str) -> list[str]:
    """Names by which the server may be asked for, as ALLOWED_HOSTS wants them."""
    return [_pattern(name, word) for word in words(name)]


def _pattern(name: str, word: str) -> str:
    if word == "*":
        return word
    dot = "." if word.startswith(".") else ""  # the name and all below it
    try:
        return dot + host(word.removeprefix("."))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name}: {word[:80]!r} {error}; allowed: names and addresses without a port"
        ) from error


def proxies(name: str) -> list[str]:
    """Addresses, networks and names."""
    for word in words(name):
        if not (_is_network(word) or _is_name(word)):
            raise ImproperlyConfigured(
                f"{name}: {word[:80]!r} is none of: address, network (10.0.0.0/8), name"
            )
    return words(name)


def _is_network(word: str) -> bool:
    try:
        ipaddress.ip_network(word, strict=False)
    except ValueError:
        return False
    return True


def _is_name(word: str) -> bool:
    try:
        host(word.replace("_", "-"))  # which containers may have in their names
    except ValueError:
        return False
    return True


def host(value: str) -> str:
    """As a browser sends it: lower case, IDNA, IPv6 in brackets; or a ValueError."""
    if ":" in value:
        return f"[{_ipv6(value)}]"
    if not value.isascii():
        value = _idna(value)
    labels = value.lower().removesuffix(".").split(".")
    known = len(value) <= LONGEST and all(map(_LABEL.fullmatch, labels))
    if not known or (_NUMBER.fullmatch(labels[-1]) and not _is_ipv4(value)):
        raise ValueError("is no name and no address of a machine")
    return ".".join(labels)


def _ipv6(value: str) -> ipaddress.IPv6Address:
    bracketed = value.startswith("[") and value.endswith("]")
    try:
        address = ipaddress.IPv6Address(value[1:-1] if bracketed else value)
    except ValueError:
        raise ValueError("is no name and no address of a machine") from None
    if address.scope_id:
        raise ValueError("names an adapter, which only this machine knows")
    return address


def _is_ipv4(value: str) -> bool:
    try:
        return str(ipaddress.IPv4Address(value)) == value
    except ValueError:
        return False


def _idna(value: str) -> str:
    try:
        return idna.encode(value, uts46=True).decode()
    except idna.IDNAError:
        raise ValueError("is no name that IDNA knows") from None
