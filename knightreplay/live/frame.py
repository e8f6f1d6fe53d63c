"""What goes to viewers: encoded once, shared by all of them, never changed."""

from typing import Any

Event = dict[str, Any]


class Frame:
    """A segment or some texts, in the form in which the server's socket takes them.

    A server of ours (`Wire`) takes whole WebSocket frames: the first viewer makes them and
    the payload alone is let go; texts that belong together go out in one write. Any other
    server takes ASGI events.
    """

    __slots__ = ("_events", "_ready", "size")

    def __init__(self, *payloads: bytes | str) -> None:
        self.size = sum(map(len, payloads))  # bytes, as good as
        self._events: list[Event] | None = [_event(payload) for payload in payloads]
        self._ready: bytes | None = None

    def events(self) -> list[Event]:
        assert self._events is not None  # noqa: S101 -- one process has one kind of server
        return self._events

    def ready(self, wire: Any) -> bytes:
        """The bytes that go over the wire, headers and all."""
        if self._ready is None:
            self._ready = b"".join(wire.prepare(event) for event in self.events())
            self._events = None
        return self._ready


def _event(payload: bytes | str) -> Event:
    kind = "text" if isinstance(payload, str) else "bytes"
    return {"type": "websocket.send", kind: payload}
