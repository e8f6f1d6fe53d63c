"""What can be guessed: the six digits of a room, an account's password, keys and tokens.

Each has a rate limiter that counts wrong tries by address. Who is beyond it is not refused but
waits for their turn, right and wrong alike, so that somebody who guesses keeps nobody out and
learns no more than one answer a turn (knightreplay/limiting/queue.py). What nobody can guess, a
key, a seat or the key of an invitation, is looked at first and never waits.
"""

import hashlib
from typing import NamedTuple

from django.http import HttpRequest

from knightreplay.access.proof import address_of_client, known_as
from knightreplay.access.seats import seats_of
from knightreplay.limiting.limiter import RateLimited, RateLimiter
from knightreplay.limiting.queue import WAITED
from knightreplay.rooms import codes, permissions, selectors
from knightreplay.rooms.models import Room

# A class may be one address.
ROOM_CODES = RateLimiter("room-codes", burst=60)
HOST_CODES = RateLimiter("host-codes", burst=60)
MOVE_CODES = RateLimiter("move-codes", burst=60)
HOST_KEYS = RateLimiter("host-keys", burst=30)
LINKS = RateLimiter("links", burst=30)
PASSWORDS = RateLimiter("passwords", burst=60)  # of any account
PASSWORDS_OF_ONE = RateLimiter("passwords-of-one", burst=5, interval=4)


class Attempt(NamedTuple):
    """A try by somebody, as one limiter counts it."""

    limiter: RateLimiter
    client: str


def client_who_guesses(request: HttpRequest) -> str:
    """The address, unless the server's host or an account is known: they are counted apart."""
    return known_as(request) or address_of_client(request)


def wait_for_turn(request: HttpRequest, *attempts: Attempt) -> None:
    """Whether something that can be guessed is answered now: a turn of each limiter.

    Raises
    ------
    RateLimited
    """
    if has_waited(request):
        return
    taken: list[Attempt] = []
    longest = 0.0
    for attempt in attempts:
        try:
            longest = max(longest, attempt.limiter.take(attempt.client))
        except RateLimited:
            give_back(request, *taken)
            raise
        taken.append(attempt)
    if longest:
        raise RateLimited(longest, queued=True)


def give_back(request: HttpRequest, *attempts: Attempt) -> None:
    """It was right. Whoever has waited has used a turn all the same."""
    if not has_waited(request):
        for limiter, client in attempts:
            limiter.give_back(client)


def has_waited(request: HttpRequest) -> bool:
    return bool(getattr(request, "scope", {}).get(WAITED))


def missed(request: HttpRequest, limiter: RateLimiter) -> None:
    """Counts a wrong try of what nobody can guess: beyond the limit it is refused.

    Raises
    ------
    RateLimited
    """
    client = client_who_guesses(request)
    if limiter.take(client):
        limiter.give_back(client)
        raise RateLimited(limiter.interval, queued=False)


def room_of_code(request: HttpRequest, typed: str, key: str = "") -> Room | None:
    """The room of a code, as somebody typed it or with the key of an invitation.

    Raises
    ------
    RateLimited
    """
    code = codes.typed(typed)
    if code is None:
        return None
    room = selectors.by_code(code)
    if room is not None and (_is_known_in(request, room) or codes.invites(code, key)):
        return room
    attempt = Attempt(ROOM_CODES, client_who_guesses(request))
    wait_for_turn(request, attempt)
    if room is not None:
        give_back(request, attempt)
    return room


def password_attempts(request: HttpRequest, account: str) -> tuple[Attempt, ...]:
    """A try of an account's password: one of the address, and one at this account."""
    client = address_of_client(request)
    hashed = hashlib.sha256(account.encode(errors="replace")).hexdigest()
    return (
        Attempt(PASSWORDS, client),
        Attempt(PASSWORDS_OF_ONE, f"{client}.{hashed}"),
    )


def _is_known_in(request: HttpRequest, room: Room) -> bool:
    """Whether this browser has, or had, a seat in a room."""
    return permissions.seat_in(room, seats_of(request.session)) is not None
