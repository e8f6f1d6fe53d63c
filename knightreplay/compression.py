"""Answers compressed on their way, but none that is streamed.

Django makes each chunk of a stream a gzip file of its own. A file may have several, but
browsers, curl and most libraries read the first and take it for the whole.
"""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class WholeGZip(GZipMiddleware):
    """Compresses what is there whole; a stream says that nobody compresses it later."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming:
            response.headers.setdefault("Content-Encoding", "identity")
            return response
        return super().process_response(request, cast("HttpResponse", response))
