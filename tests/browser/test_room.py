"""A host and the people in the room."""

import pytest

from tests.browser.chromium import wait
from tests.browser.lesson import joined, live, opened, visible

pytestmark = pytest.mark.browser


def test_host_takes_somebody_out_and_lets_them_back(visitor):
    _host, page, code = opened(visitor)
    phone = joined(visitor, code, "Kim")
    seat = page.locator(".seat", has_text="Kim")
    seat.click()
    page.locator("#person-out").click()
    visible(phone, "#over")

    page.get_by_role("button", name="Let back in").click()
    wait(page, "knightroom.room.roster.every(({ removed }) => !removed)")
    phone.reload()
    live(phone)

    # by the keyboard alone: another name
    seat.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Alex")
    page.keyboard.press("Enter")
    wait(phone, "document.getElementById('seat-name').textContent === 'Alex'")
    page.locator(".seat", has_text="Alex").wait_for()
    assert page.locator(".seat", has_text="Kim").count() == 0
