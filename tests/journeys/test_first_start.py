"""The first start on an empty folder: everything is made there, and nothing is left over."""

import re
import urllib.request

import pytest

from tests.server import Server, serving
from tests.waiting import PATIENCE


def test_first_start_keeps_its_database_to_itself_and_its_files_under_hashes(tmp_path):
    with serving(tmp_path, fresh=True) as server:
        modes = {f.name: f.stat().st_mode & 0o077 for f in tmp_path.glob("*.sqlite3")}
        page = urllib.request.urlopen(server.address + "/", timeout=60).read().decode()
        style = re.search(r'href="(/static/css/\w+\.[0-9a-f]{8}\.css)"', page)
        assert style
        with urllib.request.urlopen(server.address + style[1], timeout=60) as answer:
            assert "immutable" in answer.headers["Cache-Control"]

        # Ctrl-C ends it in the middle of a run with nothing left over.
        assert server.ask("runs", {"seed": 1})[0] == 201
        assert server.interrupt() == 0

    assert modes == {"knightreplay.sqlite3": 0}
    assert not [line for line in server.lines if "Traceback" in line]


@pytest.mark.services
@pytest.mark.xdist_group("services")
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_two_first_starts_at_once_both_serve(tmp_path, database, request):
    """On one empty database; on SQLite in one folder too."""
    settings = {}
    if database == "postgres":
        settings = dict(request.getfixturevalue("settings_of"))
    folders = [tmp_path, tmp_path if database == "sqlite" else tmp_path / "other"]
    servers = [Server(folder, **settings) for folder in folders]
    for server in servers:
        server.fresh = True
        server.begin()
    try:
        for server in servers:
            server.wait_for("KnightReplay is at", timeout=PATIENCE)
        answers = [server.ask("scenarios")[0] for server in servers]
    finally:
        for server in servers:
            server.stop()

    assert answers == [200, 200]
    assert not [line for s in servers for line in s.lines if "Traceback" in line]
