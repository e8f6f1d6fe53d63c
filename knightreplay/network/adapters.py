"""The network adapters of this machine: under which addresses others can reach it."""

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import ifaddr

KEPT = 3.0  # seconds for which the adapters are not looked at again
ANY = ("0.0.0.0", "::")  # noqa: S104 -- compared with, not bound to
# Adapters behind which no other device of the room is: containers, bridges, tunnels,
# virtual machines; as Linux, macOS and Windows name them.
VIRTUAL = re.compile(
    r"docker|veth|br-|virbr|tun|tap|wg|utun|vmnet|vboxnet|lxc|lxd|podman|cni|flannel|"
    r"cali|tailscale|zt|awdl|llw|bridge|vethernet|.*(virtual|hyper-v|vpn|wsl|loopback)",
    re.IGNORECASE,
)

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class FoundAddress(NamedTuple):
    """One address of this machine, other than loopback."""

    address: str
    adapter: str  # as the system shows it
    virtual: bool
    local: bool  # link-local: needs no network, and reaches only the same cable or air

    @property
    def likely(self) -> bool:
        """Whether another device of the room may reach it."""
        return not (self.virtual or self.local)


def found_on(adapters: Iterable[Any]) -> list[FoundAddress]:
    """The addresses of adapters (as ifaddr lists them), the likeliest to be reached first.

    IPv4 before IPv6; those of virtual adapters after those, link-local ones last.
    """
    rows = {}
    for adapter in adapters:
        for ip in adapter.ips:
            address = ipaddress.ip_address(ip.ip if ip.is_IPv4 else ip.ip[0])
            if not (address.is_loopback or address.is_unspecified):
                rows[address] = _found(adapter, address)
    ordered = sorted(rows, key=lambda a: (rows[a].local, rows[a].virtual, *_place(a)))
    return [rows[address] for address in ordered]


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def link(address: str, port: int) -> str:
    """Where a server on this address is found."""
    host = f"[{address}]" if ":" in address else address
    return f"http://{host}:{port}/"


def listens_at(host: str, address: str) -> bool:
    """Whether a server bound to one of ANY hears what is sent to this address.

    0.0.0.0 is IPv4 alone; `::` is both where the system has sockets of both.
    """
    if host == "0.0.0.0":  # noqa: S104 -- compared with, not bound to
        return ":" not in address
    return ":" in address or socket.has_dualstack_ipv6()


class Own:
    """What was found, looked at again when it is older than some seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._found: list[FoundAddress] = []

    def found(self) -> list[FoundAddress]:
        with self._lock:
            if time.monotonic() - self._read_at > KEPT:
                self._found = found_on(ifaddr.get_adapters())
                self._read_at = time.monotonic()
            return self._found

    def has(self, address: str) -> bool:
        """Whether it is one of this machine's own, loopback among them."""
        plain = address.partition("%")[0].removeprefix("::ffff:")
        return is_loopback(plain) or any(f.address == plain for f in self.found())


own = Own()


class OwnNames(list[str]):
    """ALLOWED_HOSTS of a server that listens to every address of a machine.

    A new address, as DHCP or another Wi-Fi gives, is answered to without a new start. It
    is still only what this machine is called: a name of somebody else that leads here
    (DNS rebinding) is none of them.
    """

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        for found in own.found():
            yield f"[{found.address}]" if ":" in found.address else found.address


def names_for(host: str) -> list[str]:
    """The fixed names under which a server bound to `host` may be asked for."""
    if is_loopback(host):
        return []
    name = socket.gethostname().lower()
    if host in ANY:
        # A Mac, and many a Linux, answers to this one in its own network (mDNS).
        return [name, f"{name.removesuffix('.local')}.local"]
    return [f"[{host}]" if ":" in host else host, name]


def _found(adapter: Any, address: Ip) -> FoundAddress:
    shown = str(adapter.nice_name or adapter.name)
    virtual = any(VIRTUAL.match(str(name)) for name in (adapter.name, shown))
    return FoundAddress(
        str(address).partition("%")[0], shown, virtual, address.is_link_local
    )


def _place(address: Ip) -> tuple[int, int]:
    return address.version, int(address)
