"""Secrets: from the environment, or from a file that is there whole or not at all."""

import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from knightreplay.environment.variables import text

VARIETY = 5  # different characters, as Django wants of its own
ADVICE = "make one with: openssl rand -hex 32"


def secret(name: str, file: Path | None = None, *, least: int, required: bool) -> str:
    """From the environment, else from the file, which is made once (mode 0600)."""
    if value := text(name):
        return _checked(value, name, least)
    if required:
        raise ImproperlyConfigured(
            f"{name} must be set when DATABASE_URL or REDIS_URL is set"
        )
    return _checked(_kept(file), str(file), least) if file else ""


def _checked(value: str, where: str, least: int) -> str:
    if not value:
        raise ImproperlyConfigured(f"{where} is empty; delete it, and one is made")
    if len(value) < least or len(set(value)) < VARIETY:
        raise ImproperlyConfigured(
            f"{where}: a secret of {least} characters or more is needed; {ADVICE}"
        )
    if not value.isprintable():
        raise ImproperlyConfigured(f"{where}: a secret is one line of text; {ADVICE}")
    return value


def _kept(file: Path) -> str:
    try:
        if not file.exists():
            _make(file)
        return file.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{file} holds no secret; delete it") from error
    except OSError as error:
        raise ImproperlyConfigured(
            f"the data directory {file.parent} cannot be used ({error.strerror}); "
            "set DATA_DIR to a folder that can be written"
        ) from error


def _make(file: Path) -> None:
    """Written aside, then linked: of two first starts one wins, and both read its secret."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
            stream.flush()
            os.fsync(stream.fileno())
        _put(aside, file)
    finally:
        aside.unlink(missing_ok=True)


def _put(aside: Path, file: Path) -> None:
    try:
        os.link(aside, file)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        aside.rename(file)
