"""Sharing: a link opens paused at its moment, closes when it is taken back, and is framed."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import FrameLocator, Page

from tests.browser.chromium import RunPage, wait

pytestmark = pytest.mark.browser


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another site that has nothing but the frame."""

    def __init__(self, frame: list[str], *given: object) -> None:
        self.frame = frame
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        icon = '<link rel="icon" href="data:,">'
        page = f"<!doctype html><title>Elsewhere</title>{icon}{self.frame[0]}"
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """The address of another origin, and what its page holds."""
    frame = [""]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Elsewhere, frame))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}/", frame
    server.shutdown()
    thread.join()
    server.server_close()


def share(host: RunPage) -> None:
    host.page.locator("#run-menu").click()
    host.page.locator("#menu-share").click()
    host.page.locator("#dialog-share[open]").wait_for()


def shares_a_stretch(host: RunPage) -> str:
    """A link to 9:41 and what lies about it; its address."""
    page = host.page
    page.locator("#tab-stock").click()
    share(host)
    page.locator("#share-name").fill("Tuesday \u202e<b>")
    page.locator("#share-first").fill("9:40:00")
    page.locator("#share-last").fill("9:43:00")
    page.locator("#share-server").select_option("8")
    page.locator("#share-go").click()
    address = page.locator("#share-url").input_value()
    assert page.locator(".share-code").count() == 0  # a phone would not get here
    assert page.locator(".share-made p").inner_text().startswith("Works only on this")
    return address


def lands_at_the_moment(there: RunPage) -> None:
    """Paused, with what was meant before them."""
    there.until("s.tick === 6060")
    assert there.page.evaluate("knightreplay.clock.detached()") is True
    assert there.page.evaluate("knightreplay.clock.playing()") is False
    assert there.page.evaluate("knightreplay.clock.state().loop") == [6000, 6180]
    there.page.get_by_text("“Tuesday <b>”").wait_for()
    there.page.locator("#view-stock").wait_for()
    there.page.locator(".tile[data-server='8'][data-meant]").wait_for()


def frames_a_second_link(host: RunPage) -> str:
    """Pinned; the snippet of it."""
    page = host.page
    share(host)
    page.get_by_label("For a frame in another page").check()
    page.locator("#share-go").click()
    return page.locator("#share-frame").input_value()


def sees_the_frame(other: Page, base: str) -> FrameLocator:
    """In a page of another origin, for a browser that keeps no cookies."""
    other.goto(base)
    inside = other.frame_locator("iframe")
    inside.locator("#clock", has_text="9:50:00").wait_for()
    inside.locator("#connection-words", has_text="Live").wait_for()
    inside.locator("#plot-loss .scatterlayer path").first.wait_for()
    assert inside.locator("#kill").is_hidden()
    assert "epoch 0" in inside.locator(".pinned").inner_text()
    return inside


def renames_the_frame(page: Page) -> None:
    """At once, for the list alone."""
    name = page.locator(".share-links li b").first
    name.get_by_role("button").click()
    name.get_by_role("textbox").fill("The frame")
    page.keyboard.press("Enter")
    name.get_by_role("button", name="The frame").wait_for()


def takes_both_back(page: Page) -> None:
    for _ in range(2):
        row = page.locator(".share-links li").first
        button = row.get_by_role("button", name="Take back")
        before = page.locator(".share-links li").count()
        button.click()
        row.get_by_role("button", name="for good").click()
        wait(page, f"document.querySelectorAll('.share-links li').length < {before}")


def test_link_opens_paused_at_its_moment_is_framed_and_closes(
    visitor, chromium, elsewhere
):
    host, guest = visitor().begin().complete().seek("09:41:00"), visitor()
    address = shares_a_stretch(host)
    host.page.keyboard.press("Escape")
    host.seek("09:50:00")

    # The run stays where it is.
    there = guest.open("/" + address.split("/", 3)[3])
    lands_at_the_moment(there)
    host.until("s.tick === 6600")

    base, frame = elsewhere
    frame[0] = frames_a_second_link(host)
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(90_000)
    inside = sees_the_frame(context.new_page(), base)

    # The open pages close at once and say why.
    renames_the_frame(host.page)
    takes_both_back(host.page)
    gone = "This link was taken back"
    there.page.get_by_role("heading", name=gone).wait_for()
    inside.get_by_role("heading", name=gone).wait_for()
    context.close()
    assert [c for c in guest.complaints if "410" not in c] == []
    guest.complaints.clear()
