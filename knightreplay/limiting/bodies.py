"""The body of a request has a bound, on whatever server the application runs."""

from tempfile import SpooledTemporaryFile
from typing import IO

import orjson

from knightreplay.asgi_types import Application, Message, Receive, Scope, Send

BODY_LIMIT = 64 * 1024  # bytes
# Where more may come: a run in a file.
LARGER = {"/api/v1/capsules": 16 * 1024 * 1024}
CHUNK = 64 * 1024  # bytes that the application gets at once


def limit_of(path: str) -> int:
    """Bytes that the body of a request to this path may have."""
    return LARGER.get(path, BODY_LIMIT)


class BodyLimit:
    """Answers 413 to a request whose body passes the limit, announced or not."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = limit_of(scope.get("path", ""))
        with SpooledTemporaryFile(max_size=BODY_LIMIT) as body:
            last, size = await _read(receive, body, limit)
            if size > limit:
                await _refuse(send, limit)
                return
            body.seek(0)
            await self.application(scope, _replay(body, last, receive), send)


async def _read(receive: Receive, body: IO[bytes], limit: int) -> tuple[Message, int]:
    """The body into a file, or as much of it as already passes the limit.

    Returns the last message: it says whether the client went away.
    """
    size = 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > limit or not message.get("more_body", False):
            body.write(part if size <= limit else b"")
            return message, size
        body.write(part)


def _replay(body: IO[bytes], last: Message, receive: Receive) -> Receive:
    """The body again, a chunk at a time; then what the server says next."""
    over = False

    async def replayed() -> Message:
        nonlocal over
        if over:
            return await receive()
        part = body.read(CHUNK)
        over = len(part) < CHUNK
        if over and last["type"] != "http.request":
            return last
        return {"type": "http.request", "body": part, "more_body": not over}

    return replayed


async def _refuse(send: Send, limit: int) -> None:
    headers, body = refusal(limit)
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def in_words(limit: int) -> str:
    return f"{limit // 2**20} MiB" if limit >= 2**20 else f"{limit // 1024} KiB"


def refusal(limit: int) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """(headers, body) of the answer to a body beyond the limit, as problem details."""
    body = orjson.dumps(
        {
            "type": "about:blank",
            "title": "Content too large",
            "status": 413,
            "detail": f"body: more than {in_words(limit)}; allowed: up to that",
        }
    )
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    return headers, body
