"""Pages for what cannot be shown: in words that help, with a way home."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def refusal(
    request: HttpRequest, status: int, kind: str, **context: Any
) -> HttpResponse:
    """The page templates/refusals/KIND.html under a status."""
    return render(request, f"refusals/{kind}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 400, "bad_request")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 403, "forbidden")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: a page left open, or cookies refused."""
    return refusal(request, 403, "stale_form")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 404, "not_found")


def our_mistake(request: HttpRequest) -> HttpResponse:
    """Asks neither the database nor the session: either may be what failed."""
    return HttpResponse(get_template("refusals/our_mistake.html").render(), status=500)
