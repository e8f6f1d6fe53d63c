"""Files by which the processes of one data folder know of each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import locks


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Waits for a process that is within; the system lets go for one that is killed."""
    with _file(name).open("a") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Whether it could be had; another process may have it, and nobody waits."""
    with _file(name).open("a") as file:
        yield locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)


def _file(name: str) -> Path:
    return Path(settings.DATA_DIR) / f"{name}.lock"
