"""The clock of a run: arithmetic on one anchor. No process ticks."""

from dataclasses import dataclass, replace

from simulator.clock import CLOSE

SLOWEST, FASTEST = 0.1, 120.0
# Wall seconds by which frames of a paced run may go out before the clock: a heartbeat
# comes once a second, and may be late.
LOOKAHEAD = 3.0
GONE = 30.0  # wall seconds without a server after which a clock is found paused


@dataclass(frozen=True)
class Clock:
    """What the wall clock says about the simulated time."""

    wall: float  # Unix seconds at which the simulated time was `sim`
    sim: float  # simulated seconds since 08:00:00 ET
    speed: float = 1.0  # simulated seconds a second
    paused: bool = True
    stop_at: int | None = None  # tick at which the clock stops by itself
    furthest: float = 0.0  # the latest simulated time that was ever shown
    seen: float = 0.0  # the latest that was shown of the line as it now stands
    loop: tuple[int, int] | None = (
        None  # first tick, and the tick that is the first again
    )

    @property
    def loops(self) -> bool:
        """Whether the time stands before the end of its loop, and so turns back there."""
        return self.loop is not None and self.sim < self.loop[1]

    def at(self, now: float) -> float:
        """Simulated seconds at wall time `now`; a wall clock set back cannot rewind."""
        if self.loop is None or not self.loops or self.paused:
            return self.reached(now)
        first, end = self.loop
        straight = self._straight(now)
        return straight if straight < end else first + (straight - end) % (end - first)

    def reached(self, now: float) -> float:
        """The latest simulated time shown since the anchor: a loop shows it all."""
        if self.paused:
            return self.sim
        if self.loop is not None and self.loops:
            return min(self._straight(now), float(self.loop[1]))
        end = CLOSE if self.stop_at is None else self.stop_at
        return min(self._straight(now), float(end))

    def _straight(self, now: float) -> float:
        return self.sim + max(0.0, now - self.wall) * self.speed

    def tick(self, now: float) -> int:
        """The next tick to begin at `now`: where an act takes effect."""
        return min(int(self.at(now)), CLOSE - 1)

    def horizon(self, now: float) -> float:
        """How far a paced run may be told at `now`: as far as its line was shown."""
        return max(self.seen, self.reached(now + LOOKAHEAD))

    def moved(
        self,
        now: float,
        *,
        sim: float | None = None,
        speed: float | None = None,
        paused: bool | None = None,
        stop_at: int | None = None,
    ) -> "Clock":
        """The same clock anchored again at `now` with what changes."""
        reached = self.reached(now)
        return replace(
            self,
            wall=now,
            sim=self.at(now) if sim is None else sim,
            speed=self.speed if speed is None else speed,
            paused=self.paused if paused is None else paused,
            stop_at=stop_at,
            furthest=max(self.furthest, reached),
            seen=max(self.seen, reached),
        )

    def replaced(self, now: float, cut: int) -> "Clock":
        """The same clock when the future from `cut` on is another: nobody has seen it."""
        anchored = self.moved(now, stop_at=self.stop_at)  # a loop has shown none of it
        return replace(anchored, seen=min(anchored.seen, float(cut)))

    def woken(self, now: float, *, alive: float, slept: float) -> "Clock":
        """Goes on from what it showed at `alive`, when a server last looked after it.

        After a long sleep it is paused: those who watched have gone on to something else.
        """
        paused = self.paused or slept > GONE
        held = self.moved(alive, paused=paused, stop_at=self.stop_at)
        return replace(held, wall=now)
