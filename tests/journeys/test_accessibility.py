"""WCAG 2.2 AA on every page and in every mode, as far as axe-core can tell; and by hand."""

import pytest

from tests.browser.axe import AUDITED, audit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_pages_without_a_run_have_no_violation(visitor, scheme):
    guest = visitor(**AUDITED, color_scheme=scheme)
    page = guest.page()

    account = ("/account/", "/account/sign-in/", "/account/sign-up/")
    shared = ("/compare/", "/mine/", *account, "/s/abcdefghijklmn/")
    for path in ("/", "/scenarios/", "/join/", *shared, "/nothing/here/"):
        page.goto(guest.server + path)
        assert audit(page) == [], path
    guest.complaints.clear()  # the browser reports the 404s that were wanted


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_run_page_has_no_violation_in_any_mode(visitor, scheme):
    host = visitor(**AUDITED, color_scheme=scheme).begin().complete()
    page = host.page
    host.seek("09:47:00")
    assert audit(page) == [], "as it comes"

    for view in range(2, 6):
        page.keyboard.press(str(view))
        assert audit(page) == [], f"view {view}"
    page.keyboard.press("1")
    for key in "tp":
        page.keyboard.press(key)
        assert audit(page) == [], f"key {key}"
        page.keyboard.press(key)
    page.set_viewport_size({"width": 390, "height": 844})
    assert audit(page) == [], "phone"


def shares(page):
    """The address of the frame in the last link."""
    page.locator("#run-menu").click()
    page.locator("#menu-share").click()
    page.locator("#dialog-share[open]").wait_for()
    page.locator("#share-go").click()
    page.locator("#share-url").wait_for()
    page.locator(".share-links li").wait_for()
    assert audit(page) == [], "share"
    page.get_by_label("For a frame in another page").check()
    page.locator("#share-go").click()
    return page.locator("#share-frame").input_value().split('"')[1]


def goes_through_the_menu(page):
    for entry in ("fork", "compare", "export", "name", "notes"):
        page.locator("#run-menu").click()
        page.locator(f"#menu-{entry}").click()
        page.locator("dialog[open] h2, #notes h2").first.wait_for()
        assert audit(page) == [], entry
        page.keyboard.press("Escape")
        page.locator("dialog[open], #notes:not([hidden])").wait_for(state="detached")
    page.locator("#run-menu").click()
    page.locator("#menu").wait_for()
    assert audit(page) == [], "menu of the run"
    page.locator("#menu-operate").click()
    page.locator("#dialog-link[open]").wait_for()
    assert audit(page) == [], "operate link"
    page.keyboard.press("Escape")


def test_dialogs_have_no_violation(visitor):
    host = visitor(**AUDITED).begin().complete().seek("09:35:00")
    page = host.page

    for key in "kl?":
        page.keyboard.press(key)
        page.locator("dialog[open]").wait_for()
        assert audit(page) == [], f"dialog of {key}"
        page.keyboard.press("Escape")
    frame = shares(page)
    page.keyboard.press("Escape")
    goes_through_the_menu(page)
    for opener in ("#totals", "#guardrails-open", ".tile[data-server='8'] .open-menu"):
        page.locator(opener).click()
        page.locator("dialog[open], #menu").first.wait_for()
        assert audit(page) == [], opener
        page.keyboard.press("Escape")
    host.press_kill_switch()
    page.locator("#after").wait_for()
    assert audit(page) == [], "after the kill"
    framed = page.context.new_page()
    framed.goto(frame)
    framed.locator("#plot-loss .scatterlayer path").first.wait_for()
    assert audit(framed) == [], "in a frame"
