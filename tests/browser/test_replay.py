"""The replay page in a real browser, against a real server."""

import pytest

from tests.browser.chromium import RunPage, wait
from tests.browser.engine import compared, figures

pytestmark = pytest.mark.browser

PLAYING = "knightreplay.clock.playing()"
BANNER = "document.getElementById('banner-words').textContent"


def test_first_visit_plays_the_morning_out_of_a_run_that_starts_then(visitor):
    guest = visitor()
    own = guest.page()
    own.goto(guest.server)
    own.get_by_role("button", name="Start the morning").click()
    own.wait_for_url("**/runs/*/")
    page = RunPage(own).ready()
    own.locator("#play").click()
    own.get_by_role("radio", name="120×").click()

    page.until("s.tick > 300 && s.columns.emails > 0")

    assert page.state()["role"] == "host"
    assert page.text("disclaimer").startswith("Simulation.")
    assert own.evaluate("knightreplay.stats().mostChartsInAFrame") == 1


def test_page_agrees_with_simulate_at_the_stop_and_at_the_close(visitor, history):
    page = visitor().open(history).complete()
    run = figures()

    page.seek("10:15:00")
    here, there = compared(run, page, 8099)
    assert here == there
    assert page.text("headline").replace("\n", "") == "−$520M"
    assert page.text("inbox-count") == "97"
    for chart in ("loss", "flow", "positions"):
        wait(
            page.page,
            f"[...document.querySelectorAll('#plot-{chart} .scatterlayer path')]"
            ".reduce((all, path) => all + path.getAttribute('d').length, 0) > 300",
        )

    page.page.keyboard.press("End")
    page.until("s.tick === 28800")
    here, there = compared(run, page, 28799)
    assert here == there
    assert page.text("headline").replace("\n", "") == "−$460M"
    assert "ealised" in page.text("headline-label")
    summary = run.summary()
    assert here["cash"] == -round(summary["loss_usd"] * 100)


def test_stop_at_the_next_event_stops_at_the_open(visitor):
    page = visitor().begin().complete().seek("09:29:30")
    page.page.locator("#stop-at-events").click()
    page.page.get_by_role("radio", name="60×").click()
    page.page.locator("#play").click()

    page.until("s.tick === 5400")
    wait(page.page, "document.getElementById('clock').textContent === '9:30:00'")
    wait(page.page, f"!{PLAYING}")
    assert page.state()["tick"] == 5400
