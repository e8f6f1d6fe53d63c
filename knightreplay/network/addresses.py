"""The address under which others reach this server, and how far it carries."""

from typing import Literal, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from knightreplay.network import adapters

Reach = Literal["here", "network", "public"]


class Address(NamedTuple):
    base: str  # without a slash at its end
    # `here`: only this machine; `network`: whoever reaches this machine; `public`: as said.
    reach: Reach


class Way(NamedTuple):
    """One of the addresses under which a room may be reached."""

    base: str
    reach: Reach
    adapter: str = ""
    # Whether another device may get here this way: not through a virtual adapter.
    likely: bool = True


def address_of(request: HttpRequest) -> Address:
    """What to put before a path that is given to others.

    PUBLIC_URL if it is set; where the page was asked for on the machine itself, but others
    can reach it, the address in their network.
    """
    if public := _public():
        return Address(public, "public")
    asked = request.build_absolute_uri("/").rstrip("/")
    domain, _ = split_domain_port(request.get_host())
    if not adapters.is_loopback(domain.strip("[]")):
        return Address(asked, "network")
    found = network_ways()
    if found:
        return Address(found[0].base, "network")
    return Address(asked, "here")


def ways(request: HttpRequest) -> list[Way]:
    """Every address that others could type, the likeliest to work first; PUBLIC_URL alone wins.

    Without one of them this machine can only be reached from itself.
    """
    if public := _public():
        return [Way(public, "public")]
    asked = address_of(request)
    found = network_ways()
    if asked.reach == "network" and asked.base not in [way.base for way in found]:
        # A name or an address that somebody has come by already: it works.
        return [Way(asked.base, "network"), *found]
    return found or [Way(asked.base, "here")]


def network_ways() -> list[Way]:
    """Where other machines find a server that listens to them, as its adapters are now."""
    if not settings.LISTENS:
        return []
    host, port = settings.LISTENS
    if host not in adapters.ANY:
        return [Way(adapters.link(host, port).rstrip("/"), "network")]
    return [
        Way(
            adapters.link(found.address, port).rstrip("/"),
            "network",
            found.adapter,
            found.likely,
        )
        for found in adapters.own.found()
        # One would have to name an adapter of the other device with it: nobody types that.
        if not (found.local and ":" in found.address)
        and adapters.listens_at(host, found.address)
    ]


def _public() -> str | None:
    """PUBLIC_URL, if it is set."""
    public = settings.PUBLIC_URL
    return None if public is None else public.geturl().rstrip("/")
