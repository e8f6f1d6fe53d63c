"""A viewer over a real socket, for servers in a process of their own."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from knightreplay.runs.segments.wire import decode


@contextmanager
def viewing(
    server: str,
    run_id: str,
    key: str | None = None,
    *,
    have: Sequence[tuple[int, int, int]] = (),
) -> Iterator["SocketViewer"]:
    """A viewer that has said hello, and what it has already, and has its snapshot."""
    address = f"{server.replace('http', 'ws', 1)}/ws/runs/{run_id}/"
    with connect(
        address, origin=Origin(server), compression=None, max_size=None
    ) as connection:
        yield SocketViewer(connection, key, have)


class SocketViewer:
    """Keeps the segments that come and hands over the other messages."""

    def __init__(
        self,
        connection: ClientConnection,
        key: str | None,
        have: Sequence[tuple[int, int, int]],
    ) -> None:
        self.held: dict[tuple[int, int], dict[str, Any]] = {}
        self._connection = connection
        self.say(type="hello", have=have, **({"host_key": key} if key else {}))
        self.snapshot = self.next("snapshot")

    def say(self, **message: Any) -> None:
        self._connection.send(json.dumps(message))

    def next(self, *kinds: str, timeout: float = 60) -> dict[str, Any]:
        """The next text message of one of the kinds."""
        while True:
            message = self._one(timeout)
            if message and message["type"] in kinds:
                return message

    def command(self, **message: Any) -> dict[str, Any]:
        self.say(**message)
        while True:
            answer = self.next("ack", "error")
            if answer.get("command_id") == message["command_id"]:
                return answer

    def until_complete(self) -> None:
        """Waits until the run is computed to its end."""
        while self.next("heartbeat")["status"] != "complete":
            pass

    def until_held(self, *pairs: tuple[int, int], timeout: float = 180) -> None:
        """Waits until these segments, (epoch, minute), have come."""
        deadline = time.monotonic() + timeout
        while not set(pairs) <= set(self.held):
            assert time.monotonic() < deadline, f"never came, {len(self.held)} did"
            self._one(timeout)

    def _one(self, timeout: float) -> dict[str, Any] | None:
        """A text message, or None after keeping a segment."""
        data = self._connection.recv(timeout=timeout)
        if isinstance(data, str):
            message: dict[str, Any] = json.loads(data)
            return message
        epoch, columns = decode(data)
        self.held[epoch, columns["minute"]] = columns
        return None
