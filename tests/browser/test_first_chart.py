"""What a run's page fetches before its first chart, and what it does not wait for."""

import json
from itertools import chain

import pytest

from tests.browser.chromium import RunPage, wait

pytestmark = pytest.mark.browser

FIRST_CHART = """
addEventListener("DOMContentLoaded", () => {
  const seen = new MutationObserver(() => {
    if (!document.querySelector("#plot-loss .scatterlayer .trace path.js-line")) return;
    seen.disconnect();
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
    globalThis.atFirstChart = { fetched, whole: knightreplay.store.complete() };
  });
  seen.observe(document, { subtree: true, childList: true });
});
"""
MOST = 15  # requests before the first chart, the page's own and its socket's among them
DEEPEST = 2  # what the page asks for, and what that asks for
BUNDLES = 32  # quarters of an hour of a day
ORDER = ["snapshot", "outline", "filled"]


class Watched:
    """A page of a computed run, opened at a moment of the morning, and all it asked for."""

    def __init__(self, visitor, path):
        self.page = visitor.page()
        self.page.add_init_script(FIRST_CHART)
        self.asked = {}  # address → what asked for it
        self.cached = []  # addresses that the browser still had
        self.frames = []
        network = self.page.context.new_cdp_session(self.page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", self._ask)
        network.on("Network.responseReceived", self._answer)
        self.page.on("websocket", self._socket)
        self.page.goto(f"{visitor.server}{path}#t=09:41:00")
        wait(self.page, "globalThis.atFirstChart")
        RunPage(self.page).complete()

    def _ask(self, event):
        began = event["initiator"]
        stack = began.get("stack", {}).get("callFrames", [])
        self.asked.setdefault(event["request"]["url"], []).append(
            stack[0]["url"] if stack else began.get("url", "")
        )

    def _answer(self, event):
        if event["response"].get("fromDiskCache"):
            self.cached.append(event["response"]["url"])

    def _socket(self, socket):
        socket.on("framereceived", lambda frame: self.frames.append(frame))

    def depth(self, url):
        by = self.asked.get(url, [""])[0]
        return 1 + self.depth(by) if by and by != url else 0


def test_few_things_are_fetched_before_the_first_chart_and_none_twice(visitor):
    owner = visitor()
    seen = Watched(visitor(), owner.start())
    first = seen.page.evaluate("atFirstChart")

    assert len(first["fetched"]) + 2 <= MOST
    assert max(map(seen.depth, first["fetched"])) <= DEEPEST
    asked = list(chain.from_iterable([url] * len(by) for url, by in seen.asked.items()))
    assert sorted(asked) == sorted(set(asked))


def test_first_chart_does_not_wait_for_the_day_which_comes_in_few_messages(visitor):
    owner = visitor()
    seen = Watched(visitor(), owner.start())

    assert seen.page.evaluate("atFirstChart.whole") is False
    binary = [frame for frame in seen.frames if isinstance(frame, bytes)]
    kinds = [frame[0] for frame in binary]
    assert kinds[:2] == [1, 1]  # the second's minute, and the one before
    assert (kinds.count(1), kinds.count(2)) == (2, BUNDLES)
    assert [kind for kind in texts(seen.frames) if kind in ORDER] == ORDER


def texts(frames):
    """The kinds of the text messages, in the order in which they came."""
    return [json.loads(frame)["type"] for frame in frames if isinstance(frame, str)]


def test_second_visit_fetches_no_file_that_the_first_has_fetched(visitor):
    owner, guest = visitor(), visitor()
    path = owner.start()
    first = {url for url in Watched(guest, path).asked if "/static/" in url}
    again = Watched(guest, path)

    kept = {url for url in again.asked if "/static/" in url}
    assert kept <= first
    assert kept - set(again.cached) == set()
