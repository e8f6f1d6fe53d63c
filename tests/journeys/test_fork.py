"""Acting in the past, the host forks instead, and sees where the fork comes from."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser


def test_host_acts_in_the_past_in_a_fork_and_finds_the_way_back(visitor):
    host = visitor().begin().complete().seek("09:50:00").seek("09:41:00")
    page, first = host.page, host.path

    page.locator("#acts").get_by_role("button", name="Kill", exact=True).click()
    page.locator("#act-fork").click()
    page.locator("#parent").wait_for()
    assert page.locator("#parent").get_attribute("href") == first
    host.ready().until("s.log.length === 2 && s.tick === 6060")
    acts = [(act["op"], act["tick"]) for act in host.state()["log"]]
    assert acts == [("take-over", 6060), ("kill", 6060)]
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator("#parent").is_visible()
    page.set_viewport_size({"width": 1440, "height": 900})

    page.locator("#run-menu").click()
    page.locator("#menu-fork").click()
    page.locator(".family [aria-current=page]").wait_for()
    tree = page.locator(".family a")
    assert tree.count() == 2
    tree.nth(0).click()
    wait(page, f"location.pathname === '{first}'")
    assert host.ready().state()["log"] == []
