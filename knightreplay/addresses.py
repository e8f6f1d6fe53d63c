"""The address under which others reach this server, and how far it carries."""

from typing import Literal, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from knightreplay.access import is_loopback

Reach = Literal["here", "network", "public"]


class Address(NamedTuple):
    base: str  # without a slash at its end
    # `here`: only this machine; `network`: whoever reaches this machine; `public`: as said.
    reach: Reach


def address_of(request: HttpRequest) -> Address:
    """What to put before a path that is given to others.

    PUBLIC_URL if it is set; where the page was asked for on the machine itself, but others
    can reach it, the address in their network.
    """
    if settings.PUBLIC_URL is not None:
        return Address(settings.PUBLIC_URL.geturl().rstrip("/"), "public")
    asked = request.build_absolute_uri("/").rstrip("/")
    domain, _ = split_domain_port(request.get_host())
    if domain != "localhost" and not is_loopback(domain.strip("[]")):
        return Address(asked, "network")
    if settings.NETWORK_ADDRESS:
        return Address(settings.NETWORK_ADDRESS, "network")
    return Address(asked, "here")
