"""The home page: for all the same, but for the runs and rooms that a visitor finds on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

from knightreplay.access.leading import rooms_of
from knightreplay.access.seats import is_kept
from knightreplay.pages import cards, recent
from knightreplay.pages.parts import filled, gap, part
from knightreplay.pages.starting import needs_key
from simulator.scenario import DEFAULT_SEED

GAPS = {
    "csrf_token": gap("token"),
    "request": {"get_full_path": gap("path")},
    "your_rooms": gap("rooms"),
    "recent_runs": gap("recent"),
}


def home_page(request: HttpRequest) -> HttpResponse:
    """As somebody finds it who has asked for nothing yet."""
    shown = _shown(request)
    page = filled(
        part("home.html", **shown, seed=DEFAULT_SEED, **GAPS),
        token=get_token(request),
        path=escape(request.get_full_path()),
        rooms=_your_rooms(request),
        recent="" if shown["kept"] else _recent_runs(request),
    )
    return HttpResponse(page)


def refused_page(request: HttpRequest, error: str, status: int) -> HttpResponse:
    """With why no run was begun, and what was typed."""
    shown = _shown(request)
    own = {
        "your_rooms": _your_rooms(request),
        "recent_runs": "" if shown["kept"] else _recent_runs(request),
        "seed": request.POST.get("seed") or DEFAULT_SEED,
        "error": error,
    }
    return render(request, "home.html", {**shown, **own}, status=status)


def _shown(request: HttpRequest) -> dict[str, Any]:
    first, *others = cards.cards()
    return {
        "first": first,
        "cards": others,
        "kept": is_kept(request),
        "needs_key": needs_key(request),
    }


def _recent_runs(request: HttpRequest) -> str:
    rows = recent.rows(request.session)
    return mark_safe(part("home/recent.html", recent=rows))  # noqa: S308 -- of a template


def _your_rooms(request: HttpRequest) -> str:
    rooms = rooms_of(request)
    return render_to_string("home/rooms.html", {"rooms": rooms}) if rooms else ""
