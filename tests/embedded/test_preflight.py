"""`manage.py preflight`: a class of bots over real sockets, the short form of benchmarks/rooms.py."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from tests.server import ROOT, environment, serving


def preflight(data, *arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "preflight", *arguments],
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=600,
    )


def test_bots_are_all_counted_once_and_nothing_of_them_stays(tmp_path):
    with serving(tmp_path) as server:
        done = preflight(
            tmp_path, f"--port={server.port}", "--participants=8", "--at-once"
        )

        assert done.returncode == 0, done.stdout + done.stderr
        assert "32 of 32 answers counted" in done.stdout
        assert "p95" in done.stdout
        with closing(sqlite3.connect(tmp_path / "knightreplay.sqlite3")) as database:
            left = [
                database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608
                for table in ("rooms_room", "rooms_seat", "runs_run", "runs_segment")
            ]
    assert left == [0, 0, 0, 0]


@pytest.mark.parametrize("participants", ["0", "301", "-1"])
def test_number_of_participants_is_bounded(participants):
    with pytest.raises(CommandError, match="allowed: 1 to 300"):
        call_command("preflight", f"--participants={participants}")
