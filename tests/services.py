"""Real Redis and PostgreSQL servers on free ports, started and ended by the tests."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

from tests.server import free_port
from tests.waiting import until

PATIENCE = 90.0  # seconds


class RedisServer:
    """A Redis that keeps what it is told in a folder, so that it can be killed."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        assert program, "redis-server is missing; `make journeys` installs it"
        self.program = program
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self, *more: str) -> "RedisServer":
        kept = ("--save", "", "--appendonly", "yes", "--dir", str(self.folder))
        self.process = subprocess.Popen(
            [self.program, "--port", str(self.port), *kept, *more],
            stdout=subprocess.DEVNULL,
        )
        with redis.Redis(port=self.port) as client:
            until(client.ping, failing=(redis.ConnectionError,), patience=PATIENCE)
        return self

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=PATIENCE)

    def forget(self) -> None:
        """Deletes what it kept, while it is down."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)


class PostgresServer:
    """A cluster of its own; PostgreSQL refuses to run as root, so root steps down."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = postgres_programs()
        self.user = "postgres" if os.geteuid() == 0 else None
        self.port = free_port()
        self.process: subprocess.Popen[bytes]
        self._create()

    @property
    def address(self) -> str:
        return f"postgresql://knightreplay@127.0.0.1:{self.port}/postgres"

    def _create(self) -> None:
        if self.user:
            shutil.chown(self.folder, self.user)
        made_by = ("-U", "knightreplay", "-A", "trust", "-N")
        subprocess.run(
            [self.programs / "initdb", "-D", self.folder / "cluster", *made_by],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user=self.user,
        )

    def start(self) -> "PostgresServer":
        self.process = subprocess.Popen(
            [
                self.programs / "postgres",
                *("-D", self.folder / "cluster", "-p", str(self.port)),
                *("-k", self.folder, "-F", "-c", "listen_addresses=127.0.0.1"),
            ],
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            user=self.user,
        )
        away = (psycopg.OperationalError,)
        until(self._answers, failing=away, patience=PATIENCE)
        return self

    def _answers(self) -> bool:
        psycopg.connect(self.address).close()
        return True

    def crash(self) -> None:
        """As `pg_ctl stop -m immediate`: no farewell, recovery at the next start."""
        self._end(signal.SIGQUIT)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        self.process.wait(timeout=PATIENCE)


@contextmanager
def redis_server() -> Iterator[str]:
    """The address of a Redis of its own."""
    with tempfile.TemporaryDirectory(prefix="knightreplay-redis-") as folder:
        server = RedisServer(Path(folder)).start()
        yield server.address
        server.stop()


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a cluster of its own."""
    with tempfile.TemporaryDirectory(prefix="knightreplay-postgres-") as folder:
        server = PostgresServer(Path(folder)).start()
        yield server.address
        server.stop()


def postgres_programs() -> Path:
    """Where initdb is: on the path, or where Debian keeps it."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert versions, "PostgreSQL is missing; `make journeys` installs it"
    return versions[-1].parent
