"""Sessions that nothing but a sign-out or time takes from a browser.

Several requests of one browser are under way at once: tabs, and pages that ask every few
seconds. What each of them changed is brought into the session as it is stored by then, so that
none undoes another's; and the answer to an id that is gone leaves the browser's cookie alone,
which may be a newer one.
"""

import copy
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import router, transaction
from django.http import HttpRequest, HttpResponse

RIGHTS = ("seats", "held", "host", "host_codes", "browser", SESSION_KEY)


class SessionStore(db.SessionStore):
    """Django's own in the database, but that it stores changes and not the whole."""

    ended = False  # by somebody who signed out, in this very request

    def load(self) -> dict[str, Any]:
        stored: dict[str, Any] = super().load()
        self._found = copy.deepcopy(stored)
        return stored

    def save(self, must_create: bool = False) -> None:
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            self._found = copy.deepcopy(self._own())
            return
        with transaction.atomic(using=router.db_for_write(self.model)):
            row = self.model.objects.select_for_update().filter(pk=self.session_key)
            if (stored := row.first()) is None:
                raise UpdateError
            now = merged(self.decode(stored.session_data), self._found, self._own())
            self._session_cache = now
            super().save()
        self._found = copy.deepcopy(now)

    def flush(self) -> None:
        super().flush()
        self.ended = True

    def _own(self) -> dict[str, Any]:
        own: dict[str, Any] = self._get_session()  # type: ignore[attr-defined]
        return own


def merged(
    stored: Mapping[str, Any], found: Mapping[str, Any], own: Mapping[str, Any]
) -> dict[str, Any]:
    """What is stored, with the changes that were made since something was found there."""
    result = dict(stored)
    for name in found.keys() - own.keys():
        result.pop(name, None)
    for name, value in own.items():
        before, now = found.get(name), stored.get(name)
        if name in found and value == before:
            continue
        if isinstance(value, dict) and isinstance(now, dict):
            value = merged(now, before if isinstance(before, dict) else {}, value)
            result.pop(name, None)
        result[name] = value
    return result


def begin_rights(request: HttpRequest) -> None:
    """Before a browser gets a right: with its first one its session gets another id.

    Nobody can have put that id there. Later ones keep it, since every other tab has it.
    """
    if not any(name in request.session for name in RIGHTS):
        request.session.cycle_key()


class SessionCookies(SessionMiddleware):
    """Leaves the cookie of a browser alone whose session is not there."""

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        signed_out = getattr(request.session, "ended", False)
        if cookie is not None and not cookie.value and not signed_out:
            del response.cookies[settings.SESSION_COOKIE_NAME]
        return response
