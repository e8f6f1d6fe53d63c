"""Who has signed in: the account of a session, for pages, the API and sockets alike."""

import logging
import secrets
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

from django.contrib.auth import SESSION_KEY, get_user
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

STAY = "stay"  # in a session: the name of the time between a sign-in and its sign-out
REMEMBERED = 60 * 60 * 24  # seconds for which a sign-out is told to open sockets


def account_of(session: Mapping[str, Any]) -> str:
    """The mark of the account that is signed in, or nothing; no query where none is.

    It is looked at each time: a new password, a closed account or a sign-out in another
    tab also ends what an open socket may do.
    """
    if SESSION_KEY not in session or _has_left(session):
        return ""
    user = get_user(cast("HttpRequest", SimpleNamespace(session=session)))
    return f"user:{user.pk}" if user.is_authenticated else ""


def begin_stay(request: HttpRequest, **_: Any) -> None:
    """Somebody signs in (django.contrib.auth.signals)."""
    request.session[STAY] = secrets.token_urlsafe(16)


def end_stay(request: HttpRequest, **_: Any) -> None:
    """Somebody signs out: sockets that the same browser has open are to know."""
    if stay := request.session.get(STAY):
        try:
            cache.set(_left(stay), 1, timeout=REMEMBERED)
        except (OSError, RedisError):
            logger.warning("cache away, open sockets learn of no sign-out")


def _has_left(session: Mapping[str, Any]) -> bool:
    """While Redis is away a stay goes on: the session itself ended with the sign-out."""
    stay = session.get(STAY)
    try:
        return stay is not None and cache.get(_left(stay)) is not None
    except (OSError, RedisError):
        return False


def _left(stay: str) -> str:
    return f"knightreplay.left.{stay}"
