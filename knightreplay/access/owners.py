"""Whose runs are somebody's own: the marks of an account and of a browser (Run.owner)."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from knightreplay.access.sessions import begin_rights
from knightreplay.access.signed_in import account_of


def owner_of(session: Mapping[str, Any]) -> str:
    """Whose a run becomes that begins here: the account's, else the browser's, or nobody's."""
    return next(iter(owners_of(session)), "")


def owners_of(session: Mapping[str, Any]) -> tuple[str, ...]:
    """Whose runs are one's own here: the account's that is signed in, and the browser's.

    Both count: what a browser began before somebody signed in stays theirs to see until
    it is taken into the account (runs/services/keeping.py).
    """
    return tuple(mark for mark in (account_of(session), browser_of(session)) if mark)


def browser_of(session: Mapping[str, Any]) -> str:
    """The mark of a browser, or nothing if it has begun no run."""
    browser = session.get("browser")
    if not isinstance(browser, str):
        return ""
    return f"browser:{hashlib.sha256(browser.encode()).hexdigest()}"


def begin_owning(request: HttpRequest) -> str:
    """As `owner_of`, for a browser that begins a run: from now on it has a mark."""
    owner = owner_of(request.session)
    if owner:
        return owner
    begin_rights(request)
    request.session["browser"] = secrets.token_urlsafe(16)
    return browser_of(request.session)


def owner_for(request: HttpRequest) -> str:
    """As `owner_of`; a page's request begins a mark, a script has its key and needs none."""
    return (
        begin_owning(request)
        if "Origin" in request.headers
        else owner_of(request.session)
    )
