"""The playback controls and the timeline in a real browser."""

import pytest

from tests.browser.chromium import wait

pytestmark = pytest.mark.browser


def points(page, trace: str) -> int:
    """How many points of a curve the loss chart draws."""
    count: int = page.page.evaluate(
        "(name) => document.querySelector('#plot-loss .g').data"
        ".find((trace) => trace.name === name)?.x.length ?? 0",
        trace,
    )
    return count


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


def test_hidden_page_tells_nothing_that_was_not_shown(visitor, history):
    page = visitor().open(history).complete().seek("09:35:00")
    events = "[...document.querySelectorAll('#events li')].length"
    shape = "document.getElementById('shape').getBBox()"
    assert page.page.evaluate(events) == 8
    assert points(page, "Sourced") == 2

    page.page.keyboard.press("h")

    wait(page.page, f"{events} === 3")
    assert points(page, "Sourced") == 0
    assert (
        page.page.evaluate(f"{shape}.x + {shape}.width") < 5489  # of 10,000: 9:35
    )
    axis = (
        "[...document.querySelectorAll('#axis span:not([hidden])')].at(-1).textContent"
    )
    assert page.page.evaluate(axis) == "9:30"
    page.page.locator("#events button").last.focus()
    page.page.keyboard.press("Enter")
    page.until("s.tick === 5640 && s.pending === 0")
    page.page.keyboard.press("Shift+Period")
    page.until("s.tick === 5641 && s.pending === 0")


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
    assert points(page, "Before the last act (modelled)") > 100
    page.page.get_by_role("button", name="What the book says").click()
    assert "may mislead" in page.page.locator("#dialog-lines .asked").inner_text()
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Which total?").click()
    totals = page.page.locator("#dialog-totals").inner_text()
    assert all(
        sum_ in totals for sum_ in ("$440 M", "$457.6 M", "$461.1 M", "over $460 M")
    )
