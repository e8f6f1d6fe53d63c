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


def test_tile_and_headline_show_an_act_within_two_frames_of_its_data(visitor):
    """Counted in animation frames from the data in the page to the words on the screen.

    The data are two messages, the act and its first new frames: only with both in the page
    is there a new loss to show.
    """
    host = visitor().begin().complete().seek("09:35:00")
    viewer = visitor().open(host.path).complete()
    host.page.locator("#play").click()
    viewer.until("s.tick >= 5702")
    viewer.page.evaluate(COUNT_FRAMES)

    host.page.locator("#chips button", has_text="8").click()
    host.page.locator("[data-op=kill]").click()
    host.page.locator("#act-yes").click()

    wait(viewer.page, "globalThis.counted !== undefined")
    assert viewer.page.evaluate("globalThis.counted") <= 2


COUNT_FRAMES = """() => {
  const headline = document.getElementById("headline");
  const before = headline.title;
  let since = null;
  const look = () => {
    const { servers, epoch, tick, catchingUp } = knightreplay.state();
    const known = servers[7].kind === "killed" && !catchingUp;
    const shown = knightreplay.store.epochOf(Math.floor(tick / 60)) === epoch;
    if (known && shown && since === null) since = 0;
    const tile = document.querySelector('.tile[data-server="8"]');
    if (tile.dataset.kind === "killed" && headline.title !== before) {
      globalThis.counted = since;
      return;
    }
    if (since !== null) since++;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def test_second_is_kept_by_a_reload_and_opened_paused_by_an_address(visitor):
    host = visitor().begin().seek("09:41:07")
    host.page.reload()
    host.ready().until("s.tick === 6067")
    wait(host.page, "document.getElementById('clock').textContent === '9:41:07'")
    assert host.state()["role"] == "host"

    host.seek("08:00:00").page.locator("#play").click()
    viewer = visitor().open(host.path + "#t=09:41:00")
    viewer.until("s.tick === 6060")
    assert viewer.page.evaluate(PLAYING) is False
    assert viewer.page.evaluate("knightreplay.clock.detached()") is True
    viewer.page.locator("#back-to-run").click()
    viewer.until("s.tick < 3000")

    host.page.goto(host.page.url + "#t=09:41:00")
    host.until("s.tick === 6060")
    assert host.page.evaluate("knightreplay.clock.state().paused") is True


def test_viewer_finds_the_controls_closed_until_a_link_opens_them(visitor):
    host = visitor().begin().complete().seek("09:35:00")
    guest = visitor()
    viewer = guest.open(host.path)
    own = viewer.page

    own.locator("#guard").click(force=True)
    assert own.locator("#guard").get_attribute("aria-checked") == "false"
    assert own.locator("#watch-only").is_visible()

    own.locator("#guardrails-open").click()
    own.locator("[data-guardrail=pnl] summary").click()
    own.locator("[data-guardrail=pnl] button[type=submit]").click(force=True)
    assert own.locator("#guardrails-watch").is_visible()
    said = own.locator("[data-guardrail=pnl] p.wrong")
    assert said.inner_text().startswith("Only the host")
    own.locator("#guardrails-close").click()
    own.locator(".tile[data-server='8'] .open-menu").click()
    disabled = own.locator("#menu [role=menuitem][aria-disabled=true]")
    assert disabled.count() == own.locator("#menu [role=menuitem]").count()
    assert viewer.state()["log"] == []
    own.close()

    # With the link that the host hands out the same browser may act.
    host.page.locator("#run-menu").click()
    host.page.locator("#menu-operate").click()
    host.page.locator("#dialog-link").wait_for(state="visible")
    path = host.page.locator("#link").input_value().split("/", 3)[3]
    assert "#operate=" in path
    operator = guest.open("/" + path)
    assert operator.state()["role"] == "operate"
    assert "operate" not in operator.page.url
    operator.press_kill_switch()
    host.until("s.log.some((act) => act.op === 'kill' && act.by === 'operate')")


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
