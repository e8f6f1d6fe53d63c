"""What can be guessed: the six digits of a room, an account's password, keys and tokens.

Each has a budget of wrong tries by address. Who is beyond it is not refused but waits for
their turn, right and wrong alike, so that somebody who guesses keeps nobody out and learns
no more than one answer a turn (knightreplay/turns.py). What nobody can guess, a key, a seat
or the key of an invitation, is looked at first and never waits.

Counted in the cache: shared by all processes where there is a Redis, else by process.
"""

import hashlib
import logging
import time
from typing import Any

from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from redis.exceptions import RedisError

from knightreplay.access.proof import address_of_client, known_as
from knightreplay.access.seats import seats_of
from knightreplay.rooms import codes, permissions, selectors
from knightreplay.rooms.models import Room
from knightreplay.runs.errors import ClientError
from knightreplay.turns import TURN

logger = logging.getLogger(__name__)

LONGEST = 12  # seconds that anybody waits for a turn; who comes later has none


class NotYet(ClientError):
    """It is not this request's turn.

    `wait`: seconds until it is; `placed`: whether a turn is kept for it.
    """

    def __init__(self, wait: float, *, placed: bool) -> None:
        super().__init__("too-many", "Too many wrong tries came from this network.")
        self.wait, self.placed = wait, placed


class Door:
    """One kind of guess: some at once, then one every so many seconds.

    The cache has the number of the last turn that was given away. Turns of the past that
    nobody took can be had at once, as many as `at_once`; those to come are waited for.
    """

    def __init__(self, name: str, *, at_once: int, every: int = 1) -> None:
        self.name, self.at_once, self.every = name, at_once, every
        self.queue = LONGEST // every
        self._kept = (at_once + self.queue) * every + 60  # seconds

    def take(self, who: str) -> float:
        """The next turn: in how many seconds it is.

        Raises
        ------
        NotYet: so many wait that there is none.
        """
        moment = now()
        present = int(moment // self.every)
        turn = self._next(who, present - self.at_once)
        if turn > present + self.queue:
            self.give_back(who)
            raise NotYet(LONGEST, placed=False)
        return max(0.0, turn * self.every - moment)

    def give_back(self, who: str) -> None:
        """A turn that was not needed: what was tried was right."""
        try:
            _in_cache(lambda cache: cache.decr(self._key(who)))
        except ValueError:
            return  # long ago: nothing is counted any more

    def _next(self, who: str, past: int) -> int:
        """The number of the next turn; all up to `past` have gone by."""
        key = self._key(who)

        def count(cache: BaseCache) -> int:
            cache.add(key, past, self._kept)
            turn = int(cache.incr(key))
            if turn > past:
                cache.touch(key, self._kept)
                return turn
            cache.set(key, past + 1, self._kept)
            return past + 1

        return int(_in_cache(count))

    def _key(self, who: str) -> str:
        return f"door.{self.name}.{who}"


# A class may be one address.
ROOM_CODES = Door("room-codes", at_once=60)
HOST_CODES = Door("host-codes", at_once=60)
MOVE_CODES = Door("move-codes", at_once=60)
HOST_KEYS = Door("host-keys", at_once=30)
LINKS = Door("links", at_once=30)
PASSWORDS = Door("passwords", at_once=60)  # of any account
PASSWORDS_OF_ONE = Door("passwords-of-one", at_once=5, every=4)


def now() -> float:
    return time.time()


def who_guesses(request: HttpRequest) -> str:
    """The address, unless the server's host or an account is known: they are counted apart."""
    return known_as(request) or address_of_client(request)


def wait_for_turn(request: HttpRequest, *lanes: tuple[Door, str]) -> None:
    """Whether something that can be guessed is answered now: one turn of each lane.

    Raises
    ------
    NotYet
    """
    if has_waited(request):
        return
    taken: list[tuple[Door, str]] = []
    longest = 0.0
    for door, who in lanes:
        try:
            longest = max(longest, door.take(who))
        except NotYet:
            give_back(request, *taken)
            raise
        taken.append((door, who))
    if longest:
        raise NotYet(longest, placed=True)


def give_back(request: HttpRequest, *lanes: tuple[Door, str]) -> None:
    """It was right. Whoever has waited has used a turn all the same."""
    if not has_waited(request):
        for door, who in lanes:
            door.give_back(who)


def has_waited(request: HttpRequest) -> bool:
    return bool(getattr(request, "scope", {}).get(TURN))


def missed(request: HttpRequest, door: Door) -> None:
    """Counts a wrong try of what nobody can guess: beyond the budget it is refused.

    Raises
    ------
    NotYet
    """
    who = who_guesses(request)
    if door.take(who):
        door.give_back(who)
        raise NotYet(door.every, placed=False)


def room_of_code(request: HttpRequest, typed: str, key: str = "") -> Room | None:
    """The room of a code, as somebody typed it or with the key of an invitation.

    Raises
    ------
    NotYet
    """
    code = codes.typed(typed)
    if code is None:
        return None
    room = selectors.by_code(code)
    if room is not None and (_is_known_in(request, room) or codes.invites(code, key)):
        return room
    lane = (ROOM_CODES, who_guesses(request))
    wait_for_turn(request, lane)
    if room is not None:
        give_back(request, lane)
    return room


def account_lanes(request: HttpRequest, account: str) -> tuple[tuple[Door, str], ...]:
    """For a try of an account's password: those of the address, and at this account."""
    who = address_of_client(request)
    hashed = hashlib.sha256(account.encode(errors="replace")).hexdigest()
    return (PASSWORDS, who), (PASSWORDS_OF_ONE, f"{who}.{hashed}")


def _is_known_in(request: HttpRequest, room: Room) -> bool:
    """Whether this browser has, or had, a seat in a room."""
    return permissions.seat_in(room, seats_of(request.session)) is not None


def _in_cache(work: Any) -> Any:
    """While Redis is away each process counts for itself."""
    try:
        return work(caches["default"])
    except (OSError, RedisError):
        logger.warning("cache away, guesses are counted by process")
        return work(caches["local"])
