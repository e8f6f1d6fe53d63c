"""The start page and what greets a first visit."""

import pytest

from tests.browser.chromium import RunPage, wait

pytestmark = pytest.mark.browser

DRAWN = "[...document.images].filter((own) => own.naturalWidth > 0).length"


def test_start_page_fills_its_cards_and_runs_one_in_a_click(visitor):
    guest = visitor(viewport={"width": 390, "height": 844})
    page = guest.page()
    page.goto(guest.server)
    page.locator("footer").scroll_into_view_if_needed()

    card = page.locator("li.card-of", has_text="4,800 orders a minute")
    card.scroll_into_view_if_needed()
    wait(
        page,
        "document.querySelector('[data-figures*=\"course\"] [data-loss]')"
        ".textContent === '−$8.1M'",
    )
    assert page.locator("q, .verdict").count() == 0
    wait(page, f"{DRAWN} >= 3")
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") in ("dark", "light")
    card.get_by_role("button", name="Run it").click()
    page.wait_for_url("**/runs/*/")
    assert guest.server in page.url
    RunPage(page).ready()
    assert "4,800 orders a minute" in page.title()


def test_tour_leaves_those_alone_who_come_for_a_moment(visitor, history):
    run = visitor(toured=False).open(f"{history}#t=09:41:00").complete()

    run.until("s.tick === 6060")
    assert run.page.locator("#tour").is_hidden()
