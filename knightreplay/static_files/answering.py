"""Static files are answered before Django is asked: no middleware, no thread, no session."""

from http import HTTPStatus
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

from knightreplay.asgi_types import Application, Receive, Scope, Send

# What WhiteNoise asks of a request, under the names that it knows them by.
ASKED = {
    b"accept-encoding": "HTTP_ACCEPT_ENCODING",
    b"if-modified-since": "HTTP_IF_MODIFIED_SINCE",
    b"if-none-match": "HTTP_IF_NONE_MATCH",
    b"range": "HTTP_RANGE",
}
NO_SNIFFING = (b"x-content-type-options", b"nosniff")


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """An ASGI application; WhiteNoise says what to answer, as its settings are."""

    def __init__(self, application: Application) -> None:
        super().__init__()
        self._next = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._file(scope["path"]) if scope["type"] == "http" else None
        if file is None:
            await self._next(scope, receive, send)
            return
        status, headers, body = _answer(file, scope)
        start = {"type": "http.response.start", "status": status, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def _file(self, path: str) -> Any:
        return self.find_file(path) if self.autorefresh else self.files.get(path)


def _answer(
    file: Any, scope: Scope
) -> tuple[HTTPStatus, list[tuple[bytes, bytes]], bytes]:
    """Status, headers and body; files are small, and in the system's cache."""
    asked = {
        ASKED[name]: value.decode("latin-1")
        for name, value in scope["headers"]
        if name in ASKED
    }
    response = file.get_response(scope["method"], asked)
    headers = [NO_SNIFFING] + [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in response.headers
    ]
    if response.file is None:
        return response.status, headers, b""
    with response.file as opened:
        return response.status, headers, opened.read()
