"""The addresses by which this machine can be reached."""

import errno
import ipaddress
import socket

import ifaddr


def machine_addresses() -> list[str]:
    """Addresses of this machine other than loopback, IPv4 first."""
    found = {
        str(ip.ip if ip.is_IPv4 else ip.ip[0])
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    }
    usable = [ipaddress.ip_address(address) for address in found]
    usable = [a for a in usable if not (a.is_loopback or a.is_link_local)]
    return [str(a) for a in sorted(usable, key=lambda a: (a.version, int(a)))]


def allowed_hosts(host: str) -> list[str]:
    """The names under which a server bound to `host` may be asked for."""
    if is_loopback(host):
        return []
    names = [host] if host not in ("0.0.0.0", "::") else machine_addresses()  # noqa: S104
    bracketed = [f"[{name}]" if ":" in name else name for name in names]
    return [*bracketed, socket.gethostname().lower()]


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def why_not(host: str, port: int) -> str | None:
    """Why the port cannot be listened on, in words, or None if it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"port {port} is in use; choose another: PORT=9000 make run"
            return f"cannot listen on {host}:{port}: {error.strerror}"
    return None
