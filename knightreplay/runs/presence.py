"""Who looks after the clocks that run: a server that is awake, and people who watch.

Every serving process stamps the runs that play once a second. A stamp that is more than
three seconds away says that no server was there, or that the wall clock was set: then the
clock goes on from the last second that was shown, and not from where arithmetic puts it.
"""

import time

from knightreplay.runs.models import Run

ASLEEP = 3.0  # wall seconds between the stamp and now, in either direction
UNWATCHED = 60.0  # wall seconds without a viewer after which a clock is paused


def steady() -> float:
    """Seconds of a clock that nobody sets and that goes on while the machine sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class ServerPresence:
    """When this process last looked after the clocks, by a clock that nobody sets."""

    def __init__(self) -> None:
        self._looked_at: float | None = None

    def look(self) -> None:
        self._looked_at = steady()

    def slept(self, gap: float) -> float:
        """How long nobody can have been there, if a stamp is `gap` seconds away.

        This process itself was there a moment ago, when only the wall clock was set.
        """
        gap = abs(gap)
        if self._looked_at is None:
            return gap
        return min(gap, steady() - self._looked_at)


here = ServerPresence()


def is_asleep(run: Run, now: float) -> bool:
    """Whether the run's clock plays and nobody has looked after it."""
    return not run.clock_paused and abs(now - run.alive_at) > ASLEEP


def is_left(run: Run, now: float) -> bool:
    """Whether the run's clock plays and nobody has watched it for a minute."""
    return not run.clock_paused and now - run.watched_at > UNWATCHED


def wake(run: Run, now: float) -> bool:
    """Sets the clock of a run that slept right. Says whether it had to."""
    if not is_asleep(run, now):
        return False
    slept = here.slept(now - run.alive_at)
    run.clock = run.clock.woken(now, alive=run.alive_at, slept=slept)
    run.alive_at = run.watched_at = now
    return True


def leave(run: Run, now: float) -> bool:
    """Pauses the clock of a run that nobody watches. Says whether it had to."""
    if not is_left(run, now):
        return False
    run.clock = run.clock.moved(now, paused=True, stop_at=run.clock.stop_at)
    return True
