"""Codes that people type, and keys that their browsers keep."""

import hashlib
import secrets

from knightreplay.rooms.models import Room

DIGITS = 6
# No 0 O 1 I L: a host reads it from one screen and types it on another.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
HOST_LENGTH = 12  # characters; 59 bits
MOVE_LENGTH = 8  # characters; 39 bits, for some minutes
KEY_BYTES = 16
KEY_LENGTH = 64  # characters that are looked at, at most


def new_code() -> str:
    """Six digits that no room has."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not Room.objects.filter(code=code).exists():
            return code


def new_host_code() -> str:
    """As it is shown, in groups of four: ABCD-EFGH-JKMN."""
    return _letters(HOST_LENGTH)


def new_move_code() -> str:
    """As it is shown: ABCD-EFGH."""
    return _letters(MOVE_LENGTH)


def _letters(length: int) -> str:
    text = "".join(secrets.choice(LETTERS) for _ in range(length))
    return "-".join(text[i : i + 4] for i in range(0, length, 4))


def new_key() -> str:
    return secrets.token_urlsafe(KEY_BYTES)


def host_hash(code: str) -> str:
    """Of a host's code, however it was typed."""
    return digest(_typed(code)[:HOST_LENGTH])


def move_hash(code: str) -> str:
    """Of a seat's code, however it was typed."""
    return digest(_typed(code)[:MOVE_LENGTH])


def _typed(code: str) -> str:
    return "".join(c for c in code.upper() if c in LETTERS)


def digest(key: str) -> str:
    return hashlib.sha256(key[:KEY_LENGTH].encode(errors="replace")).hexdigest()
