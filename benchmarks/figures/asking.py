"""Asks a server the same thing again and again, over connections that stay open."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import cast

CONNECTIONS = 6


def request(path: str, host: str, cookie: str = "") -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: gzip"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode()


def end_of(received: bytes) -> int | None:
    """Where the first answer in what was received ends, if it is whole."""
    head, found, _ = received.partition(b"\r\n\r\n")
    if not found:
        return None
    begin = len(head) + 4
    fields = dict(_field(line) for line in head.split(b"\r\n")[1:])
    if fields.get(b"transfer-encoding") == b"chunked":
        return _end_of_chunks(received, begin)
    end = begin + int(fields.get(b"content-length", b"0"))
    return end if len(received) >= end else None


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b":")
    return name.lower(), value.strip()


def _end_of_chunks(received: bytes, at: int) -> int | None:
    while (line := received.find(b"\r\n", at)) >= 0:
        size = int(received[at:line], 16)
        at = line + 2 + size + 2
        if size == 0:
            return at if len(received) >= at else None
    return None


@dataclass
class Asker(asyncio.Protocol):
    """One connection; the next question goes out when the answer is whole."""

    question: bytes
    until: float
    answers: int = 0
    refused: bytes = b""
    received: bytearray = field(default_factory=bytearray)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self.question)

    def data_received(self, data: bytes) -> None:
        self.received += data
        end = end_of(bytes(self.received))
        if end is None:
            return
        status = self.received.split(b"\r\n", 1)[0]
        if b" 200 " not in status + b" ":
            self.refused = bytes(status)
        self.answers += 1
        del self.received[:end]
        if time.monotonic() < self.until and not self.refused:
            self.transport.write(self.question)
        else:
            self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self.closed.set()


async def answers_a_second(port: int, question: bytes, seconds: float) -> float:
    """Raises ConnectionError where an answer is another than 200."""
    loop, begun = asyncio.get_running_loop(), time.monotonic()
    askers = [Asker(question, begun + seconds) for _ in range(CONNECTIONS)]
    for asker in askers:
        await loop.create_connection(lambda own=asker: own, "127.0.0.1", port)  # type: ignore[misc]
    for asker in askers:
        await asker.closed.wait()
    lasted = time.monotonic() - begun
    if refused := [asker.refused for asker in askers if asker.refused]:
        raise ConnectionError(f"{question[:60]!r}: {refused[0]!r}")
    return sum(asker.answers for asker in askers) / lasted
