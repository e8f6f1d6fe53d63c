"""Where numba keeps the compiled kernel.

numba notices a change in a function's own file, not in those of the functions it
calls: a stale kernel would give old results without a word. So the cache folder is
named by all sources that go into the kernel, and by the versions of numba and NumPy.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numba import __version__ as numba_version
from numba.core import config as numba_config

PACKAGE = Path(__file__).parent

# What is compiled, or frozen into what is compiled.
SOURCES = (
    "clock.py",
    "frames.py",
    "dataset.py",
    "guardrails.py",
    "scenario.py",
    "state/arrays.py",
    "kernel/*.py",
)

_PREFIX = "knightreplay-"

config: Any = numba_config  # its settings appear at run time


def prepare() -> Path:
    """Point numba at this kernel's folder; before the first jitted import."""
    folder = _root() / f"{_PREFIX}{fingerprint()}"
    config.CACHE_DIR = str(folder)
    return folder


def remove_others() -> None:
    """Remove the kernels of older sources."""
    current = Path(config.CACHE_DIR)
    for folder in current.parent.glob(f"{_PREFIX}*"):
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)


def fingerprint() -> str:
    """Return 16 hexadecimal digits that change with the kernel and its compiler."""
    versions = f"{numba_version} {np.__version__} {config.BOUNDSCHECK}"
    digest = hashlib.sha256(versions.encode())
    for path in sources():
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def sources() -> list[Path]:
    """Return the files that go into the kernel."""
    return sorted(path for pattern in SOURCES for path in PACKAGE.glob(pattern))


def _root() -> Path:
    """Return NUMBA_CACHE_DIR, a folder beside the kernel, or one of the user's own."""
    told = os.environ.get("NUMBA_CACHE_DIR")
    if told:
        return Path(told)
    own = _user_cache() / hashlib.sha256(str(PACKAGE).encode()).hexdigest()[:16]
    return next(
        (root for root in (PACKAGE / "kernel" / "__pycache__", own) if _writable(root)),
        Path(tempfile.gettempdir()) / "knightreplay",
    )


def _user_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "knightreplay"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True
