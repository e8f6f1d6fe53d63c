"""One message to viewers: encoded once, shared by all of them, never changed."""

from typing import Any


class Frame:
    """A text or a segment, in the form in which the server's socket takes it.

    A server of ours (`Wire`) takes whole WebSocket frames: the first viewer makes it and
    the payload alone is let go. Any other server takes an ASGI event.
    """

    __slots__ = ("_event", "_ready", "size")

    def __init__(self, payload: bytes | str) -> None:
        self.size = len(payload)  # bytes, as good as
        kind = "text" if isinstance(payload, str) else "bytes"
        self._event: dict[str, Any] | None = {"type": "websocket.send", kind: payload}
        self._ready: bytes | None = None

    def event(self) -> dict[str, Any]:
        assert self._event is not None  # noqa: S101 -- one process has one kind of server
        return self._event

    def ready(self, wire: Any) -> bytes:
        """The bytes that go over the wire, header and all."""
        if self._ready is None:
            self._ready = wire.prepare(self.event())
            self._event = None
        return self._ready
