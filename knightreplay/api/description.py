"""The description of the API at /api/v1/openapi.json: made once, the same for everybody."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from knightreplay.api.problems import too_many
from knightreplay.limiting.throttles import DESCRIPTIONS

View = Callable[..., HttpResponse]


def made_once(view: View) -> View:
    """In place of the library's view, which describes everything anew each time."""

    def described(request: HttpRequest, **given: Any) -> HttpResponse:
        if not DESCRIPTIONS.allow_request(request):
            return too_many(DESCRIPTIONS.wait())
        api: NinjaAPI = view.keywords["api"]  # type: ignore[attr-defined]
        return HttpResponse(_described(api), content_type="application/json")

    return described


@cache
def _described(api: NinjaAPI) -> bytes:
    return json.dumps(api.get_openapi_schema(), cls=DjangoJSONEncoder).encode()
