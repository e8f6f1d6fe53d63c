"""How often one address, and one key, may do what costs something, over HTTP.

Whoever shows a right to it is counted apart from strangers at the same address.
Counted in the cache: shared by all processes where there is a Redis, else by process.
"""

import hashlib
import logging
import time

from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle
from redis.exceptions import RedisError

from knightreplay.access.keys import bearer
from knightreplay.access.proof import address_of_client, proof_of
from knightreplay.runs.errors import DATABASE_AWAY

logger = logging.getLogger(__name__)


class _Throttle(SimpleRateThrottle):
    """The library counts by scope: without one of its own a limit would count them all."""

    cache: BaseCache
    minting = False  # whether what is counted gives keys away

    def __init__(self, scope: str, rate: str) -> None:
        self.scope = scope
        super().__init__(rate)

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"throttle.{self.scope}.{self.ident(request)}"

    def ident(self, request: HttpRequest) -> str:
        """The address, with what proves a right: strangers have none of that count."""
        return f"{address_of_client(request)}.{self._proof(request)}"

    def _proof(self, request: HttpRequest) -> str:
        """Nothing is proven while the database is away; the view then says so."""
        try:
            return proof_of(request, minting=self.minting)
        except DATABASE_AWAY:
            return ""

    def allow_request(self, request: HttpRequest) -> bool:
        """While Redis is away each process counts for itself."""
        try:
            self.cache = caches["default"]
            return self._passes(request)
        except (OSError, RedisError):
            logger.warning("cache away, %s are counted by process", self.scope)
            self.cache = caches["local"]
            return self._passes(request)

    def _passes(self, request: HttpRequest) -> bool:
        return bool(super().allow_request(request))


class _MintingThrottle(_Throttle):
    minting = True


class _PaceThrottle(_Throttle):
    """So many at once, and then one a second: a class may be one address."""

    def __init__(self, scope: str, *, burst: int) -> None:
        self.burst = burst
        super().__init__(scope, f"{burst}/{burst}s")

    def _passes(self, request: HttpRequest) -> bool:
        """What is kept is when all that passed would have, at one a second."""
        now, key = time.time(), self.get_cache_key(request)
        even: float = max(now, self.cache.get(key, 0.0))
        if even - now > self.burst - 1:
            return False
        self.cache.set(key, even + 1.0, self.burst + 1)
        return True


class _KeyThrottle(_Throttle):
    """Counts by the key that a request carries; one without a key passes."""

    def ident(self, request: HttpRequest) -> str:
        return hashlib.sha256(bearer(request).encode(errors="replace")).hexdigest()

    def allow_request(self, request: HttpRequest) -> bool:
        return not bearer(request) or super().allow_request(request)


STARTS = _MintingThrottle(
    "starts", "30/m"
)  # new runs, by the API and by the page together
FORKS = _MintingThrottle("forks", "30/m")
ACTS = _Throttle("acts", "600/m")
ACTS_BY_KEY = _KeyThrottle("acts-by-key", "300/m")
TAPES = _Throttle("tapes", "600/m")  # pages of executions
KEYS = _Throttle("keys", "60/m")
JOINS = _PaceThrottle("joins", burst=100)  # new seats
ROOMS = _Throttle("rooms", "30/m")  # new rooms
NOTES = _Throttle("notes", "60/m")  # changes to notes
COMPARISONS = _Throttle("comparisons", "120/m")
LINKS = _Throttle("links", "60/m")  # changes to links
OPENINGS = _Throttle("openings", "600/m")  # pages of links; a class may be one address

MINE = _Throttle("mine", "120/m")  # changes on the page of one's runs
SIGN_UPS = _Throttle("sign-ups", "10/m")
READS = _Throttle("reads", "1200/m")
DESCRIPTIONS = _Throttle("descriptions", "60/m")  # of the API, 80 KB each
FRAMES = _Throttle("frames", "120/m")  # hours of frames read at once
EXPORTS = _Throttle("exports", "30/m")
CAPSULES = _MintingThrottle("capsules", "10/m")  # files that become runs
