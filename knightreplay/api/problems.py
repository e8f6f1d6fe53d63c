"""Errors as RFC 9457 problem details: one sentence, never a stack trace."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import orjson
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from knightreplay.runs.errors import UNAVAILABLE, ClientError
from knightreplay.runs.models import Run
from knightreplay.sharing.models import Note

logger = logging.getLogger(__name__)

STATUS = {"forbidden": 403, "conflict": 409, "invalid": 422}
CONTENT_TYPE = "application/problem+json"
WORDS = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    500: "That was our mistake; it is logged.",
}


def problem(status: int, detail: str) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return HttpResponse(orjson.dumps(body), status=status, content_type=CONTENT_TYPE)


class ProblemDetails:
    """Middleware: every refusal under /api/ has this form, whoever made it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        described = response.headers.get("Content-Type") == CONTENT_TYPE
        if (
            response.status_code < 400
            or described
            or not request.path.startswith("/api/")
        ):
            return response
        refusal = problem(response.status_code, WORDS.get(response.status_code, ""))
        if "Allow" in response.headers:
            refusal["Allow"] = response.headers["Allow"]
        return refusal


def too_many(wait: float | None) -> HttpResponse:
    """To whoever asks more often than they may; `wait` is in seconds."""
    answer = problem(429, "Too many requests; wait a little.")
    answer["Retry-After"] = str(int(wait or 1))
    return answer


def install(api: NinjaAPI) -> None:
    """Every refusal of the API leaves through here; our own bugs do not."""

    @api.exception_handler(ClientError)
    def refused(request: HttpRequest, error: ClientError) -> HttpResponse:
        return problem(STATUS.get(error.code, 400), error.message)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, _first(error.errors))

    @api.exception_handler(Http404)
    @api.exception_handler(Run.DoesNotExist)  # it went while we looked
    def missing(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(404, "There is no such run here.")

    @api.exception_handler(Note.DoesNotExist)
    def no_note(request: HttpRequest, error: Note.DoesNotExist) -> HttpResponse:
        return problem(404, "There is no such note here.")

    @api.exception_handler(OperationalError)
    @api.exception_handler(InterfaceError)
    def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.warning("%s waits: the database is away", request.path, exc_info=error)
        answer = problem(503, UNAVAILABLE.message)
        answer["Retry-After"] = "2"
        return answer

    @api.exception_handler(Throttled)
    def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        return too_many(error.wait)

    @api.exception_handler(HttpError)
    def malformed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, error.message)


def _first(errors: list[dict[str, Any]]) -> str:
    first = errors[0]
    where, *loc = first["loc"]  # of a body the second part is the argument's name
    field = ".".join(str(part) for part in loc[where == "body" :]) or "body"
    return f"{field}: {first['msg']}"
