"""The peers of a page, each in a process of its own, drawn from the same day."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures.process import listening
from benchmarks.peers.day import write_day
from tests.server import ROOT, free_port

PANEL_PYTHON = ROOT / "benchmarks" / ".venv" / "bin" / "python"


@contextmanager
def static_page() -> Iterator[str]:
    """Its address."""
    with _day() as day:
        port = free_port()
        serve = ("-m", "benchmarks.peers.static_site", str(port), str(day))
        with listening(port, *serve):
            yield f"http://127.0.0.1:{port}/"


@contextmanager
def panel_page() -> Iterator[str | None]:
    """Its address; none, and a line that says so, where Panel is not installed."""
    if not PANEL_PYTHON.exists():
        print(
            "NOT MEASURED: Panel, for benchmarks/.venv is missing; make bench makes it"
        )
        yield None
        return
    with _day() as day:
        port = free_port()
        serve = ("benchmarks/peers/panel_page.py", str(port), str(day))
        with listening(port, *serve, python=str(PANEL_PYTHON)):
            yield f"http://127.0.0.1:{port}/"


@contextmanager
def _day() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="knightreplay-bench-") as folder:
        write_day(day := Path(folder) / "day.json")
        yield day
