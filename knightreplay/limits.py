"""What a stranger can make big has a bound, on whatever server the application runs."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_LIMIT = 64 * 1024  # bytes


class BodyLimit:
    """Answers 413 to a request whose body passes the limit, announced or not."""

    def __init__(self, application: Application, limit: int = BODY_LIMIT) -> None:
        self.application = application
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        first, size = await self._read(receive)
        if size > self.limit:
            await _refuse(send, self.limit)
            return
        await self.application(scope, _replay(first, receive), send)

    async def _read(self, receive: Receive) -> tuple[list[Message], int]:
        """Every part of the body, or as many as already pass the limit."""
        parts, size = [], 0
        while True:
            message = await receive()
            parts.append(message)
            size += len(message.get("body", b""))
            if size > self.limit or not message.get("more_body", False):
                return parts, size


def _replay(parts: list[Message], receive: Receive) -> Receive:
    waiting = iter(parts)

    async def replayed() -> Message:
        for message in waiting:
            return message
        return await receive()

    return replayed


async def _refuse(send: Send, limit: int) -> None:
    headers, body = refusal(limit)
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def refusal(limit: int) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """(headers, body) of the answer to a body beyond the limit, as problem details."""
    body = orjson.dumps(
        {
            "type": "about:blank",
            "title": "Content too large",
            "status": 413,
            "detail": f"body: more than {limit // 1024} KiB; allowed: up to that",
        }
    )
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    return headers, body
