"""The list of what a capsule holds, each part with its SHA-256.

Hashed is the text of a part as it stands in the file, so that a browser and a server need
no common idea of JSON. The hash of the list is the hash of the capsule.
"""

import base64
import hashlib
from typing import NamedTuple

from knightreplay.sharing.files.capsule.parts import FORMAT, VERSION, canonical

PARTS = ("about", "snapshot", "log", "notes")  # in the order of the file


class Listed(NamedTuple):
    """One segment in the list."""

    epoch: int
    minute: int
    sha256: str  # of its line


def line_of(epoch: int, minute: int, payload: bytes) -> str:
    """A segment on a line of its own: what is changed in one leaves the others."""
    return f"{epoch} {minute} {base64.b64encode(payload).decode()}"


def manifest(parts: dict[str, str], segments: list[Listed]) -> str:
    """The list as text."""
    return canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "parts": {name: sha256(text) for name, text in parts.items()},
            "segments": [[*segment] for segment in segments],
        }
    )


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
