"""Whole stories in browsers and processes: `make journeys`."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest

from tests.browser.conftest import chromium, history, server, visitor
from tests.drill.topology import CELERY, WorkerProcess
from tests.server import SECRET_KEY, Server, serving
from tests.services import postgres_server, redis_server

__all__ = ["chromium", "history", "server", "visitor"]  # those of tests/browser/


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with redis_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres_server() as address:
        yield address


@pytest.fixture(scope="module")
def settings_of(redis_url, postgres_url) -> dict[str, str]:
    """With a database of their own."""
    name = f"k{uuid.uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return {
        "REDIS_URL": redis_url,
        "DATABASE_URL": postgres_url.rsplit("/", 1)[0] + f"/{name}",
        "SECRET_KEY": SECRET_KEY,
        "HOST_KEY": "the-hosts-key",
        "METRICS_KEY": "the-key-of-the-metrics",
    }


@pytest.fixture(scope="module")
def webs(settings_of, tmp_path_factory) -> Iterator[list[Server]]:
    """Two web processes over one database."""
    data = tmp_path_factory.mktemp("webs")
    with ExitStack() as stack:
        yield [stack.enter_context(serving(data, **settings_of)) for _ in range(2)]


@pytest.fixture
def web(webs: list[Server]) -> Server:
    return webs[0]


@pytest.fixture
def other_web(webs: list[Server]) -> Server:
    return webs[1]


@pytest.fixture
def begun(web: Server) -> dict[str, Any]:
    """A run of the default morning, as its host was told of it."""
    status, run = web.ask("runs", {"seed": 29}, "the-hosts-key")
    assert status == 201
    return run


@pytest.fixture(scope="module")
def only_worker(webs, settings_of) -> Iterator[WorkerProcess]:
    worker = WorkerProcess(webs[0].data, settings_of, CELERY)
    yield worker
    worker.kill()


@pytest.fixture
def no_worker(only_worker: WorkerProcess) -> WorkerProcess:
    """That can be started."""
    only_worker.kill()
    return only_worker


@pytest.fixture
def worker(only_worker: WorkerProcess) -> WorkerProcess:
    """That has been started."""
    only_worker.start()
    return only_worker
