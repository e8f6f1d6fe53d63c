"""How often one address, and one key, may do what costs something, over HTTP.

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

logger = logging.getLogger(__name__)


class _Throttle(SimpleRateThrottle):
    """The library counts by scope: without one of its own a limit would count them all."""

    cache: BaseCache

    def __init__(self, scope: str, rate: str) -> None:
        self.scope = scope
        super().__init__(rate)

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"throttle.{self.scope}.{self.ident(request)}"

    def ident(self, request: HttpRequest) -> str:
        return str(request.META.get("REMOTE_ADDR", ""))

    def allow_request(self, request: HttpRequest) -> bool:
        """While Redis is away each process counts for itself."""
        try:
            self.cache = caches["default"]
            return bool(super().allow_request(request))
        except (OSError, RedisError):
            logger.warning("cache away, %s are counted by process", self.scope)
            self.cache = caches["local"]
            return bool(super().allow_request(request))


class _MissThrottle(_Throttle):
    """Counts what went wrong only: asked before, told after."""

    def is_spent(self, request: HttpRequest) -> bool:
        """Whether this address has none left; asking counts for nothing."""
        kept = self._kept(request)
        return len(kept) >= (self.num_requests or 0)

    def _kept(self, request: HttpRequest) -> list[float]:
        since = time.time() - (self.duration or 0)
        key = self.get_cache_key(request)
        try:
            history = caches["default"].get(key, [])
        except (OSError, RedisError):
            history = caches["local"].get(key, [])
        return [at for at in history if at > since]


class _NameThrottle(_Throttle):
    """Counts by address and by the name of the account that somebody tries."""

    def ident(self, request: HttpRequest) -> str:
        name = request.POST.get("username") or request.user.get_username()
        hashed = hashlib.sha256(name.casefold().encode(errors="replace")).hexdigest()
        return f"{super().ident(request)}.{hashed}"


class _KeyThrottle(_Throttle):
    """Counts by the key that a request carries; one without a key passes."""

    def ident(self, request: HttpRequest) -> str:
        return hashlib.sha256(bearer(request).encode(errors="replace")).hexdigest()

    def allow_request(self, request: HttpRequest) -> bool:
        return not bearer(request) or super().allow_request(request)


STARTS = _Throttle("starts", "30/m")  # new runs, by the API and by the page together
FORKS = _Throttle("forks", "30/m")
ACTS = _Throttle("acts", "600/m")
ACTS_BY_KEY = _KeyThrottle("acts-by-key", "300/m")
TAPES = _Throttle("tapes", "600/m")  # pages of executions
KEYS = _Throttle("keys", "60/m")
CODES = _MissThrottle(
    "codes", "60/m"
)  # codes that no room has; a class may be one address
ROOMS = _Throttle("rooms", "30/m")  # new rooms
HOSTS = _Throttle("hosts", "30/m")  # tries of the host's key
NOTES = _Throttle("notes", "60/m")  # changes to notes
COMPARISONS = _Throttle("comparisons", "120/m")
LINKS = _Throttle("links", "60/m")  # changes to links
OPENINGS = _Throttle("openings", "600/m")  # pages of links; a class may be one address
GUESSES = _MissThrottle("guesses", "30/m")  # tokens that no link has


MINE = _Throttle("mine", "120/m")  # changes on the page of one's runs
SIGN_INS = _NameThrottle("sign-ins", "5/m")  # tries of one account's password
SIGN_INS_OF_ALL = _Throttle("sign-ins-of-all", "60/m")  # of any; a class behind one NAT
SIGN_UPS = _Throttle("sign-ups", "10/m")
READS = _Throttle("reads", "1200/m")
DESCRIPTIONS = _Throttle("descriptions", "60/m")  # of the API, 80 KB each
FRAMES = _Throttle("frames", "120/m")  # hours of frames read at once
EXPORTS = _Throttle("exports", "30/m")
CAPSULES = _Throttle("capsules", "10/m")  # files that become runs
