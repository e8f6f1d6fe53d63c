"""The segments of one run as frames: each is read from the database once a process."""

from uuid import UUID

from channels.db import database_sync_to_async

from knightreplay.live.frame import Frame
from knightreplay.runs.line import Cuts, epoch_of, missing
from knightreplay.runs.redaction import Redaction
from knightreplay.runs.segments.inheritance import payloads
from knightreplay.runs.selectors import View

Key = tuple[int, int]  # epoch, minute
PLAIN = ""  # the name of no redaction


class SegmentCache:
    """Frames that all viewers of this process share."""

    def __init__(self, run_id: UUID) -> None:
        self._run_id = run_id
        self._frames: dict[str, dict[Key, Frame]] = {}

    async def take(
        self, view: View, wanted: list[Key], redaction: Redaction | None = None
    ) -> list[Frame]:
        """The wanted segments in order, as far as they are stored, redacted."""
        frames = self._frames.setdefault(redaction.name if redaction else PLAIN, {})
        unread = [key for key in wanted if key not in frames]
        if unread:
            read = database_sync_to_async(_read)
            frames |= await read(self._run_id, unread, view.cuts, redaction)
        self._clear(view)
        kept = self._frames[redaction.name if redaction else PLAIN]
        return [kept[key] for key in wanted if key in kept]

    def _clear(self, view: View) -> None:
        """Drops what no viewer needs any more: segments of replaced futures."""
        enough = 2 * sum(s.last - s.first + 1 for s in view.computed)
        if any(len(frames) > enough for frames in self._frames.values()):
            needed = set(missing((), view.computed))
            self._frames = {
                name: {key: frame for key, frame in frames.items() if key in needed}
                for name, frames in self._frames.items()
            }


def _read(
    run_id: UUID, keys: list[Key], cuts: Cuts, redaction: Redaction | None
) -> dict[Key, Frame]:
    """The segments of the keys, as far as they are stored, redacted."""
    found = payloads(run_id, keys)
    if redaction is None:
        return {key: Frame(payload) for key, payload in found.items()}
    earlier = _earlier(run_id, keys, cuts, redaction)
    return {
        (epoch, minute): Frame(
            redaction.segment(
                payload,
                earlier.get((epoch, minute)),
                alone=epoch != epoch_of(minute, cuts),
            )
        )
        for (epoch, minute), payload in found.items()
    }


def _earlier(
    run_id: UUID, keys: list[Key], cuts: Cuts, redaction: Redaction
) -> dict[Key, bytes]:
    """For each key the segment of the same line that is shown late in it."""
    if not redaction.late:
        return {}
    behind = {
        (epoch, minute): (
            epoch_of(minute - redaction.late, cuts[: epoch + 1]),
            minute - redaction.late,
        )
        for epoch, minute in keys
        if minute >= redaction.late
    }
    wanted = sorted(set(behind.values()))
    found = payloads(run_id, wanted)
    return {key: found[there] for key, there in behind.items() if there in found}
