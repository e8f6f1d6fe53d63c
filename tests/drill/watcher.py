"""A viewer that goes on whatever happens, as the page does, and remembers everything."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from knightreplay.runs import line
from knightreplay.runs.line import Stretch
from knightreplay.runs.segments.wire import HEADER
from tests.drill.page import Page

HELLOS = 2.0  # seconds between two hellos on one socket


class Watcher(Page):
    """Holds what it was sent, and shows each frame once."""

    def __init__(
        self,
        addresses: Sequence[str],
        run_id: str,
        key: str | None = None,
        cookies: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(addresses, f"/ws/runs/{run_id}/", cookies)
        self.run_id, self.key = run_id, key
        self.held: dict[tuple[int, int], bytes] = {}
        self.cuts: line.Cuts = (0,)
        self.clock: dict[str, Any] = {}
        self.offset = 0.0  # seconds by which the server's clock is ahead of ours
        self.beat: dict[str, Any] = {}
        self.shown: list[tuple[int, int]] = []  # (frame, epoch) in the order shown
        self.next_frame: int | None = None
        self._hello_at = 0.0

    @property
    def wanted(self) -> list[tuple[int, int]]:
        """What of the line and of epoch 0 it holds."""
        every = line.missing((), line.due(self.cuts))
        return sorted({pair for pair in every if pair in self.held})

    @property
    def whole(self) -> bool:
        """Whether it holds what the newest heartbeat says, of a finished run."""
        return (
            self.beat.get("status") == "complete"
            and self.beat["epoch"] == len(self.cuts) - 1
            and self.beat["digest"] == self._digest()
        )

    def forget_beat(self) -> None:
        """From here only a new heartbeat counts."""
        self.beat = {}

    async def hello(self) -> None:
        self._hello_at = time.monotonic()
        have = [list(part) for part in _stretches(self.held)]
        key = {"host_key": self.key} if self.key else {}
        await self.say({"type": "hello", "have": have, **key})

    async def keep(self, data: bytes) -> None:
        _, _, minute, epoch = HEADER.unpack_from(data)
        before = self.held.setdefault((epoch, minute), data)
        assert before == data, "a segment never changes"
        self._show()

    async def _text(self, data: str) -> None:
        await super()._text(data)
        self._show()

    async def _on_snapshot(self, message: dict[str, Any]) -> None:
        self.cuts = tuple(cut for _, cut in message["epochs"])
        self._set_clock(message)
        await self.welcomed()

    async def _on_epoch(self, message: dict[str, Any]) -> None:
        if message["epoch"] == len(self.cuts):
            self.cuts = (*self.cuts, message["cut"])

    async def _on_clock(self, message: dict[str, Any]) -> None:
        self._set_clock(message)

    async def _on_heartbeat(self, message: dict[str, Any]) -> None:
        self.beat = message
        self._set_clock(message)
        behind = not (
            message["epoch"] == len(self.cuts) - 1
            and message["digest"] == self._digest()
        )
        if behind and time.monotonic() - self._hello_at > HELLOS:
            await self.hello()

    def _set_clock(self, message: dict[str, Any]) -> None:
        self.clock = message["clock"]
        self.offset = message["server_time"] - time.time()

    def sim(self) -> float:
        """Simulated seconds on this viewer's screen."""
        clock = self.clock
        if clock["paused"]:
            return float(clock["sim"])
        gone = max(0.0, time.time() + self.offset - clock["wall"])
        return float(min(clock["sim"] + gone * clock["speed"], 28_800))

    def _show(self) -> None:
        """Shows every frame up to the clock whose segment is here, each once."""
        if not self.clock:
            return
        end = int(self.sim())
        if self.next_frame is None:
            self.next_frame = end
        while self.next_frame < end:
            minute = self.next_frame // 60
            epoch = line.epoch_of(minute, self.cuts)
            if (epoch, minute) not in self.held:
                return
            self.shown.append((self.next_frame, epoch))
            self.next_frame += 1

    def _digest(self) -> str:
        told = line.disclosed(_stretches(self.wanted), self.beat.get("until"))
        return line.digest(told)


def _stretches(pairs: Any) -> list[Stretch]:
    """Maximal stretches of (epoch, minute) in any order."""
    found: list[Stretch] = []
    for epoch, minute in sorted(pairs):
        before = found[-1] if found else None
        if before and before.epoch == epoch and before.last == minute - 1:
            found[-1] = before._replace(last=minute)
        else:
            found.append(Stretch(epoch, minute, minute))
    return found
