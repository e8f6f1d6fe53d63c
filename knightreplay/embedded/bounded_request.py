"""A request of Daphne's whose body is bounded as it comes, before it is spooled to disk."""

from http import HTTPStatus
from typing import Any

import orjson
from daphne import http_protocol
from daphne.server import reactor as daphnes_reactor
from twisted.internet.threads import deferToThread

from knightreplay.embedded.connections import WITHIN, connections
from knightreplay.embedded.uploads import Uploads, is_allowed
from knightreplay.limiting.bodies import BODY_LIMIT, limit_of, refusal

reactor: Any = daphnes_reactor  # its type is only known when it runs

LINGER = 2.0  # seconds in which somebody who is turned away may read why
uploads = Uploads()


class BoundedRequest(http_protocol.WebRequest):  # type: ignore[misc]
    """A body is cut off at its limit; a large one is read once its sender may send it."""

    size = 0
    whole = False  # its body has arrived, and the application judges
    counted = ""  # the address under which it is one of the large bodies under way
    turned_away = False

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        transport = self.channel.transport
        self._late = reactor.callLater(WITHIN, transport.abortConnection)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 -- Twisted's name
        limit = limit_of(self.channel._path.split(b"?")[0].decode(errors="replace"))
        before, self.size = self.size, self.size + len(data)
        if self.turned_away:
            return
        if self.size > limit:
            self._turn_away(413, refusal(limit)[1])
        elif self.size <= BODY_LIMIT or before > BODY_LIMIT or self._begin():
            super().handleContentChunk(data)

    def _begin(self) -> bool:
        """The body is a large one from here on: it waits until its headers were looked at."""
        address = str(self.channel.transport.getPeer().host)
        if not uploads.begin(address):
            self._turn_away(
                429, problem(429, "Too many files at a time; wait a little.")
            )
            return False
        self.counted = address
        self._in_time()  # a file may take long to come
        self.channel.transport.pauseProducing()
        asked = (self._said(b"authorization"), self._said(b"cookie"))
        deferToThread(is_allowed, *asked).addBoth(self._judged)
        return True

    def _judged(self, allowed: Any) -> None:
        """True, False, or what went wrong: then the application finds out itself."""
        if self.channel is None or self.whole or self.turned_away:
            return
        if allowed is False:
            self._turn_away(403, problem(403, NEEDS_KEY))
        else:
            self.channel.transport.resumeProducing()

    def _said(self, name: bytes) -> str:
        values: list[bytes] = self.requestHeaders.getRawHeaders(name) or []
        return (b"; " if name == b"cookie" else b",").join(values).decode("latin1")

    def _turn_away(self, status: int, body: bytes) -> None:
        """Answers before the body has come; what still comes is thrown away."""
        self.turned_away = True
        transport = self.channel.transport
        words = HTTPStatus(status).phrase if status != 413 else "Content Too Large"
        transport.write(
            f"HTTP/1.1 {status} {words}\r\n".encode()
            + b"content-type: application/problem+json\r\n"
            + f"content-length: {len(body)}\r\n".encode()
            + b"connection: close\r\n\r\n"
            + body
        )
        transport.loseWriteConnection()
        transport.resumeProducing()
        reactor.callLater(LINGER, transport.abortConnection)

    def requestReceived(self, *line: bytes) -> None:  # noqa: N802
        self.whole = True
        self._in_time()
        if self.turned_away:
            return
        upgrades = self.requestHeaders.getRawHeaders(b"Upgrade") or [b""]
        if upgrades[0].lower() == b"websocket":  # as Daphne looks at it
            connections.end(self.channel)
        super().requestReceived(*line)

    def finish(self) -> None:
        self._let_go()
        super().finish()

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        self._in_time()
        self._let_go()
        super().connectionLost(reason)

    def _in_time(self) -> None:
        if self._late.active():
            self._late.cancel()

    def _let_go(self) -> None:
        if self.counted:
            uploads.end(self.counted)
            self.counted = ""


NEEDS_KEY = "Starting a run here needs the host's key; whoever runs the server has it."


def problem(status: int, detail: str) -> bytes:
    title = HTTPStatus(status).phrase
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return orjson.dumps(told)
