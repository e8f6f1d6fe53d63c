"""How a test waits for what does not say when it is ready: by looking again and again."""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

PATIENCE = 240.0  # seconds; a loaded machine is slow
PAUSE = 0.02  # seconds between two looks

# In a page of any browser: whether a condition came true, looked at with every frame.
IN_PAGE = """(async () => {
  const end = performance.now() + MILLISECONDS;
  while (!(CONDITION)) {
    if (performance.now() > end) return false;
    await new Promise(requestAnimationFrame);
  }
  return true;
})()"""

Found = TypeVar("Found")


def until(
    look: Callable[[], Found | None],
    *,
    failing: tuple[type[Exception], ...] = (),
    patience: float = PATIENCE,
) -> Found:
    """What is found, once it is anything; until then the look may fail as told."""
    failure: Exception | None = None
    for _ in looks(patience):
        try:
            if found := look():
                return found
        except failing as error:
            failure = error
    raise failure or AssertionError(f"never in {patience:.0f} seconds")


def looks(patience: float = PATIENCE) -> Iterator[None]:
    """One after the other for so long; whoever has seen what there must be breaks off."""
    end = time.monotonic() + patience
    yield
    while time.monotonic() < end:
        time.sleep(PAUSE)
        yield


def in_page(condition: str, *, patience: float) -> str:
    """The expression that a page waits by; it is true once the condition is."""
    milliseconds = f"{patience * 1000:.0f}"
    return IN_PAGE.replace("MILLISECONDS", milliseconds).replace("CONDITION", condition)
