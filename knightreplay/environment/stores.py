"""The addresses of the database and of Redis. They hold passwords, and are never shown."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from knightreplay.environment.variables import text

POSTGRES = ("postgres", "postgresql", "pgsql")
REDIS = ("redis", "rediss")  # the second with TLS
TLS_FILES = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
DATABASES_MOST = 1_000_000  # of one Redis; 16 unless it is told otherwise

Database = dict[str, Any]  # what Django's DATABASES has under a name


def database(name: str, sqlite: Mapping[str, Any]) -> Database:
    """PostgreSQL or SQLite; the latter as it is set up here, at another place perhaps."""
    value = text(name)
    if not value:
        return dict(sqlite)
    if value.partition(":")[0].lower() == "sqlite":
        return {**sqlite, "NAME": _sqlite_file(name, value)}
    parts = _split(name, value, "postgres://user:password@host:port/database")
    if parts.scheme not in POSTGRES:
        raise ImproperlyConfigured(
            f"{name}: {parts.scheme[:20]!r} is no database that is supported; "
            "allowed: postgres, sqlite"
        )
    if not parts.path.strip("/") or "/" in parts.path[1:]:
        raise ImproperlyConfigured(f"{name}: names no database after the host")
    found: Any = dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True)
    _check_options(name, found.get("OPTIONS", {}))
    return dict(found)


def _sqlite_file(name: str, value: str) -> str:
    parts = _split(name, value, "sqlite:////folder/file")
    if parts.netloc or parts.query or len(parts.path) < 2:
        raise ImproperlyConfigured(
            f"{name}: names no file; allowed: sqlite:////folder/file, "
            "sqlite:///file below this folder"
        )
    return unquote(parts.path[1:])


def _check_options(name: str, options: Mapping[str, Any]) -> None:
    from psycopg import ProgrammingError  # noqa: PLC0415 -- where PostgreSQL is used
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 -- where PostgreSQL is used

    try:
        make_conninfo(**options)
    except (ProgrammingError, TypeError) as error:
        raise ImproperlyConfigured(f"{name}: {str(error).strip()}") from error


def redis(name: str) -> str:
    """Written so that broker, channel layer and cache read it alike; empty if unset.

    Of the three the broker alone would not look at a certificate unless it is told to.
    """
    value = text(name)
    if not value:
        return ""
    parts = _split(name, value, "redis://user:password@host:port/number")
    if parts.scheme not in REDIS:
        raise ImproperlyConfigured(
            f"{name}: {parts.scheme[:20]!r} is no Redis; allowed: {', '.join(REDIS)}"
        )
    number = parts.path.removeprefix("/") or "0"
    if not (number.isascii() and number.isdigit() and int(number[:9]) < DATABASES_MOST):
        raise ImproperlyConfigured(f"{name}: {number[:20]!r} is no database's number")
    query = _options(name, parts)
    return parts._replace(path=f"/{int(number)}", query=urlencode(query)).geturl()


def _options(name: str, parts: SplitResult) -> dict[str, str]:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme == "redis":
        if options:
            raise ImproperlyConfigured(f"{name}: redis:// takes no options")
        return {}
    if options.pop("ssl_cert_reqs", "required").lower() not in (
        "required",
        "cert_required",
    ):
        raise ImproperlyConfigured(
            f"{name}: the certificate is looked at everywhere; ssl_cert_reqs can only "
            "be required, and ssl_ca_certs names a file of whom to trust"
        )
    for option, file in options.items():
        if option not in TLS_FILES or not Path(file).is_file():
            raise ImproperlyConfigured(
                f"{name}: {option[:20]!r} is no option, or there is no such file; "
                f"allowed: {', '.join(TLS_FILES)}"
            )
    return {"ssl_cert_reqs": "required", **options}


def _split(name: str, value: str, like: str) -> SplitResult:
    """An `@` that is left after the host shows a password that was not encoded."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme == "sqlite" or bool(parts.hostname and parts.port != 0)
    except ValueError:
        whole = False
    if not whole or "#" in value or "@" in parts.path + parts.query:
        raise ImproperlyConfigured(
            f"{name} is not like {like}; in a password # / ? % @ : [ ] are written "
            "%23 %2F %3F %25 %40 %3A %5B %5D"
        )
    return parts
