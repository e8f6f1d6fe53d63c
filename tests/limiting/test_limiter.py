"""A limiter gives some turns at once, then one after the other, then none."""

from django.core.cache import caches
from redis.exceptions import ConnectionError as RedisAway

from knightreplay.limiting.limiter import LONGEST_WAIT, RateLimited, RateLimiter

DAY = 24 * 3600


def waits(limited, who="a"):
    """How long the next one waits; None: there is no turn."""
    try:
        return limited.take(who)
    except RateLimited:
        return None


def test_limiter_gives_some_at_once_then_one_a_second_then_none(clock):
    few = RateLimiter("few", burst=3)

    told = [waits(few) for _ in range(3 + LONGEST_WAIT + 2)]

    assert told == [0.0] * 3 + [float(n) for n in range(1, LONGEST_WAIT + 1)] + [
        None,
        None,
    ]
    assert waits(few, "b") == 0.0


def test_limiter_that_rested_gives_no_more_at_once_than_before(clock):
    few = RateLimiter("few", burst=3)
    for rest in (100, 3600, 30 * DAY):
        clock.at += rest
        assert [waits(few) for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]


def test_turn_given_back_is_there_for_the_next(clock):
    few = RateLimiter("few", burst=2)
    for _ in range(50):
        assert waits(few) == 0.0
        few.give_back("a")

    assert [waits(few) for _ in range(3)] == [0.0, 0.0, 1.0]


def test_giving_back_what_nobody_counts_is_nothing(clock):
    few = RateLimiter("few", burst=1)
    few.give_back("a")

    assert [waits(few) for _ in range(2)] == [0.0, 1.0]


def test_turns_are_counted_while_the_cache_is_away(clock, monkeypatch):
    def away(*_args, **_kept):
        raise RedisAway

    monkeypatch.setattr(caches["default"], "add", away)
    few = RateLimiter("away", burst=1)

    assert [waits(few) for _ in range(2)] == [0.0, 1.0]
