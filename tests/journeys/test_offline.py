"""A host whose connection goes away: the clock stands, and what waits is asked for again."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser


class Connection:
    """The page's connection to the server, which can be cut and mended."""

    def __init__(self, page):
        self.cut = False
        self.open = []
        page.route_web_socket("**/ws/runs/**", self.connect)

    def connect(self, socket):
        if self.cut:
            socket.close()
            return
        socket.connect_to_server()
        self.open.append(socket)

    def break_off(self):
        self.cut = True
        for socket in self.open:
            socket.close()

    def mend(self):
        self.cut = False


def test_offline_clock_stands_and_old_acts_are_asked_for_again(visitor):
    host = visitor()
    path = host.start()
    page = host.page()
    connection = Connection(page)
    page.goto(f"{host.server}{path}#t=09:41:00")
    wait(page, "globalThis.knightreplay?.state().tick === 6060")
    wait(page, "knightreplay.store.complete() && knightreplay.state().pending === 0")
    page.locator("#play").click()
    wait(page, "knightreplay.state().tick >= 6061 && knightreplay.clock.playing()")

    connection.break_off()
    wait(page, "knightreplay.state().connection !== 'live'")
    stood = page.evaluate("knightreplay.clock.time()")
    for server in (8, 1):
        page.locator(f'.tile[data-server="{server}"] .open-menu').click()
        page.locator('#menu [data-op="kill"]').click()
        page.get_by_role("button", name="Do it").click()
    rows = page.locator("#unsent li")
    rows.filter(has_text="Kill server 1?").get_by_text("Withdraw").click()
    wait(page, "document.getElementById('unsent').innerText.includes('asked 11 s')")
    assert page.evaluate("knightreplay.clock.time()") == stood
    assert [c for c in host.complaints if "WebSocket" not in c] == []

    connection.mend()
    page.get_by_text("The connection is back. Is this still wanted?").wait_for()
    assert page.evaluate("knightreplay.state().log.length") == 0
    rows.filter(has_text="Kill server 8?").get_by_role("button", name="Do it").click()
    wait(page, "knightreplay.state().log.some(({ op }) => op === 'kill')")

    log = page.evaluate("knightreplay.state().log")
    assert [act["servers"] for act in log if act["op"] == "kill"] == [[8]]
    assert all(act["tick"] > stood + 5 for act in log)
    for row in reversed(rows.all()):  # who goes on acting was asked with each
        assert row.locator("span").inner_text() == "Take over from Knight's people?"
        row.get_by_text("Withdraw").click()
    page.locator("#unsent").wait_for(state="hidden")
