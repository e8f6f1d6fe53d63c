"""The page in front of servers of other kinds: of a class, without a worker, killed."""

import pytest

from knightreplay.network.adapters import own
from tests.browser.chromium import visitors, wait
from tests.browser.engine import compared, figures
from tests.server import SECRET_KEY, Server
from tests.services import redis_server

pytestmark = pytest.mark.browser


def test_page_works_over_plain_http_on_the_machines_own_address(chromium, tmp_path):
    """Where a class is: no secure context, another host name than localhost."""
    addresses = [a.address for a in own.found() if not a.local and ":" not in a.address]
    assert addresses, "this machine has no address but loopback"
    server = Server(tmp_path, host=addresses[0]).start()
    try:
        key = server.hosts_key()
        with visitors(chromium, server.address) as make:
            page = make().page()
            page.goto(f"{server.address}/#key={key}")
            page.wait_for_load_state("networkidle")
            page.get_by_role("button", name="Start the morning").click()
            page.wait_for_url("**/runs/*/")
            wait(page, "globalThis.knightreplay?.state().ready")
            assert page.evaluate("isSecureContext") is False
            wait(page, "knightreplay.store.complete()", timeout=60)
            page.locator("#guard").click()
            page.locator("#kill").click()
            wait(page, "knightreplay.state().log.some((act) => act.op === 'kill')")
    finally:
        server.stop()


def test_page_says_that_it_is_catching_up_while_no_worker_computes(chromium, tmp_path):
    with redis_server() as redis_url:
        secrets = {"SECRET_KEY": SECRET_KEY, "HOST_KEY": "the-hosts-key"}
        server = Server(tmp_path, REDIS_URL=redis_url, **secrets).start()
        try:
            _, begun = server.ask("runs", {"seed": 29}, "the-hosts-key")
            with visitors(chromium, server.address) as make:
                page = make().open(f"/runs/{begun['id']}/#t=09:47:00")
                words = "document.getElementById('connection-words').textContent"
                wait(page.page, f"{words}.startsWith('Catching up')")
                wait(page.page, "document.getElementById('catching').hidden === false")
                state = page.state()
                said = {name: page.text(name) for name in NOT_YET}
                rates = page.page.locator(".tile .rate span").all_inner_texts()
        finally:
            server.stop()

    assert (state["tick"], state["frame"], state["catchingUp"]) == (6420, -1, True)
    assert set(state["columns"].values()) == {0}
    assert said == NOT_YET
    assert set(rates) == {"–"}


NOT_YET = {
    "clock": "9:47:00",
    "phase": "Not here yet",
    "catching": "Catching up: nothing is computed yet",
    "headline": "–",
    "headline-note": "Not here yet",
    "per-minute": "–",
    "gross": "–",
    "orders": "–",
    "legend-exit": "–",
    "legend-ghost": "–",
    "inbox-count": "–",
    "inbox-words": "Not here yet",
    "positions-sum": "– gross",
}


def test_page_reconnects_by_itself_after_the_server_was_killed(chromium, tmp_path):
    server = Server(tmp_path).start()
    try:
        with visitors(chromium, server.address) as make:
            visitor = make()
            page = visitor.begin().seek("09:35:00")
            page.page.wait_for_load_state("networkidle")  # all of the page is here
            server.kill()
            words = "document.getElementById('connection-words').textContent"
            wait(page.page, f"{words}.includes('ffline')")

            server.start()
            page.until("s.connects > 1").complete().until("s.tick === 5700")
            run = figures()
            page.seek("10:15:00")
            here, there = compared(run, page, 8099)
            assert here == there
            # A browser reports each refused connection; nothing else may be said.
            connection = ("WebSocket", "ERR_CONNECTION_REFUSED")
            refused = [c for c in visitor.complaints if any(w in c for w in connection)]
            assert visitor.complaints == refused
            visitor.complaints.clear()
    finally:
        server.stop()
