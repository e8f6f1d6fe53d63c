"""Menus, guardrails and the log in a real browser, against what the engine says."""

import pytest

from tests.browser.chromium import wait
from tests.browser.engine import figures, loss

pytestmark = pytest.mark.browser


def test_gross_cap_armed_by_the_form_trips_as_in_simulate(visitor):
    page = visitor().begin().complete().seek("09:30:00")
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

    run = figures("09:30 take-over", "09:30 arm gross-cap limit=5000000")
    (trip,) = run.summary()["trips"]
    page.complete().seek("09:40:00")
    (shown,) = page.state()["trips"]
    assert (shown["guardrail"], shown["tick"]) == ("gross-cap", trip["tick"])
    wait(own, "!document.getElementById('trip').hidden")
    assert f"{trip['acts_at'][1:]} Gross cap tripped" in page.text("trip-words")
    assert loss(page) == int(run.frames[99].pnl_exit[59])
    assert "1 armed" in page.text("guardrails-count")

    (mark,) = own.locator("#acts-lane .trip").all()
    mark.hover()
    assert mark.locator(".tip").bounding_box()["height"] >= 16
    own.keyboard.press("l")
    row = own.locator("#log tr[data-kind=trip]")
    assert row.locator(".who").inner_text() == "Guardrail"
    row.get_by_role("button").click()
    page.until(f"s.tick === {trip['tick'] + 1}")


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
