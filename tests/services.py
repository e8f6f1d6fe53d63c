"""Real Redis and PostgreSQL servers on free ports, started and ended by the tests."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

from tests.server import free_port


def _until(ready: Callable[[], object], errors: type[Exception], name: str) -> None:
    deadline = time.monotonic() + 90
    while True:
        try:
            ready()
        except errors:
            if time.monotonic() > deadline:
                raise
            os.sched_yield()
        else:
            return


@contextmanager
def redis_server() -> Iterator[str]:
    """The address of a Redis of its own."""
    program = shutil.which("redis-server")
    assert program, "redis-server is missing; `make test` installs it"
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="knightreplay-redis-") as folder:
        process = subprocess.Popen(
            [program, "--port", str(port), "--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL,
        )
        with redis.Redis(port=port) as client:
            _until(client.ping, redis.ConnectionError, "redis")
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def postgres_server() -> Iterator[str]:
    """A cluster of its own; PostgreSQL refuses to run as root, so root steps down."""
    programs = _postgres_programs()
    user = "postgres" if os.geteuid() == 0 else None
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="knightreplay-postgres-") as folder:
        cluster = Path(folder) / "cluster"
        if user:
            shutil.chown(folder, user)
        subprocess.run(
            [
                programs / "initdb",
                *("-D", cluster, "-U", "knightreplay", "-A", "trust", "-N"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            user=user,
        )
        process = subprocess.Popen(
            [
                programs / "postgres",
                *("-D", cluster, "-p", str(port), "-k", folder, "-F"),
                *("-c", "listen_addresses=127.0.0.1"),
            ],
            stderr=subprocess.DEVNULL,
            cwd=folder,
            user=user,
        )
        address = f"postgresql://knightreplay@127.0.0.1:{port}/postgres"
        _until(
            lambda: psycopg.connect(address).close(),
            psycopg.OperationalError,
            "postgres",
        )
        yield address
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _postgres_programs() -> Path:
    """Where initdb is: on the path, or where Debian keeps it."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert versions, "PostgreSQL is missing; `make test` installs it"
    return versions[-1].parent
