"""What the tests of limits share."""

import pytest

from knightreplay.limiting import limiter


@pytest.fixture(autouse=True)
def _open(settings):
    """On a server of this machine alone everybody leads every room."""
    settings.OPEN_TO_NETWORK = True


class Clock:
    """The clock of the limiters; a test sets it."""

    def __init__(self):
        self.at = 1_000_000.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(limiter, "now", clock)
    return clock
