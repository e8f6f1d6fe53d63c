"""`manage.py preflight`: a class of bots over real sockets, the short form of benchmarks/rooms.py."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from tests.server import ROOT, environment

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


@pytest.mark.server
@pytest.mark.xdist_group("embedded")
def test_bots_are_all_counted_once_and_nothing_of_them_stays(server):
    before = counts(server)

    done = preflight(
        server.data, f"--port={server.port}", "--participants=8", "--at-once"
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "32 of 32 answers counted" in done.stdout
    assert "p95" in done.stdout
    assert counts(server) == before


@pytest.mark.parametrize("participants", ["0", "301", "-1"])
def test_number_of_participants_is_bounded(participants):
    with pytest.raises(CommandError, match="allowed: 1 to 300"):
        call_command("preflight", f"--participants={participants}")
