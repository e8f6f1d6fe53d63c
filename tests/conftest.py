"""Fixtures of the whole suite."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from channels.layers import channel_layers
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from knightreplay.limiting import limiter
from knightreplay.live import subscription
from knightreplay.live.room import hub
from knightreplay.live.run import hubs
from knightreplay.runs.models import Role, Run
from knightreplay.runs.services import ActRequest, StartedRun, start_run
from knightreplay.sharing.files.exporting import tasks, work
from tests import morning
from tests.server import SHARED

# Folders whose tests compute nothing, but for those of a day, and these files.
WITHOUT_KERNEL = ("house", "access", "limiting", "network", "pages", "preflight")
COMPUTING = ("test_extending", "test_language", "test_shared")

# The same examples every time, however slow the machine is at the moment.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """One folder of furniture for all processes; those of xdist begin after this."""
    if SHARED not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="knightreplay-furniture-")
        os.environ[SHARED] = folder.name
        config.add_cleanup(folder.cleanup)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The kernel is compiled first, by one process, while the other checks the house.

    Browsers come last: while one is there, its event loop runs in the thread, and no
    asynchronous test could have a loop of its own.
    """
    items.sort(key=_turn)
    for item in items:
        if _computes_a_day(item):
            item.add_marker(pytest.mark.slow)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 3
    if item.path.name == "test_warming.py":
        return 0
    return 1 if _needs_no_kernel(item) else 2


def _needs_no_kernel(item: pytest.Item) -> bool:
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    computes = _computes_a_day(item) or item.path.name.startswith(COMPUTING)
    return folder in WITHOUT_KERNEL and not computes


def _computes_a_day(item: pytest.Item) -> bool:
    return not {"compute", "computed"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def _fresh_process_state(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A channel layer and rate limits of their own for every test; nobody makes way.

    Hearts beat fast: what is told with the next beat is soon told. The clock of what can
    be guessed stands still, however long a test takes for its tries.
    """
    channel_layers.backends.clear()
    cache.clear()
    monkeypatch.setattr(work, "PAUSE", 0.0)
    monkeypatch.setattr(limiter, "now", lambda: 1_000_000.0)
    for module in (subscription, hubs, hub):
        monkeypatch.setattr(module, "HEARTBEAT", 0.2)
    yield
    channel_layers.backends.clear()


@pytest.fixture
def started(db: None) -> StartedRun:
    """A new run of the default morning, nothing computed yet."""
    return start_run(scenario="sec-2013", seed=29)


@pytest.fixture
def run(started: StartedRun) -> Run:
    return started.run


@pytest.fixture
def compute() -> Callable[[Run], Run]:
    """Computes a run to its end in this thread."""

    def to_end(run: Run) -> Run:
        morning.compute(run.id)
        run.refresh_from_db()
        return run

    return to_end


@pytest.fixture
def no_export_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are made by the test itself, within its transaction."""
    monkeypatch.setattr(tasks, "wake", lambda: None)
    monkeypatch.setattr(work, "RENEWED", 600.0)


@pytest.fixture
def act() -> Callable[..., Any]:
    """Acts on a run at a named tick, with a command id of its own."""
    from itertools import count

    from knightreplay.runs.services import intervene

    numbers = count(1)

    def acting(run: Run, at: int, op: str, servers: Any = None, **given: Any) -> Any:
        return intervene(
            run.id,
            ActRequest(op, servers, **given),
            role=Role.HOST,
            command_id=f"act-{next(numbers)}",
            at=at,
        )

    return acting
