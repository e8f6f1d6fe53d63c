"""The clock of a run: arithmetic on one anchor. No process ticks."""

from dataclasses import dataclass, replace

from simulator.clock import CLOSE

SLOWEST, FASTEST = 0.1, 120.0


@dataclass(frozen=True)
class Clock:
    """What the wall clock says about the simulated time."""

    wall: float  # Unix seconds at which the simulated time was `sim`
    sim: float  # simulated seconds since 08:00:00 ET
    speed: float = 1.0  # simulated seconds a second
    paused: bool = True
    stop_at: int | None = None  # tick at which the clock stops by itself
    furthest: float = 0.0  # the latest simulated time that was ever shown

    def at(self, now: float) -> float:
        """Simulated seconds at wall time `now`; a wall clock set back cannot rewind."""
        if self.paused:
            return self.sim
        end = CLOSE if self.stop_at is None else self.stop_at
        return min(self.sim + max(0.0, now - self.wall) * self.speed, float(end))

    def tick(self, now: float) -> int:
        """The next tick to begin at `now`: where an act takes effect."""
        return min(int(self.at(now)), CLOSE - 1)

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
        shown = self.at(now)
        return replace(
            self,
            wall=now,
            sim=shown if sim is None else sim,
            speed=self.speed if speed is None else speed,
            paused=self.paused if paused is None else paused,
            stop_at=stop_at,
            furthest=max(self.furthest, shown),
        )
