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


def test_kill_in_one_browser_changes_the_other(visitor):
    host = visitor().begin().complete().seek("09:35:00")
    viewer = visitor().open(host.path).complete()
    viewer.until("s.tick === 5700")
    loops = viewer.state()["columns"]["loops"]

    host.press_kill_switch()
    host.page.locator("#play").click()

    viewer.until("s.epoch === 2 && s.tick > 5705 && !s.catchingUp")
    host.page.locator("#play").click()
    viewer.complete().until("s.servers.every((server) => server.kind === 'killed')")
    state = viewer.state()
    assert loops == 24
    assert state["columns"]["loops"] == 0
    assert state["role"] == "watch"
    assert [act["op"] for act in state["log"]] == ["take-over", "kill"]
    run = figures("09:35 take-over", "09:35 kill all")
    here, there = compared(run, viewer, state["tick"] - 1)
    assert here == there


def test_stop_at_the_next_event_stops_at_the_open(visitor):
    page = visitor().begin().complete().seek("09:29:30")
    page.page.locator("#stop-at-events").click()
    page.page.get_by_role("radio", name="60×").click()
    page.page.locator("#play").click()

    page.until("s.tick === 5400")
    wait(page.page, "document.getElementById('clock').textContent === '9:30:00'")
    wait(page.page, f"!{PLAYING}")
    assert page.state()["tick"] == 5400


def test_keyboard_alone_presses_plays_seeks_and_kills(visitor):
    page = visitor().begin().complete().seek("09:35:00")
    keyboard = page.page.keyboard
    space_presses_what_a_key_has_reached(page)
    space_plays_after_the_pointer_pressed(page)

    page.seek("09:35:00")
    keyboard.press("Space")
    wait(page.page, PLAYING)
    keyboard.press("Space")
    page.until("s.pending === 0")
    assert not page.page.evaluate(PLAYING)
    page.seek("09:35:00")
    keyboard.press("Shift+ArrowRight")
    page.until("s.tick === 5760")
    keyboard.press("k")
    assert page.page.evaluate("document.activeElement.id") == "kill-no"
    keyboard.press("Tab")
    keyboard.press("Enter")
    page.until("s.log.some((act) => act.op === 'kill' && act.tick === 5760)")


def space_presses_what_a_key_has_reached(page: RunPage) -> None:
    keyboard, guard = page.page.keyboard, page.page.locator("#guard")
    page.page.locator("#acts button").last.focus()

    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.press("Shift+Tab")
    keyboard.press("Space")

    assert page.page.evaluate("document.activeElement.id") == "guard"
    assert guard.get_attribute("aria-checked") == "false"
    assert not page.page.evaluate(PLAYING)


def space_plays_after_the_pointer_pressed(page: RunPage) -> None:
    keyboard, guard = page.page.keyboard, page.page.locator("#guard")
    page.page.locator("#chips button", has_text="2").click()
    page.page.locator("[data-op=kill]").click()
    page.page.locator("#act-yes").click()
    page.until("s.pending === 0 && s.log.length === 2")

    keyboard.press("Space")
    wait(page.page, PLAYING)
    guard.click()
    keyboard.press("Space")
    page.until("s.pending === 0")

    assert not page.page.evaluate(PLAYING)
    assert guard.get_attribute("aria-checked") == "true"
    assert not page.page.locator("#dialog-act").is_visible()
    assert len(page.state()["log"]) == 2
    guard.click()
