"""Whether a port of this machine can be listened on."""

import errno
import socket


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
        except UnicodeError:  # of a name that cannot be one
            return f"cannot listen on {host[:80]!r}: no such name or address"
    return None
