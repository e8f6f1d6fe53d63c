"""Fixtures of the socket's tests."""

import pytest
from channels.db import database_sync_to_async

from knightreplay.live.run.consumer import hubs
from knightreplay.runs import services
from tests import morning
from tests.live.viewer import viewing


@pytest.fixture
def watching(transactional_db):
    """A context manager that opens a viewer's socket and always closes it."""
    return viewing


@pytest.fixture
async def begun(transactional_db):
    """A run whose computation has not begun."""
    start = database_sync_to_async(services.start_run)
    yield await start(scenario="sec-2013", seed=29)
    hubs._hubs.clear()


@pytest.fixture
async def paced(transactional_db):
    """A paced run whose computation has not begun."""
    start = database_sync_to_async(services.start_run)
    return await start(scenario="sec-2013", seed=29, paced=True)


@pytest.fixture
def computed():
    """Computes a run to its end."""
    return database_sync_to_async(morning.compute)
