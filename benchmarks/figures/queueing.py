"""Runs that wait for workers, simulated event by event: what more workers would add.

The one web process starts a run; then it is computed in slices. A slice waits for a worker,
computes, has its minutes stored by the one database and asks the one broker for its
successor, which goes to the end of the queue; the worker is held all the while. Each of
these steps holds a core and takes its mean, half of it fixed and half exponential.
"""

import heapq
import math
import random
from collections import deque
from collections.abc import Generator, Iterable
from itertools import accumulate, count
from typing import NamedTuple

SEED = 29


class Services(NamedTuple):
    """Processor time of one run, in seconds, and the slices that it is computed in."""

    web: float
    compute: float
    database: float
    broker: float
    slices: int


class Waits(NamedTuple):
    """How long each run waited, in seconds."""

    first: list[float]  # until a worker began with it
    whole: list[float]  # until all of it was computed
    lasted: float  # from the beginning until nothing was left to do

    @property
    def throughput(self) -> float:
        return len(self.whole) / self.lasted


class Resource:
    """So many servers, and who waits for one, in order."""

    def __init__(self, servers: float = 1) -> None:
        self.free = servers
        self.waiting: deque[Life] = deque()


Life = Generator[Resource | float, None, None]  # waits for a server, or lets time pass


class Simulation:
    """One web process, one database, one broker, and so many workers on so many cores."""

    def __init__(self, services: Services, workers: int, cores: float) -> None:
        self._services = services
        self._web, self._database, self._broker = Resource(), Resource(), Resource()
        self._workers, self._cores = Resource(workers), Resource(cores)
        self._random = random.Random(SEED)  # noqa: S311 -- nothing secret
        self._now = 0.0
        self._due: list[tuple[float, int, Life]] = []
        self._order = count()
        self._waits = Waits([], [], 0.0)

    def run(self, arrivals: Iterable[float]) -> Waits:
        for arrival in arrivals:
            self._after(arrival, self._life(arrival))
        while self._due:
            self._now, _, life = heapq.heappop(self._due)
            self._go_on(life)
        return self._waits._replace(lasted=self._now)

    def _life(self, asked: float) -> Life:
        """Of one run."""
        own = self._services
        yield from self._step(self._web, own.web)
        for number in range(own.slices):
            yield self._workers
            if number == 0:
                self._waits.first.append(self._now - asked)
            yield from self._work(own.compute / own.slices)
            yield from self._step(self._database, own.database / own.slices)
            yield from self._step(self._broker, own.broker / own.slices)
            self._give(self._workers)
        self._waits.whole.append(self._now - asked)

    def _step(self, server: Resource, mean: float) -> Life:
        yield server
        yield from self._work(mean)
        self._give(server)

    def _work(self, mean: float) -> Life:
        yield self._cores
        yield mean * (0.5 + self._random.expovariate(2.0))
        self._give(self._cores)

    def _go_on(self, life: Life) -> None:
        """Until it waits."""
        for step in life:
            if isinstance(step, float):
                return self._after(step, life)
            if not step.free:
                return step.waiting.append(life)
            step.free -= 1
        return None

    def _give(self, server: Resource) -> None:
        if server.waiting:
            self._after(0.0, server.waiting.popleft())
        else:
            server.free += 1

    def _after(self, seconds: float, life: Life) -> None:
        heapq.heappush(self._due, (self._now + seconds, next(self._order), life))


def at_once(
    services: Services, runs: int, workers: int, cores: float = math.inf
) -> Waits:
    """So many runs that are asked for in the same moment."""
    return Simulation(services, workers, cores).run([0.0] * runs)


def stream(services: Services, rate: float, runs: int, workers: int) -> Waits:
    """Runs that are asked for one by one, so many a second on average (Poisson)."""
    draws = random.Random(SEED)  # noqa: S311 -- nothing secret
    arrivals = accumulate(draws.expovariate(rate) for _ in range(runs))
    return Simulation(services, workers, math.inf).run(arrivals)
