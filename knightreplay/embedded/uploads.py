"""Who may send a large body, looked at before it is taken in; and how many may at a time.

Daphne takes a whole body in before anything of ours sees the request, on the disk if it is
large. So a connection that sends more than a form's worth stands still until its headers
were looked at.
"""

from collections import Counter
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.db import connections

from knightreplay.access.host import may_send_much

OF_ONE = 4  # large bodies of one address at a time
OF_ALL = 24


class Uploads:
    """The large bodies that are under way in this process."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def begin(self, address: str) -> bool:
        """Whether there is room for one more of this address."""
        proxied = bool(settings.TRUSTED_PROXIES)  # then it is the proxy's, of everybody
        if self._open.total() >= OF_ALL or (
            self._open[address] >= OF_ONE and not proxied
        ):
            return False
        self._open[address] += 1
        return True

    def end(self, address: str) -> None:
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]


def is_allowed(authorization: str, cookies: str) -> bool:
    """Whether these headers show the right to send much; it may ask the database."""
    scheme, _, key = authorization.partition(" ")
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        morsel = None
    try:
        return may_send_much(
            key.strip() if scheme.lower() == "bearer" else "",
            morsel.value if morsel else "",
        )
    finally:
        connections.close_all()  # the thread is one of a pool that is seldom used
