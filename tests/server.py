"""A real server of the product: `manage.py serve` in a process of its own."""

import atexit
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import count
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).parent.parent
CLEARED = ("REDIS_URL", "DATABASE_URL", "PUBLIC_URL", "SECRET_KEY", "HOST_KEY")
SECRET_KEY = "a-secret-of-tests-that-nobody-can-guess-for-it-is-long"
FIRST_PORT, PORTS = 20_000, 12_000
SHARED = "SUITE_FURNITURE"  # names a folder that the processes of a test session share

_tried = count(os.getpid() * 97)  # each process begins elsewhere


def free_port(host: str = "127.0.0.1") -> int:
    """One that nobody listens on, below those that the system gives to clients."""
    while True:
        port = FIRST_PORT + next(_tried) % PORTS
        with socket.socket() as probe, suppress(OSError):
            probe.bind((host, port))
            return port


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in CLEARED}
    return {
        **kept,
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "knightreplay.settings",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


@lru_cache
def furniture() -> Path:
    """A folder as the first start leaves it, without its secrets."""
    if shared := os.environ.get(SHARED):
        return _made_once(Path(shared))
    kept = tempfile.TemporaryDirectory(prefix="knightreplay-furniture-")
    atexit.register(kept.cleanup)
    return _made_once(Path(kept.name))


def _made_once(folder: Path) -> Path:
    """By the first process that comes; the others wait for it."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made := folder / "made").exists():
            _make(folder / "new")
            (folder / "new").rename(made)
    return made


def _make(folder: Path) -> None:
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "from knightreplay.static_files import collecting\n"
        "call_command('migrate', verbosity=0)\n"
        "collecting.collect()\n"
    )
    subprocess.run(
        [sys.executable, "-c", script],
        env=environment(folder),
        cwd=ROOT,
        check=True,
        timeout=300,
    )


def furnish(data: Path) -> None:
    """Puts in place what is not there; the collected files are linked, not copied."""
    made = furniture()
    if not (data / "static").exists():
        shutil.copytree(made / "static", data / "static", copy_function=os.link)
    for file in made.glob("knightreplay.sqlite3*"):
        if not (data / file.name).exists():
            shutil.copy(file, data)


class Server:
    """One `manage.py serve`; it can be killed and started again on its data.

    Its folder begins with what the first start makes, a migrated database and the
    collected files, made once for all servers of a test process; a `fresh` one is empty.
    """

    def __init__(
        self,
        data: Path,
        host: str = "127.0.0.1",
        **more_environment: str,
    ) -> None:
        self.data = data
        self.host = host
        self.port = free_port()
        self.more = more_environment
        self.fresh = False
        self.lines: list[str] = []
        self.process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        shown = "127.0.0.1" if self.host == "0.0.0.0" else self.host
        return f"http://{shown}:{self.port}"

    def start(self) -> "Server":
        self.begin()
        self.wait_for("KnightReplay is at")
        return self

    def begin(self) -> None:
        """Without waiting until it serves."""
        if not self.fresh:
            furnish(self.data)
        self.process = subprocess.Popen(
            [
                sys.executable,
                str(ROOT / "manage.py"),
                "serve",
                f"--host={self.host}",
                f"--port={self.port}",
            ],
            env=environment(self.data, **self.more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: Queue[str | None] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, text: str, timeout: float = 120) -> None:
        """Waits until the server has printed a line with the text."""
        while True:
            try:
                line = self._lines.get(timeout=timeout)
            except Empty:
                raise AssertionError(f"never said {text!r}: {self.lines}") from None
            if line is None:
                raise AssertionError(f"ended without {text!r}: {self.lines}")
            self.lines.append(line)
            if text in line:
                return

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=60)
        self._reader.join(timeout=60)

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.interrupt()
        self._reader.join(timeout=60)

    def ask(
        self, path: str, body: object = None, key: str | None = None
    ) -> tuple[int, dict[str, object]]:
        """(status, JSON) of an API call."""
        headers = {"content-type": "application/json"}
        if key:
            headers["authorization"] = f"Bearer {key}"
        request = urllib.request.Request(
            f"{self.address}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers=headers,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)

    def hosts_key(self) -> str:
        """The one that was made at the first start; only a terminal is told."""
        return (self.data / "host-key").read_text()


@contextmanager
def serving(
    data: Path | None = None, *, fresh: bool = False, **options: str
) -> Iterator[Server]:
    """A server in a folder of its own, stopped at the end whatever happens."""
    with tempfile.TemporaryDirectory(prefix="knightreplay-") as folder:
        server = Server(data or Path(folder), **options)
        server.fresh = fresh
        server.start()
        try:
            yield server
        finally:
            server.stop()
