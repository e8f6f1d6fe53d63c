"""Words, numbers and folders."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

LARGEST_PORT = 65535


def text(name: str, default: str = "") -> str:
    """A blank value is no value: that is how compose files hand on what is not set."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """One of a few words, in whatever case."""
    value = text(name, default)
    for word in allowed:
        if value.lower() == word.lower():
            return word
    raise ImproperlyConfigured(f"{name}: {value[:40]!r}; allowed: {', '.join(allowed)}")


def count(name: str, default: int, *, most: int = 1_000_000) -> int:
    """A whole number from 0."""
    value = text(name)
    if not value:
        return default
    if value.isascii() and value.isdigit() and int(value[:9]) <= most:
        return int(value[:9])
    raise ImproperlyConfigured(f"{name}: {value[:40]!r}; allowed: 0 to {most}")


def port(name: str, default: int) -> int:
    """Where a server listens."""
    value = text(name, str(default))
    try:
        return port_number(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


def port_number(value: str) -> int:
    """The number, or a ValueError that says which are allowed."""
    if value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= LARGEST_PORT:
        return int(value)
    raise ValueError(f"{value[:40]!r} is no port; allowed: 1 to {LARGEST_PORT}")


def directory(name: str, default: Path) -> Path:
    """A folder that is made if it is missing."""
    path = Path(text(name) or default)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}: the data directory {path} cannot be made ({error.strerror})"
        ) from error
    return path
