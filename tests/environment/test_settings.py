"""Whatever reads the settings, what is refused is one line and no traceback."""

import subprocess
import sys

import pytest

from tests.server import ROOT, environment

PROGRAMS = {
    "check": ("manage.py", "check"),
    "serve": ("manage.py", "serve"),
    "worker": ("-m", "celery", "-A", "knightreplay", "worker"),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_settings_that_cannot_be_are_one_line(tmp_path, program):
    done = subprocess.run(
        [sys.executable, *PROGRAMS[program]],
        env=environment(tmp_path, REDIS_URL="redis://:pa#ss@redis"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("knightreplay: REDIS_URL is not like redis://")
    assert done.stderr.count("\n") == 1
