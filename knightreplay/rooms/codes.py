"""Codes that people type, and keys that their browsers keep."""

import hashlib
import secrets
import unicodedata

from django.utils.crypto import salted_hmac

from knightreplay.rooms.models import Room

DIGITS = 6
# No 0 O 1 I L: a host reads it from one screen and types it on another.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
HOST_LENGTH = 12  # characters; 59 bits
MOVE_LENGTH = 8  # characters; 39 bits, for some minutes
KEY_BYTES = 16
KEY_LENGTH = 64  # characters that are looked at, at most
TYPED_LENGTH = 40
INVITATION_LENGTH = 16  # characters; 64 bits


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


def typed(text: str) -> str | None:
    """The six digits that somebody typed, in any script and with anything between them."""
    given = (unicodedata.decimal(char, None) for char in text[:TYPED_LENGTH])
    digits = [str(digit) for digit in given if digit is not None]
    return "".join(digits) if len(digits) == DIGITS else None


def invitation_key(code: str) -> str:
    """What an invitation has beside the code: nobody guesses it."""
    return salted_hmac("knightreplay.invitation", code).hexdigest()[:INVITATION_LENGTH]


def invitation(code: str) -> str:
    """The query of the address that an invitation leads to."""
    return f"code={code}&key={invitation_key(code)}"


def invites(code: str, key: str) -> bool:
    """Whether it is the key of an invitation to a room of this code."""
    given = key[:KEY_LENGTH].encode(errors="replace")
    return secrets.compare_digest(given, invitation_key(code).encode())


def host_hash(code: str) -> str:
    """Of a host's code, however it was typed."""
    return digest(_typed(code)[:HOST_LENGTH])


def move_hash(code: str) -> str:
    """Of a seat's code, however it was typed."""
    return digest(_typed(code)[:MOVE_LENGTH])


def _typed(code: str) -> str:
    """Full-width letters are letters too."""
    plain = unicodedata.normalize("NFKC", code[:KEY_LENGTH]).upper()
    return "".join(c for c in plain if c in LETTERS)


def digest(key: str) -> str:
    return hashlib.sha256(key[:KEY_LENGTH].encode(errors="replace")).hexdigest()
