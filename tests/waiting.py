"""How a test waits for another process or thread that does not say when it is ready."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 240.0  # seconds; a loaded machine is slow
PAUSE = 0.02  # seconds between two looks

Found = TypeVar("Found")


def until(
    look: Callable[[], Found | None],
    *,
    failing: tuple[type[Exception], ...] = (),
    patience: float = PATIENCE,
) -> Found:
    """What is found, once it is anything; until then the look may fail as told."""
    end = time.monotonic() + patience
    while True:
        try:
            if found := look():
                return found
        except failing:
            if time.monotonic() > end:
                raise
        assert time.monotonic() < end, f"never in {patience:.0f} seconds"
        time.sleep(PAUSE)
