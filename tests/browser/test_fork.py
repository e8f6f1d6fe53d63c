"""The host forks at 9:41, acts there, and sees where the fork comes from."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser


def test_host_forks_at_a_moment_and_acts_there(visitor):
    host = visitor().begin().complete().seek("09:41:00")
    page, first = host.page, host.path

    page.keyboard.press("f")
    page.locator("#fork-name").fill("Kill at 9:41")
    assert "no acts" in page.locator("#fork-kept").inner_text()
    page.locator("#fork-go").click()
    page.locator("#parent").wait_for()

    assert page.locator("#parent").get_attribute("href") == first
    assert page.locator("#parent").inner_text().endswith("at 9:41:00")
    host.ready().complete().until("s.role === 'host' && s.tick === 6060")

    host.press_kill_switch()
    page.keyboard.press("Escape")
    page.locator("#run-menu").click()
    page.locator("#menu-fork").click()
    page.locator(".family [aria-current=page]").wait_for()
    tree = page.locator(".family a")
    assert tree.count() == 2
    assert tree.nth(1).inner_text() == "Kill at 9:41"

    tree.nth(0).click()
    wait(page, f"location.pathname === '{first}'")
    assert host.ready().state()["log"] == []

    host.complete().seek("09:50:00").seek("09:41:00")
    page.locator("#acts").get_by_role("button", name="Kill", exact=True).click()
    page.locator("#act-fork").click()
    page.locator("#parent").wait_for()
    host.ready().until("s.log.length === 2 && s.tick === 6060")
    acts = [(act["op"], act["tick"]) for act in host.state()["log"]]
    assert acts == [("take-over", 6060), ("kill", 6060)]
