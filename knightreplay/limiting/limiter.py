"""A rate limiter that lets who comes too soon wait: some at once, then each in its turn.

Counted in the cache: shared by all processes where there is a Redis, else by process.
"""

import logging
import time
from typing import Any

from django.core.cache import BaseCache, caches
from redis.exceptions import RedisError

from knightreplay.runs.errors import ClientError

logger = logging.getLogger(__name__)

LONGEST_WAIT = 12  # seconds that anybody waits for a turn; who comes later has none


class RateLimited(ClientError):
    """An attempt that comes too soon.

    `wait`: seconds until its turn; `queued`: whether a turn is kept for it.
    """

    def __init__(self, wait: float, *, queued: bool) -> None:
        super().__init__("too-many", "Too many wrong tries came from this network.")
        self.wait, self.queued = wait, queued


class RateLimiter:
    """One kind of attempt: a burst of them at once, then one every `interval` seconds.

    The cache has the number of the last turn that was given away. Turns of the past that
    nobody took can be had at once, as many as `burst`; those to come are waited for.
    """

    def __init__(self, name: str, *, burst: int, interval: int = 1) -> None:
        self.name, self.burst, self.interval = name, burst, interval
        self.queue = LONGEST_WAIT // interval
        self._kept = (burst + self.queue) * interval + 60  # seconds

    def take(self, client: str) -> float:
        """The next turn: in how many seconds it is.

        Raises
        ------
        RateLimited: so many wait that there is none.
        """
        moment = now()
        present = int(moment // self.interval)
        turn = self._next(client, present - self.burst)
        if turn > present + self.queue:
            self.give_back(client)
            raise RateLimited(LONGEST_WAIT, queued=False)
        return max(0.0, turn * self.interval - moment)

    def give_back(self, client: str) -> None:
        """A turn that was not needed: what was tried was right."""
        try:
            _in_cache(lambda cache: cache.decr(self._key(client)))
        except ValueError:
            return  # long ago: nothing is counted any more

    def _next(self, client: str, past: int) -> int:
        """The number of the next turn; all up to `past` have gone by."""
        key = self._key(client)

        def count(cache: BaseCache) -> int:
            cache.add(key, past, self._kept)
            turn = int(cache.incr(key))
            if turn > past:
                cache.touch(key, self._kept)
                return turn
            cache.set(key, past + 1, self._kept)
            return past + 1

        return int(_in_cache(count))

    def _key(self, client: str) -> str:
        return f"limiter.{self.name}.{client}"


def now() -> float:
    return time.time()


def _in_cache(work: Any) -> Any:
    """While Redis is away each process counts for itself."""
    try:
        return work(caches["default"])
    except (OSError, RedisError):
        logger.warning("cache away, guesses are counted by process")
        return work(caches["local"])
