"""Acting in the run's page, from the press to what the simulator says of it."""

from typing import Any

import pytest

from tests.browser.chromium import RunPage, wait
from tests.browser.engine import compared, figures, loss

pytestmark = pytest.mark.browser

PLAYING = "knightreplay.clock.playing()"
BANNER = "document.getElementById('banner-words').textContent"


def test_flag_deploy_and_rollback_reach_the_tiles(visitor):
    page = visitor().begin().complete().seek("09:31:00")
    page.page.locator("#chips button", has_text="8").click()
    page.page.locator("[data-op=deploy]").click()
    page.page.locator("#act-yes").click()
    page.until("s.log.length === 2").complete().seek("09:33:00")

    run = figures("09:31 take-over", "09:31 deploy 8")
    here, there = compared(run, page, 5579)
    assert here == there
    assert page.state()["columns"]["loops"] == 0


def test_kill_is_struck_out_with_undo_and_asks_for_its_reason(visitor):
    page = visitor().begin().complete().seek("09:35:00").press_kill_switch()
    own = page.page
    own.locator("#after-undo").click()
    page.until("s.log.some((act) => act.op === 'kill' && act.struck)").complete()
    page.seek("10:15:00")
    run = figures("09:35 take-over")
    here, there = compared(run, page, 8099)
    assert here == there

    page.press_kill_switch()
    own.locator("#after-reason").fill("<b>volume</b> made no sense")
    own.locator("#after-form button[type=submit]").click()
    page.until("s.log.some((act) => act.reason === '<b>volume</b> made no sense')")
    own.keyboard.press("l")
    assert "<b>volume</b> made no sense" in page.text("log")


def test_act_changes_what_the_page_says_before_and_after_it(visitor):
    page = visitor().begin().complete().seek("10:05:00").press_kill_switch()
    own = page.page
    assert page.text("banner-words").startswith("From here you decide.")

    page.complete().seek("09:35:00")
    wait(own, f"{BANNER}.startsWith('Knight')")
    own.locator("[data-op=kill]").click()
    assert own.locator("#act-choice").is_visible()
    own.locator("#act-yes").click()
    killed = "s.log.some((act) => act.op === 'kill' && act.tick === 5700)"
    page.until(f"s.pending === 0 && {killed}")

    # What it prevented is told as not in this run.
    page.complete().page.goto(own.url + "#t=10:31:00")
    page.until("s.tick === 9060")
    absent = "[...document.querySelectorAll('#events li.absent .name')]"
    wait(own, f"{absent}.length >= 3")
    words = own.evaluate(f"{absent}.map((name) => name.textContent)")
    assert [word.split()[1] for word in words][:3] == ["9:54", "10:15", "10:30"]
    assert all(word.endswith("not in this run") for word in words)


def test_no_tile_tells_its_code_and_a_hidden_ghost_no_loss_before_their_time(visitor):
    page = visitor().begin().complete()
    details = {server["detail"] for server in page.state()["servers"]}
    assert details == {"In rotation, flag on"}

    page.seek("09:40:00")
    assert ghost_ends(page) == 8100
    page.page.keyboard.press("h")
    hide = page.page.locator("#hide")
    assert hide.get_attribute("aria-checked") == "true"
    assert ghost_ends(page) <= 6000
    page.page.reload()
    page.ready().complete()
    assert hide.get_attribute("aria-checked") == "true"
    page.press_kill_switch().complete()
    page.seek("09:41:00")
    assert ghost_ends(page) <= 6060
    hide.click()
    assert ghost_ends(page) == 8100


def ghost_ends(page: Any) -> int:
    """The last second at which the run left alone is drawn."""
    page.settled()
    milliseconds = page.page.evaluate(
        "document.querySelector('#plot-loss .g').data[0].x.at(-1) ?? NaN"
    )
    return int(milliseconds / 1000) % 86400 - 8 * 3600


def test_tile_menu_acts_by_keyboard_alone_and_what_it_did_can_be_put_back(visitor):
    page = visitor().begin().complete().seek("09:35:00")
    keyboard = page.page.keyboard
    menu = page.page.locator("#menu [role=menuitem]")
    more = page.page.locator(".tile[data-server='8'] .open-menu")
    more.focus()
    keyboard.press("ArrowDown")
    assert menu.nth(2).get_attribute("aria-disabled") == "true"
    keyboard.press("Escape")
    assert more.evaluate("(own) => document.activeElement === own")
    assert menu.count() == 0

    keyboard.press("Enter")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    page.page.locator("#act-yes").press("Enter")
    page.until("s.pending === 0 && s.log.length === 2").complete()
    flag = page.state()["log"][1]
    assert (flag["op"], flag["servers"], flag["scope"]) == ("flag", [8], "loop")

    more.focus()
    keyboard.press("Enter")
    keyboard.press("k")
    assert menu.nth(3).evaluate("(own) => document.activeElement === own")
    keyboard.press("Enter")
    page.until("s.pending === 0 && s.log.length === 3").complete()

    page.page.locator("#log-open").click()
    kill = page.page.locator("#log tr", has_text="Kill server 8")
    kill.get_by_role("button", name="Strike out").click()
    page.until("s.log.some((act) => act.op === 'kill' && act.struck)")
    kill.get_by_role("button", name="Put back").click()
    page.until("s.log.every((act) => !act.struck)").complete()
    page.page.locator("#log-close").click()
    page.seek("10:15:00")
    run = figures("09:35 take-over", "09:35 flag off 8 scope=loop", "09:35 kill 8")
    assert loss(page) == int(run.frames[134].pnl_exit[59])


def test_loop_is_set_by_key_and_pointer_and_played_over_and_over(visitor):
    host = visitor().begin().complete().seek("09:54:00")
    viewer = visitor().open(host.path)
    keyboard = host.page.keyboard

    keyboard.press("i")
    host.until("s.pending === 0").seek("09:54:10")
    keyboard.press("o")
    viewer_loop = "JSON.stringify(knightreplay.clock.state().loop)"
    wait(viewer.page, f"{viewer_loop} === '[6840,6850]'")
    assert host.text("loop-words") == "Loop 9:54:00–9:54:10"

    host.page.get_by_label("All speeds").select_option("10")
    keyboard.press("Space")
    host.until("s.tick === 6848").until("s.tick === 6841")
    viewer.until("s.tick === 6848").until("s.tick === 6841")

    keyboard.press("u")
    host.until("s.tick > 6855")
    box = host.page.locator("#scrub").bounding_box()
    y = box["y"] + box["height"] / 2
    keyboard.down("Shift")
    host.page.mouse.move(box["x"] + 200, y)
    host.page.mouse.down()
    host.page.mouse.move(box["x"] + 260, y, steps=3)
    host.page.mouse.up()
    keyboard.up("Shift")
    wait(viewer.page, "knightreplay.clock.state().loop?.[1] < 5400")


def test_what_an_act_replaced_stays_to_compare_and_the_lines_explain_themselves(
    visitor,
):
    page = visitor().begin().complete().seek("09:35:00").press_kill_switch().complete()
    before = "document.getElementById('legend-before').closest('li').hidden"
    wait(page.page, before)
    page.seek("09:33:00")
    page.page.locator("#acts-lane button").first.focus()
    assert "Kill servers 1–8, by Host" in page.page.locator("#acts-lane").inner_text()

    page.press_kill_switch().complete()

    wait(page.page, f"!({before})")
    assert page.points("Before the last act (modelled)") > 100
    page.page.get_by_role("button", name="What the book says").click()
    assert "may mislead" in page.page.locator("#dialog-curves .asked").inner_text()
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Which total?").click()
    totals = page.page.locator("#dialog-totals").inner_text()
    assert all(
        sum_ in totals for sum_ in ("$440 M", "$457.6 M", "$461.1 M", "over $460 M")
    )


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
  let held = null;
  const look = () => {
    const digest = knightreplay.store.digest();
    const came = held !== null && digest !== held; // since the frame before
    held = digest;
    const { servers, epoch, tick, catchingUp } = knightreplay.state();
    const known = servers[7].kind === "killed" && !catchingUp;
    const shown = knightreplay.store.epochOf(Math.floor(tick / 60)) === epoch;
    // Data that were there before their second wait for the words' own pace.
    if (known && shown && since === null) since = came ? 0 : -1000;
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


def arms_a_gross_cap(page):
    """Of 5 million, after a limit that is none."""
    own = page.page
    own.locator("#guardrails-open").click()
    own.locator("[data-guardrail=gross-cap] summary").click()
    limit = own.locator("#guardrail-gross-cap-limit")
    arm = own.locator("[data-guardrail=gross-cap] button[type=submit]")
    assert limit.input_value() == "2,000,000"

    limit.fill("a lot")
    arm.click()
    own.locator("#act-yes").click()
    refused = own.locator("#guardrail-gross-cap-limit-wrong")
    refused.filter(has_text="Value 'a lot' is not valid").wait_for()
    assert limit.get_attribute("aria-invalid") == "true"
    assert page.state()["log"] == []
    limit.fill("$5,000,000")
    arm.click()
    own.locator("#act-yes").click()
    page.until("s.log.length === 2 && s.pending === 0")
    state = own.locator("[data-guardrail=gross-cap] .guardrail-state")
    assert state.inner_text() == "Armed since 9:30:00"
    own.locator("#guardrails-close").click()


def finds_the_trip(page, tick):
    """On the lane of the acts and in the log, which leads to it."""
    own = page.page
    (mark,) = own.locator("#acts-lane .trip").all()
    mark.hover()
    assert mark.locator(".tip").bounding_box()["height"] >= 16
    own.keyboard.press("l")
    row = own.locator("#log tr[data-kind=trip]")
    assert row.locator(".who").inner_text() == "Guardrail"
    row.get_by_role("button").click()
    page.until(f"s.tick === {tick + 1}")


def test_gross_cap_armed_by_the_form_trips_as_in_simulate(visitor):
    page = visitor().begin().complete().seek("09:30:00")
    arms_a_gross_cap(page)

    run = figures("09:30 take-over", "09:30 arm gross-cap limit=5000000")
    (trip,) = run.summary()["trips"]
    page.complete().seek("09:40:00")
    (shown,) = page.state()["trips"]
    assert (shown["guardrail"], shown["tick"]) == ("gross-cap", trip["tick"])
    wait(page.page, "!document.getElementById('trip').hidden")
    assert f"{trip['acts_at'][1:]} Gross cap tripped" in page.text("trip-words")
    assert loss(page) == int(run.frames[99].pnl_exit[59])
    assert "1 armed" in page.text("guardrails-count")
    finds_the_trip(page, trip["tick"])


def test_with_what_is_coming_hidden_server_8_offers_what_the_others_do(visitor):
    page = visitor().begin().complete()
    page.page.locator("#hide").click()
    page.seek("09:00:00")

    offered = []
    for number in (7, 8):
        page.page.locator(f".tile[data-server='{number}'] .open-menu").click()
        offered.append(page.page.locator("#menu").inner_text().split("\n")[1:])
        page.page.keyboard.press("Escape")

    servers = page.state()["servers"]
    assert offered[0] == offered[1]
    assert servers[6]["detail"] == servers[7]["detail"] == "In rotation, flag on"
    page.page.keyboard.press("l")
    assert page.page.locator("#log-empty").is_visible()


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
