"""What greets a first visit, in the language of the visitor, and what is printed of it."""

import pytest

from tests.browser.chromium import RunPage, wait

pytestmark = pytest.mark.browser


def test_tour_greets_once_leaves_the_page_free_and_can_be_had_again(visitor):
    host = visitor(toured=False)
    run = host.begin()
    page = run.page
    note = page.locator("#tour")
    note.wait_for(state="visible")
    titles = []
    for _ in range(6):
        titles.append(page.locator("#tour-title").inner_text())
        page.locator("#tour-next").click()
    assert len(set(titles)) == 6
    note.wait_for(state="hidden")

    page.reload()
    run.ready().complete()
    assert note.is_hidden()

    page.keyboard.press("?")
    page.locator("#help-tour").press("Enter")
    wait(page, "document.activeElement.id === 'tour-next'")
    page.keyboard.press("Enter")
    assert page.locator("#tour-count").inner_text() == "2 of 6"
    page.keyboard.press("Escape")
    assert note.is_hidden()

    page.keyboard.press("?")
    page.locator("#help-tour").click()
    run.press_kill_switch()
    assert note.is_hidden()


def test_paper_is_light_and_has_the_log_the_tables_and_the_address(visitor):
    run = visitor(color_scheme="dark").begin().complete()
    run.seek("09:35:00").press_kill_switch()
    page = run.page

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert run.text("printed").endswith(f"{run.path}#t=09:35:00")
    assert "seed 29" in page.locator(".ctx").inner_text()
    assert "Kill servers 1–8" in run.text("log")
    assert page.locator("#table-loss tbody tr").count() == 2
    assert page.locator("#kill").is_hidden()

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("#dialog-log").is_hidden()
    assert page.locator("#kill").is_visible()


def test_language_is_chosen_on_the_page_and_carries_over_to_the_run(visitor):
    guest = visitor()
    page = guest.page()
    page.goto(guest.server)
    page.get_by_role("button", name="简体中文").click()
    page.locator("html[lang=zh-hans]").wait_for()
    page.wait_for_load_state()
    wait(page, "document.querySelector('[data-loss]').textContent === '−4.6亿美元'")
    assert page.locator("#theme").inner_text() in ("浅色", "深色")

    page.locator("#start").click()
    page.wait_for_url("**/runs/*/")
    run = RunPage(page).ready().complete().seek("10:15:00")
    wait(page, "document.getElementById('headline').textContent === '−5.2亿美元'")
    assert page.locator("html").get_attribute("lang") == "zh-hans"

    page.keyboard.press("?")
    page.get_by_role("button", name="English").click()
    page.locator("html[lang=en]").wait_for()
    page.wait_for_load_state()
    run.ready().complete()
    wait(page, "document.getElementById('headline').textContent === '−$520M'")
