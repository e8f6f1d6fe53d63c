"""What a seat of a room is shown of a run: less than all of it (rooms/fog.py)."""

from typing import Any, Protocol


class Sight(Protocol):
    """Frames and messages as one kind of seat may have them; the same for all such seats."""

    @property
    def name(self) -> str:
        """Tells sights apart: what is made for one of a name serves all."""

    def segment(self, payload: bytes) -> bytes:
        """A stored segment without what this sight does not see."""

    def body(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """A message without what this sight does not see; None: not sent at all."""
