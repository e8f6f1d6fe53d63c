"""The views of the third row and the inbox, in a real browser against a real server."""

import pytest

from simulator.clock import tick_of
from simulator.engine import simulate
from simulator.ledgers import account_33, pmon
from simulator.scenario import load_scenario
from tests.browser.chromium import wait

pytestmark = pytest.mark.browser


def dollars(text: str) -> int:
    """Cents of an exact amount as the page writes it."""
    return round(float(text.replace("−", "-").replace("$", "").replace(",", "")) * 100)


def chosen(page):
    """Which tab is selected, and which views can be seen."""
    return page.page.evaluate(
        """() => [
          document.querySelector("#tabs [aria-selected=true]").id,
          [...document.querySelectorAll(".view")].filter((v) => !v.hidden).map((v) => v.id),
          [...document.querySelectorAll("#tabs [tabindex='0']")].map((tab) => tab.id),
        ]"""
    )


def shows(name):
    return [f"tab-{name}", [f"view-{name}"], [f"tab-{name}"]]


def test_views_are_chosen_by_arrows_and_numbers_and_survive_a_reload(visitor, history):
    host = visitor().open(history).complete().seek("09:41:00")
    keys = host.page.keyboard
    assert chosen(host) == shows("market")

    host.page.locator("#tab-market").focus()
    for key, name in (
        ("ArrowRight", "stock"),
        ("ArrowRight", "desk"),
        ("End", "tape"),
        ("ArrowRight", "market"),
        ("ArrowLeft", "tape"),
        ("Home", "market"),
    ):
        keys.press(key)
        assert chosen(host) == shows(name)
    assert host.state()["tick"] == tick_of("09:41:00")

    keys.press("4")
    assert chosen(host) == shows("log")
    wait(host.page, 'document.querySelector("#telemetry-lines time")')
    host.seek("09:45:00")  # by now the browser has said what is out of sight
    drawn = host.page.evaluate("knightreplay.stats().drawn.flow")
    host.seek("09:50:00")
    assert host.page.evaluate("knightreplay.stats().drawn.flow") == drawn

    host.page.reload()
    host.ready()
    assert chosen(host) == shows("log")


def test_desk_shows_what_the_ledgers_say(visitor, history):
    host = visitor().open(history).complete().seek("10:05:00")
    run = simulate(load_scenario("sec-2013"), 29)
    account, screen = account_33(run.frames), pmon(run.frames)
    tick = tick_of("10:05:00") - 1

    host.page.keyboard.press("3")
    page = host.page
    page.locator("#account-gross[title]:not([title=''])").wait_for()

    def exact(name):
        return dollars(page.locator(f"#{name}").get_attribute("title"))

    gross = [cents for frames in run.frames for cents in frames.gross.tolist()]
    own = [cents for frames in run.frames for cents in frames.pnl_own.tolist()]
    shown = int(screen.shown[tick])
    assert f"0{host.text('account-crossed')}" == account.crossed_at
    assert exact("account-gross") == gross[tick]
    assert exact("pmon-gross") == gross[shown]
    assert exact("pmon-pnl") == own[shown]
    assert exact("true-pnl") == own[tick]
    assert host.text("pmon-late") == f"{screen.delay[tick]} s"
    assert split(host) == (-int(run.frames[124].pnl_exit[59]), True)

    page.keyboard.press("End")
    host.until("s.tick === 28800")
    wait(page, 'document.getElementById("split-at").textContent === "at 16:00:00"')
    assert split(host) == (round(run.summary()["loss_usd"] * 100), True)


def split(host):
    """(the total of the loss split, whether its parts add up to it), cents."""
    titles = host.page.evaluate(
        """[...document.querySelectorAll("#split-parts tr:not(.gone)")].map((row) =>
          [...row.querySelectorAll("td[title]")].map((cell) => cell.title))"""
    )
    *parts, total = [sum(dollars(title) for title in row if title) for row in titles]
    return total, sum(parts) == total


def test_telemetry_marks_where_an_alert_should_have_fired(visitor, history):
    host = visitor().open(history).complete().seek("09:56:25")
    host.page.keyboard.press("4")
    servers = host.page.locator("#telemetry-servers")

    servers.get_by_role("button", name="Server 8").click()
    wait(
        host.page,
        """[...document.querySelectorAll("#telemetry-lines .who")].length > 90 &&
        [...document.querySelectorAll("#telemetry-lines .who")].every(
          (own) => own.textContent === "Server 8")""",
    )

    alerts = host.page.locator("#telemetry-lines [data-kind=alert]").all_inner_texts()
    assert "An alert should have fired here: 304 child orders" in alerts[-1]
    assert "9:30:10 server 8" in host.text("telemetry-rules")
    servers.get_by_role("button", name="All servers").click()
    wait(host.page, "document.querySelectorAll('#telemetry-lines li').length === 200")
    host.page.locator("#telemetry-lines").hover()
    host.page.mouse.wheel(0, -400)
    follow = host.page.locator("#telemetry-follow[aria-pressed=false]")
    follow.click()
    host.page.locator("#telemetry-follow[aria-pressed=true]").wait_for()


def test_opened_email_says_why_nobody_was_paged_and_gives_the_focus_back(visitor):
    host = visitor().begin().complete().seek("08:40:00")
    page = host.page
    assert host.text("inbox-last") == "43 unread, times modelled"

    page.locator("#mail button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    letter = page.locator("#dialog-mail")
    letter.wait_for()
    assert "not designed to be system alerts" in letter.inner_text()
    assert host.text("mail-place") == "42 of 43 so far"
    page.keyboard.press("Escape")
    assert page.evaluate(
        "document.activeElement === document.querySelectorAll('#mail button')[1]"
    )
    assert host.text("inbox-last") == "42 unread, times modelled"

    page.locator("[data-op=act-on-emails]").click()
    page.locator("#act-yes").click()
    page.locator("#play").click()
    wait(
        page,
        'document.getElementById("inbox-words").textContent.startsWith("Acted on at 8:40")',
    )
