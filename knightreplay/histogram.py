"""How long the slices of work in this process took: a histogram that can be stored.

Workers answer no HTTP. Their counts travel with their reports, and `/metrics` of any web
process shows them.
"""

import threading
from bisect import bisect_left
from typing import Any

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds


class Histogram:
    """Durations counted by upper bound; the last bucket has none."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def add(self, seconds: float) -> None:
        with self._lock:
            self._counts[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds

    def to_json(self) -> dict[str, Any]:
        """The counts as JSON; not cumulative."""
        with self._lock:
            return {"counts": list(self._counts), "seconds": round(self._seconds, 6)}


slices = Histogram()
