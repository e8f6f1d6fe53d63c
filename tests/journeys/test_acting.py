"""Acting in the run's page, from the press to what the simulator says of it."""

from typing import Any

import pytest

from tests.browser.chromium import wait
from tests.browser.engine import compared, figures, loss

pytestmark = pytest.mark.browser

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
    assert "may mislead" in page.page.locator("#dialog-lines .asked").inner_text()
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Which total?").click()
    totals = page.page.locator("#dialog-totals").inner_text()
    assert all(
        sum_ in totals for sum_ in ("$440 M", "$457.6 M", "$461.1 M", "over $460 M")
    )
