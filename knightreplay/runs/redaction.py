"""What a seat of a room is shown of a run: less than all of it (rooms/fog.py)."""

from typing import Any, Protocol


class Redaction(Protocol):
    """Frames and messages as one kind of seat may have them; the same for all such seats."""

    @property
    def name(self) -> str:
        """Tells redactions apart: what is made for one of a name serves all."""

    @property
    def late(self) -> int:
        """Minutes by which a part of what it shows is late; 0: nothing is."""

    def segment(self, payload: bytes, before: bytes | None, *, alone: bool) -> bytes:
        """A stored segment without what this redaction leaves out.

        `before` is the line's segment of `late` minutes earlier, None before 08:00. What is
        `alone` is of the run left alone, beside the line.
        """

    def body(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """A message without what this redaction leaves out; None: not sent at all."""
