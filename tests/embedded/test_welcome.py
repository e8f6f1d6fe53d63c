"""What `serve` says: everything to a terminal, no key to anything else."""

import io
import json

import pytest

from knightreplay.embedded.welcome import Welcome, address_of
from knightreplay.environment import public_url

KEY = "a-key & more"


class Output(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def write(self, words: str) -> int:
        return super().write(words + "\n")  # as a command's output does


@pytest.fixture
def said(settings, monkeypatch):
    """What is written by a server that others can reach."""
    settings.HOST_KEY, settings.OPEN_TO_NETWORK = KEY, True
    monkeypatch.setenv("SITE", "https://replay.example.org")
    settings.PUBLIC_URL = public_url("SITE")

    def listening(*, terminal=False, embedded=True, form="text"):
        settings.EMBEDDED, settings.LOG_FORMAT = embedded, form
        output = Output(terminal)
        Welcome(output).listening("http://127.0.0.1:8000/")
        return output.getvalue()

    return listening


def test_terminal_is_shown_addresses_a_picture_and_the_key(said):
    lines = said(terminal=True).splitlines()

    picture = [line for line in lines if "\u2588" in line or "\u2580" in line]
    assert "For the room: https://replay.example.org/" in lines
    assert f"Starting runs needs the host's key: {KEY}" in lines
    assert lines[-1] == (
        "or open http://127.0.0.1:8000/#key=a-key%20%26%20more on this machine"
    )
    assert len({len(line) for line in picture}) == 1
    assert len(picture) > 10


@pytest.mark.parametrize(
    ("terminal", "embedded"), [(False, True), (True, False), (False, False)]
)
def test_logs_are_told_one_line_without_the_key(said, terminal, embedded):
    text = said(terminal=terminal, embedded=embedded)
    form = said(terminal=terminal, embedded=embedded, form="json")

    assert text.startswith("KnightReplay is at http://127.0.0.1:8000/")
    assert text.count("\n") == form.count("\n") == 1
    assert json.loads(form)["message"] == text.strip()
    assert KEY not in text + form


def test_server_of_all_addresses_is_found_at_loopback():
    assert address_of("0.0.0.0", 8000) == address_of("127.0.0.1", 8000)
    assert address_of("::1", 8000) == "http://[::1]:8000/"
