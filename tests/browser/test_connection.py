"""The page of a run whose connection to the server brings less than it should."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser

RUNS = "**/ws/runs/**"
SHOWN_FIRST = 2  # segments that tell of a second: of its minute and of the one before
HEADLINE = "document.getElementById('headline').textContent"


class ThinConnection:
    """A connection over which only so many segments come, until the rest is let go."""

    def __init__(self, page, count):
        self.left = count
        self.held = []
        page.route_web_socket(RUNS, self.open)

    def open(self, socket):
        server = socket.connect_to_server()
        server.on_message(lambda message: self.tell(socket, message))

    def tell(self, socket, message):
        self.left -= isinstance(message, bytes)
        if self.left < 0 and isinstance(message, bytes):
            self.held.append((socket, message))
        else:
            socket.send(message)

    def let_go(self):
        self.left = 1000
        for socket, message in self.held:
            socket.send(message)


def test_link_shows_its_second_or_nothing_while_the_rest_is_on_its_way(
    visitor, history
):
    guest = visitor()
    page = guest.page()
    connection = ThinConnection(page, SHOWN_FIRST)
    page.goto(f"{guest.server}{history}#t=09:54:00")
    wait(page, "globalThis.knightreplay?.state().tick === 6840")
    wait(page, f"{HEADLINE}.includes('M')")

    first = {name: page.locator(f"#{name}").inner_text() for name in ("clock", "gross")}
    exact = page.evaluate("document.getElementById('headline').title")
    known = page.evaluate("knightreplay.store.known().flatMap((n, i) => n ? [i] : [])")
    page.locator("#scrub").fill("5400")
    wait(page, "knightreplay.state().tick === 5400")
    wait(page, f"{HEADLINE} === '–'")
    missing = page.locator("#headline-note").inner_text()
    connection.let_go()
    wait(page, f"{HEADLINE} === '$0'")

    assert known == [112, 113]
    assert first["clock"] == "9:54:00"
    assert missing == "Not here yet"
    page.locator("#scrub").fill("6840")
    wait(page, f"document.getElementById('headline').title === '{exact}'")
    assert page.locator("#gross").inner_text() == first["gross"]


def test_page_says_that_no_socket_gets_through_and_whom_to_ask(visitor, history):
    guest = visitor()
    page, barred = guest.page(), [True]
    page.route_web_socket(
        RUNS, lambda socket: socket.close() if barred else socket.connect_to_server()
    )
    page.goto(guest.server + history)

    notice = page.locator(".barred")
    notice.wait_for()
    said = notice.inner_text()
    page.locator("#play").click()
    page.locator(".toast", has_text="There is no connection yet").wait_for()
    shown = page.locator("#headline").inner_text()
    barred.clear()
    wait(page, "knightreplay.state().connection === 'live'")

    assert "lets no WebSocket pass" in said
    assert "ask whoever runs the server (in a class your teacher)" in said
    assert shown == "–"
    assert notice.count() == 0
