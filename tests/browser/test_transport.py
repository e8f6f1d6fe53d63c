"""The playback controls and the timeline in a real browser."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser


def test_hidden_page_tells_nothing_that_was_not_shown(visitor, history):
    page = visitor().open(history).complete().seek("09:35:00")
    events = "[...document.querySelectorAll('#events li')].length"
    shape = "document.getElementById('loss-outline').getBBox()"
    assert page.page.evaluate(events) == 8
    assert page.points("Sourced") == 2

    page.page.keyboard.press("h")

    wait(page.page, f"{events} === 3")
    assert page.points("Sourced") == 0
    assert (
        page.page.evaluate(f"{shape}.x + {shape}.width") < 5489  # of 10,000: 9:35
    )
    axis = (
        "[...document.querySelectorAll('#axis span:not([hidden])')].at(-1).textContent"
    )
    assert page.page.evaluate(axis) == "9:30"
    page.page.locator("#events button").last.focus()
    page.page.keyboard.press("Enter")
    page.until("s.tick === 5640 && s.pending === 0")
    page.page.keyboard.press("Shift+Period")
    page.until("s.tick === 5641 && s.pending === 0")
