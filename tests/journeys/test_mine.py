"""My runs in a browser: names, tags, search, deletion and undo, by hand and by key."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser

ROWS = (
    "[...document.querySelectorAll('#mine > li')].filter((row) => !row.hidden).length"
)


def test_runs_are_named_tagged_found_deleted_and_had_back(visitor):
    owner = visitor()
    run = owner.begin()
    page = run.page
    page.locator("#run-menu").click()
    page.locator("#menu-name").click()
    page.locator("#name").fill("Drill of Monday")
    page.locator("#name-save").click()
    wait(page, "document.getElementById('run-name').textContent === 'Drill of Monday'")
    owner.begin().page.close()

    page.locator("#run-menu").click()
    page.locator("#menu-mine").click()
    page.wait_for_url("**/mine/")
    row = page.locator("#mine > li", has_text="Drill of Monday")
    row.locator("a.name").focus()
    page.keyboard.press("e")
    row.get_by_label("Tags").fill("drill, class 7b")
    page.keyboard.press("Enter")
    row.get_by_role("link", name="class 7b").wait_for()

    page.keyboard.press("/")
    page.keyboard.type("monday")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mine/?q=monday**")
    assert page.evaluate(ROWS) == 1
    page.get_by_role("link", name="class 7b").first.click()
    page.wait_for_url("**/mine/?tag=class%207b")

    page.locator("a.name").focus()
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    wait(page, f"{ROWS} === 0")
    page.get_by_role("button", name="Undo").click()
    wait(page, f"{ROWS} === 1")
    page.locator("a.name").click()
    run.ready()
    assert run.text("run-name") == "Drill of Monday"
