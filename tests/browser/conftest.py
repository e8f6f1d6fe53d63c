"""A real Chromium in front of a real server.

Of the module and not of the session: while Playwright lives, its event loop runs in this
thread, and no asynchronous test could have one of its own.
"""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import Visitor, visitors
from tests.server import Server

LAUNCH = [
    "--no-sandbox",  # root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is missing; `make test` installs it"
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=LAUNCH)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("browser")).start()
    yield server
    server.stop()


@pytest.fixture
def visitor(chromium: Browser, server: Server) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors; at the end none may have complained or asked elsewhere."""
    with visitors(chromium, server.address) as make:
        yield make
