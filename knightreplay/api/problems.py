"""Errors as RFC 9457 problem details: one sentence, never a stack trace."""

from http import HTTPStatus
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from knightreplay.runs.errors import ClientError

STATUS = {"forbidden": 403, "conflict": 409, "invalid": 422}


def problem(status: int, detail: str) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return HttpResponse(
        orjson.dumps(body), status=status, content_type="application/problem+json"
    )


def install(api: NinjaAPI) -> None:
    """Every refusal of the API leaves through here; our own bugs do not."""

    @api.exception_handler(ClientError)
    def refused(request: HttpRequest, error: ClientError) -> HttpResponse:
        return problem(STATUS.get(error.code, 400), error.message)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, _first(error.errors))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "There is no such run here.")

    @api.exception_handler(Throttled)
    def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        answer = problem(429, "Too many requests; wait a little.")
        answer["Retry-After"] = str(int(error.wait or 1))
        return answer

    @api.exception_handler(HttpError)
    def malformed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, error.message)


def _first(errors: list[dict[str, Any]]) -> str:
    first = errors[0]
    field = ".".join(str(part) for part in first["loc"][2:]) or "body"
    return f"{field}: {first['msg']}"
