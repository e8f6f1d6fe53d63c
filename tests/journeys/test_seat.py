"""A phone in a room, from its door to the run's page; the host is another browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.axe import AUDITED, audit
from tests.browser.chromium import RunPage, wait
from tests.server import Server, serving

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Mobile Safari/537.36",
}
BUDGET = 60 * 1024  # bytes of pages, styles and modules as they cross the network

# One command of the host's, over a socket of its own.
COMMAND = """([code, command]) => new Promise((done) => {
  const socket = new WebSocket(`ws://${location.host}/ws/rooms/${code}/`);
  let said = false;
  socket.onopen = () => socket.send('{"type":"hello"}');
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "room" && !said) {
      said = true;
      socket.send(JSON.stringify({ type: "do", ...command }));
    }
    if (message.type !== "ack" && message.type !== "error") return;
    socket.close();
    done(message.type);
  };
})"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Of its own: a phone sees the door of a room if no other is open."""
    with serving() as server:
        yield server


def opened(visitor):
    """A host who has opened a room on the start page, and its code."""
    host = visitor()
    page = host.page()
    page.goto(host.server)
    page.get_by_label("The room's name").fill("Class 7b")
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_url("**/host/")
    return page, page.url.split("/")[-3]


def does(page, code, what, **given):
    command = {"what": what, "command_id": f"{what}-{len(given)}", **given}
    assert page.evaluate(COMMAND, [code, command]) == "ack"


def shows(page, selector, text):
    """Waits until an element says something."""
    page.locator(selector).get_by_text(text).wait_for()


def comes_in(page, code):
    """One room is open: its door is what a phone sees."""
    assert page.get_by_label("Six digits").input_value() == code
    assert audit(page) == [], "the door"
    page.get_by_label("The name that the room shows").fill("Kim")
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url(f"**/rooms/{code}/")
    shows(page, "#waiting-names", "Kim")
    assert audit(page) == [], "waiting"


def sees_what_the_host_sees(page):
    shows(page, "#clock", "9:35:00 ET")
    shows(page, "#servers li:nth-child(8)", "Runaway")
    wait(page, "!document.getElementById('headline').textContent.includes('–')")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert audit(page) == [], "live"


def follows(seen, led):
    """Whether they like it or not."""
    page = seen.page
    shows(page, ".room-bar", "Following the host")
    page.locator("#play").click()
    page.get_by_text("The host keeps everybody at one moment").wait_for()
    assert page.evaluate("knightreplay.clock.detached()") is False
    led.seek("09:40:00")
    seen.until("s.tick === 6000")
    assert audit(page) == [], "the bar"


def browses_and_comes_back(seen, led):
    page = seen.page
    shows(page, ".room-bar", "you may browse")
    seen.seek("09:31:00")
    shows(page, ".room-bar", "Browsing")
    led.seek("09:45:00")
    shows(page, ".room-bar", "Browsing: 1 step behind the host")
    page.get_by_role("button", name="Back to the host").click()
    seen.until("s.tick === 6300")


def test_phone_joins_waits_follows_browses_and_comes_back(visitor):
    host, code = opened(visitor)
    kim = visitor(**PHONE, **AUDITED, color_scheme="dark")
    page = kim.page()
    page.goto(kim.server)
    comes_in(page, code)

    does(host, code, "begin-run", scenario="sec-2013", seed=29)
    page.locator("#live").wait_for()
    address = page.locator("#dashboard").get_attribute("href")
    host.goto(kim.server + address)
    led = RunPage(host).ready().seek("09:35:00")
    sees_what_the_host_sees(page)

    page.goto(kim.server + address)
    seen = RunPage(page).ready().until("s.tick === 5700 && s.role === 'seat'")
    follows(seen, led)
    does(host, code, "arrange", follow=False)
    browses_and_comes_back(seen, led)

    does(host, code, "end")
    shows(page, ".room-bar", "This room has ended")


def joins_within_the_budget(page, door):
    fetched = []
    page.on("requestfinished", lambda request: fetched.append(request))
    page.goto(door)
    page.get_by_label("The name that the room shows").fill("Lee")
    page.get_by_label("My name may stand").check()
    page.get_by_role("button", name="Join", exact=True).click()
    page.locator("#live").wait_for()
    page.wait_for_load_state("networkidle")
    sizes: dict[str, int] = {}
    for request in fetched:  # what comes from the browser's cache has a size below zero
        size = request.sizes()["responseBodySize"]
        sizes[request.url] = max(sizes.get(request.url, 0), size)
    assert sum(sizes.values()) <= BUDGET, sizes
    assert not [url for url in sizes if ".woff" in url or "plotly" in url]


def is_told_what_happened(other, door):
    """Once."""
    other.goto(door)
    other.get_by_label("The name that the room shows").fill("Ada")
    other.get_by_role("button", name="Join", exact=True).click()
    shows(other, "#digest", "Market opens")
    shows(other, "#digest", "Ran away: server 8")
    other.get_by_role("button", name="Got it").click()
    other.reload()
    shows(other, "#clock", "9:35:00 ET")
    assert other.locator("#digest").is_hidden()


def renames(same):
    same.locator("#own-seat summary").click()
    same.get_by_label("The name that the room shows").fill("Ada L.")
    same.get_by_role("button", name="Rename").click()


def test_somebody_who_comes_late_is_told_what_happened_and_keeps_the_seat(visitor):
    host, code = opened(visitor)
    does(host, code, "begin-run", scenario="sec-2013", seed=29)
    lee, late = visitor(**PHONE), visitor(**PHONE)
    page, other = lee.page(), late.page()
    door = f"{lee.server}/join/?code={code}"
    joins_within_the_budget(page, door)

    host.goto(lee.server + page.locator("#dashboard").get_attribute("href"))
    RunPage(host).ready().seek("09:35:00")
    shows(page, "#clock", "9:35:00 ET")
    is_told_what_happened(other, door)

    # Another network: the same cookie, a new browser.
    again = visitor(**PHONE, storage_state=late.context.storage_state(), toured=False)
    same = again.page()
    same.goto(door)
    same.wait_for_url(f"**/rooms/{code}/")
    shows(same, "#seat-name", "Ada")
    renames(same)
    shows(other, "#seat-name", "Ada L.")  # the first tab is of the same seat

    does(host, code, "remove", seat=3)
    shows(other, "#over", "You were taken out of this room by its host")
    shows(same, "#over", "You were taken out of this room by its host")
    does(host, code, "end")
