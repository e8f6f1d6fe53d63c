"""Many viewers in one process: as little work a message as a WebSocket client can do."""

import asyncio
import base64
import json
import os
import struct
import time
from collections.abc import Callable
from typing import Any

Heard = Callable[["BotSocket", bytes, float], None]


class BotSocket(asyncio.Protocol):
    """One socket. `heard` gets each message's payload and the time it was complete."""

    def __init__(self, path: str, port: int, heard: Heard) -> None:
        self.ready = asyncio.get_running_loop().create_future()
        self.frames = 0
        self.lost: BaseException | None = None
        self._heard = heard
        self._buffer = bytearray()
        self._open = False
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n"
        )

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self._request.encode())

    def connection_lost(self, error: Exception | None) -> None:
        self.lost = error or ConnectionError("closed")
        if not self.ready.done():
            self.ready.set_exception(self.lost)

    def data_received(self, data: bytes) -> None:
        now = time.time()
        self._buffer += data
        if not self._open and not self._opened():
            return
        while (frame := self._next()) is not None:
            self.frames += 1
            self._heard(self, frame, now)

    def _opened(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        if not self._buffer.startswith(b"HTTP/1.1 101"):
            raise ConnectionError(bytes(self._buffer[:end]).decode())
        del self._buffer[: end + 4]
        self._open = True
        self.ready.set_result(self)
        return True

    def _next(self) -> bytes | None:
        """The next whole message; pings are answered on the way."""
        buffer = self._buffer
        while len(buffer) >= 2:
            length, start = buffer[1], 2
            if length == 126:
                length, start = int.from_bytes(buffer[2:4]), 4
            elif length == 127:
                length, start = int.from_bytes(buffer[2:10]), 10
            if len(buffer) < start + length:
                return None
            kind, payload = buffer[0] & 15, bytes(buffer[start : start + length])
            del buffer[: start + length]
            if kind in (1, 2):
                return payload
            if kind == 9:
                self._send(10, payload)
        return None

    def say(self, **message: Any) -> None:
        self._send(1, json.dumps(message).encode())

    def _send(self, kind: int, payload: bytes) -> None:
        """A frame under the mask of zeros, which leaves it as it is."""
        short = len(payload) < 126
        size = (
            bytes([128 | len(payload)])
            if short
            else b"\xfe" + struct.pack("!H", len(payload))
        )
        self.transport.write(bytes([128 | kind]) + size + b"\0\0\0\0" + payload)


async def connect(count: int, port: int, path: str, heard: Heard) -> list[BotSocket]:
    """So many open viewers, fifty at a time."""
    loop = asyncio.get_running_loop()
    viewers: list[BotSocket] = []
    while len(viewers) < count:
        some = [
            loop.create_connection(
                lambda: BotSocket(path, port, heard), "127.0.0.1", port
            )
            for _ in range(min(50, count - len(viewers)))
        ]
        opened = [protocol for _, protocol in await asyncio.gather(*some)]
        await asyncio.gather(*(viewer.ready for viewer in opened))
        viewers += opened
    return viewers
