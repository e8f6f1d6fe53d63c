"""A process that is measured: whether it listens, and its processor time."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.server import ROOT

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60  # seconds until it must listen


def cpu(pid: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def cpu_of_all(pid: int) -> float:
    """The same with all that it started, also what has ended and was waited for."""
    parents, times = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            fields = (entry / "stat").read_text().rsplit(")")[1].split()
            parents[int(entry.name)] = int(fields[1])
            times[int(entry.name)] = sum(map(int, fields[11:15])) / TICKS
    return sum(times[each] for each in _with_children(pid, parents))


def _with_children(pid: int, parents: Mapping[int, int]) -> Iterator[int]:
    yield pid
    for child, parent in parents.items():
        if parent == pid:
            yield from _with_children(child, parents)


@contextmanager
def listening(
    port: int, *arguments: str, python: str = sys.executable
) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that serves at the port, until the block ends."""
    process = subprocess.Popen(
        [python, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        _until_it_listens(process, port)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise ConnectionError(f"nothing listens: {_shown(process.args)}")


def _shown(arguments: object) -> str:
    return " ".join(arguments) if isinstance(arguments, Sequence) else str(arguments)
