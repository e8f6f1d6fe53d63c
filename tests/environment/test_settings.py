"""Whatever reads the settings, what is refused is one line and no traceback."""

import json
import runpy
import subprocess
import sys

import pytest
from django.http.request import validate_host

from tests.server import CLEARED, ROOT, SECRET_KEY, environment

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


@pytest.fixture
def read(monkeypatch, tmp_path):
    """The settings of a machine that is set to these."""

    def reading(**given):
        for name in CLEARED:
            monkeypatch.delenv(name, raising=False)
        for name, value in ({"DATA_DIR": str(tmp_path)} | given).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "knightreplay" / "settings.py"))

    return reading


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://[FD00::2]:9195/", "[fd00::2]"),
        ("https://Replay.Example.ORG", "replay.example.org"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
    ],
)
def test_public_url_is_answered_to_under_the_host_that_browsers_send(read, url, host):
    found = read(PUBLIC_URL=url)

    assert validate_host(host, found["ALLOWED_HOSTS"])
    assert [origin.partition("://")[2] for origin in found["CSRF_TRUSTED_ORIGINS"]] == [
        found["PUBLIC_URL"].netloc
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, (0, False, False)),
        ({"PUBLIC_URL": "http://replay.example.org"}, (0, False, False)),
        ({"PUBLIC_URL": "https://replay.example.org"}, (31536000, False, False)),
        ({"PUBLIC_URL": "https://a.example", "HSTS": "off"}, (0, False, False)),
        ({"HSTS": "subdomains"}, (31536000, True, False)),
        ({"HSTS": "preload"}, (31536000, True, True)),
    ],
)
def test_names_below_ours_are_told_to_use_https_only_where_that_is_asked_for(
    read, given, told
):
    found = read(**given)

    parts = ("SECONDS", "INCLUDE_SUBDOMAINS", "PRELOAD")
    assert tuple(found[f"SECURE_HSTS_{part}"] for part in parts) == told


def test_nothing_that_is_read_from_a_store_is_run(read, settings):
    found = read(REDIS_URL="redis://redis", SECRET_KEY=SECRET_KEY, HOST_KEY=SECRET_KEY)

    assert found["CACHES"]["default"]["OPTIONS"]["serializer"] is json
    assert settings.SESSION_SERIALIZER.endswith(".JSONSerializer")
    from knightreplay.celery import app

    assert list(app.conf.accept_content) == ["json"]
