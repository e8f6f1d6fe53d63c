"""The distributed mode as plain processes, any of which can be killed and come back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from simulator.warming import warm
from tests.server import ROOT, SECRET_KEY, Server, environment
from tests.services import PostgresServer, RedisServer

HOST_KEY = "the-hosts-key"
WORKER = ("worker", "-c", "1", "--without-mingle", "--without-gossip")
CELERY = ("-m", "celery", "-A", "knightreplay")
Programs = tuple[tuple[str, ...], ...]  # one for each worker
OLD = ("-m", "tests.drill.old_worker")


class WorkerProcess:
    """One `celery -A knightreplay worker`, or one that nobody upgraded."""

    def __init__(self, data: Path, settings: dict[str, str], program: tuple[str, ...]):
        self.data, self.settings, self.program = data, settings, program
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "WorkerProcess":
        """Unless it runs."""
        if self.process is not None and self.process.poll() is None:
            return self
        self.process = subprocess.Popen(
            [sys.executable, *self.program, *WORKER],
            cwd=ROOT,
            env=environment(self.data, C_FORCE_ROOT="1", **self.settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self

    def kill(self) -> None:
        """The worker and its children: nothing of it is left to clean up."""
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=60)


class Topology:
    """Web processes, workers, Redis and PostgreSQL, all on free ports."""

    def __init__(self, folder: Path, webs: int, programs: Programs) -> None:
        warm()  # five processes that compile the kernel at once would take minutes
        folder.chmod(0o711)  # PostgreSQL runs as somebody else
        for name in ("redis", "postgres", "data"):
            (folder / name).mkdir()
        self.redis = RedisServer(folder / "redis").start()
        self.postgres = PostgresServer(folder / "postgres").start()
        self.settings = {
            "REDIS_URL": self.redis.address,
            "DATABASE_URL": self.postgres.address,
            "SECRET_KEY": SECRET_KEY,
            "HOST_KEY": HOST_KEY,
        }
        data = folder / "data"
        self.webs = [Server(data, **self.settings).start() for _ in range(webs)]
        self.workers = [
            WorkerProcess(data, self.settings, program).start() for program in programs
        ]

    def stop(self) -> None:
        for worker in self.workers:
            worker.kill()
        for web in self.webs:
            web.stop()
        self.redis.stop()
        self.postgres.stop()

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the database itself says."""
        with psycopg.connect(self.postgres.address) as connection:
            return connection.execute(query, values).fetchall()

    def kill_web(self, number: int) -> None:
        self.webs[number].kill()
        self.webs[number].start()

    def kill_worker(self, number: int) -> None:
        self.workers[number].kill()
        self.workers[number].start()

    def kill_redis(self, seconds: float, *, forgetting: bool = False) -> None:
        self.redis.kill()
        if forgetting:
            self.redis.forget()
        time.sleep(seconds)  # the fault itself lasts that long
        self.redis.start()

    def crash_postgres(self) -> None:
        self.postgres.crash()
        self.postgres.start()


@contextmanager
def topology(
    folder: Path, *, webs: int = 2, programs: Programs = (CELERY, CELERY)
) -> Iterator[Topology]:
    """Everything started, and ended whatever happens."""
    started = Topology(folder, webs, programs)
    try:
        yield started
    finally:
        started.stop()
