"""The one place that reads the environment: small typed readers that refuse bad values."""

import os
import secrets
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


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


def secret(name: str, file: Path, *, required: bool) -> str:
    """A secret from the environment, else from a file that is made once (mode 0600)."""
    if value := text(name):
        return value
    if required:
        raise ImproperlyConfigured(
            f"{name} must be set when DATABASE_URL or REDIS_URL is set"
        )
    return _kept_secret(file)


def _kept_secret(file: Path) -> str:
    try:
        if not file.exists():
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as stream:
                stream.write(secrets.token_urlsafe(48))
        return file.read_text().strip()
    except FileExistsError:
        return file.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"the data directory {file.parent} cannot be used ({error.strerror}); "
            "set DATA_DIR to a folder that can be written"
        ) from error


def url(name: str, schemes: tuple[str, ...]) -> SplitResult | None:
    """An absolute address with one of the given schemes, or None if unset."""
    value = text(name)
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in schemes or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name}: {value[:80]!r} is not an address; allowed: {', '.join(schemes)}"
        )
    return parts
