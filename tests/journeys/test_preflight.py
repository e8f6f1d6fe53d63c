"""`manage.py preflight`: a class of bots over real sockets, the short form of benchmarks/rooms.py."""

import sqlite3
import subprocess
import sys
from contextlib import closing

from tests.server import ROOT, environment, serving

TABLES = ("rooms_room", "rooms_seat", "runs_run", "runs_segment")


def preflight(data, *arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "preflight", *arguments],
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=600,
    )


def counts(server):
    """How many rows there are of each thing that bots make."""
    with closing(sqlite3.connect(server.data / "knightreplay.sqlite3")) as database:
        return [
            database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in TABLES
        ]


def test_bots_are_all_counted_once_and_nothing_of_them_stays():
    with serving() as server:
        before = counts(server)
        asked = f"--port={server.port}", "--participants=8", "--at-once"

        done = preflight(server.data, *asked)

        assert done.returncode == 0, done.stdout + done.stderr
        assert "32 of 32 answers counted" in done.stdout
        assert "p95" in done.stdout
        assert counts(server) == before
