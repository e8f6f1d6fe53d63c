"""The one place that reads the environment: small typed readers that refuse bad values.

What they refuse they name in one line, without the value where that may hold a password.
"""

from knightreplay.environment.hosts import hosts, proxies
from knightreplay.environment.origins import origins, public_url
from knightreplay.environment.secret import secret
from knightreplay.environment.stores import database, redis
from knightreplay.environment.variables import (
    choice,
    count,
    directory,
    port,
    port_number,
    text,
)

__all__ = [
    "choice",
    "count",
    "database",
    "directory",
    "hosts",
    "origins",
    "port",
    "port_number",
    "proxies",
    "public_url",
    "redis",
    "secret",
    "text",
]
