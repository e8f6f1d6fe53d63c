"""Keys and menus of the page of a run, whatever keyboard and whatever is open."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser

PRESS = """(given) => document.body.dispatchEvent(new KeyboardEvent('keydown',
    {bubbles: true, cancelable: true, ...given}))"""
SPEED = "knightreplay.clock.state().speed"


def test_brackets_of_every_keyboard_change_the_speed(visitor, history):
    page = visitor().open(history).complete().page
    faster = [
        {"key": "]"},
        {"key": "]", "modifierAltGraph": True},  # Linux
        {"key": "]", "ctrlKey": True, "altKey": True},  # Windows
        {"key": "]", "altKey": True},  # a Mac's Option
    ]
    speeds = []
    for given in [*faster, {"key": "]", "ctrlKey": True}]:
        page.evaluate(PRESS, given)
        speeds.append(page.evaluate(SPEED))

    assert speeds == [2, 5, 10, 20, 20]


def test_escape_closes_one_thing_and_the_menu_lies_over_the_notes(visitor, history):
    page = visitor(toured=False).open(history).complete().page
    page.locator("#tour").wait_for(state="visible")
    page.keyboard.press("n")
    page.locator("#notes").wait_for(state="visible")

    shown = []
    page.locator("#run-menu").press("Enter")
    page.locator("#menu").wait_for()
    for _ in range(3):
        page.keyboard.press("Escape")
        shown.append(
            [page.locator(own).is_visible() for own in ("#menu", "#notes", "#tour")]
        )
    page.keyboard.press("n")
    page.locator("#run-menu").click()
    page.locator("#menu-share").click()  # where its middle is: nothing covers it

    assert shown == [
        [False, True, True],
        [False, False, True],
        [False, False, False],
    ]
    page.locator("#dialog-share[open]").wait_for()


def test_composing_in_a_note_keeps_the_note_open(visitor):
    page = visitor().begin().page
    page.keyboard.press("n")
    page.locator("#notes textarea").last.focus()
    given = {"key": "Escape", "isComposing": True, "keyCode": 229}
    page.evaluate(PRESS.replace("document.body", "document.activeElement"), given)
    assert page.locator("#notes").is_visible()

    page.keyboard.press("Escape")
    wait(page, "document.getElementById('notes').hidden")
