"""The segments of one run as frames: each is read from the database once a process."""

from uuid import UUID

from channels.db import database_sync_to_async

from knightreplay.live.frame import Frame
from knightreplay.runs import selectors
from knightreplay.runs.line import missing
from knightreplay.runs.selectors import View

Key = tuple[int, int]  # owner epoch, minute


class Shelf:
    """Frames that all viewers of this process share."""

    def __init__(self, run_id: UUID) -> None:
        self._run_id = run_id
        self._frames: dict[Key, Frame] = {}

    async def take(self, view: View, wanted: list[Key]) -> list[Frame]:
        """The wanted segments in order, as far as they are stored."""
        unread = [key for key in wanted if key not in self._frames]
        if unread:
            read = database_sync_to_async(selectors.payloads)
            for owner, minute, payload in await read(self._run_id, unread):
                self._frames[owner, minute] = Frame(payload)
        self._clear(view)
        return [self._frames[key] for key in wanted if key in self._frames]

    def _clear(self, view: View) -> None:
        """Drops what no viewer needs any more: segments of replaced futures."""
        if len(self._frames) > 2 * sum(s.last - s.first + 1 for s in view.held):
            needed = set(missing((), view.held))
            self._frames = {k: v for k, v in self._frames.items() if k in needed}
