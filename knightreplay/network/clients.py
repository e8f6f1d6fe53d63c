"""Whom an address stands for, where something is counted by address."""

import ipaddress

HOUSEHOLD = 64  # bits of an IPv6 address that a network gives to one customer


def client_of(address: str) -> str:
    """An IPv4 address itself; of an IPv6 address its /64, which one device has to itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), HOUSEHOLD), strict=False))
