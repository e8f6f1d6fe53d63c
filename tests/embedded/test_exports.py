"""The client of docs/exports.md, as it stands, against a real server and its worker."""

import csv
import os
import subprocess
import sys

import pytest

from tests.server import ROOT

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("embedded")]


def test_client_of_the_documentation_works(server, tmp_path):
    page = (ROOT / "docs" / "exports.md").read_text()
    script = page.partition("```python\n")[2].partition("```")[0]
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "SERVER": server.address},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert (told.stderr, told.returncode) == ("", 0)
    lines = (tmp_path / "frames.csv").read_text().splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("# ")))
    assert told.stdout.split()[0].startswith(f"{server.address}/runs/")
    assert len([line for line in script.splitlines() if line]) <= 20
    assert [rows[0]["time"], rows[-1]["time"]] == ["09:30:01", "10:15:00"]
    assert int(rows[-1]["exec_cum"]) == 2_717_976
