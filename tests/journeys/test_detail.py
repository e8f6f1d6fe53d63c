"""The tape of a second and one stock, in a real browser."""

import pytest

from simulator.engine import run_until, simulate
from simulator.kernel.expansion import SECOND
from simulator.scenario import load_scenario
from simulator.schedule import make_schedule
from simulator.state import new_state
from simulator.tape import START, tape
from tests.browser.chromium import wait

pytestmark = pytest.mark.browser

ROWS = """[...document.querySelectorAll('#tape-body tr')].map((row) =>
    [...row.children].map((cell) => cell.title || cell.textContent))"""
PAGE = 200  # executions that come at once


def executions(tick):
    """A second's executions as the page writes them, by the simulator."""
    scenario = load_scenario("sec-2013")
    schedule, minute = make_schedule(scenario, []), tick // 60
    state, _ = run_until(scenario, 29, schedule, new_state(scenario), 0, minute * 60)
    columns = (c.tolist() for c in tape(scenario, 29, schedule, state, minute))
    return [
        [
            f"09:45:00.{when % SECOND:09}",
            str(server),
            str(parent),
            scenario.tickers[symbol],
            "bought" if side > 0 else "sold",
            str(quantity),
            f"${price / 100:,.2f}",
            f"${price * quantity / 100:,.2f}",
        ]
        for when, server, parent, symbol, side, quantity, price in zip(
            *columns, strict=True
        )
        if (when - START) // SECOND == tick
    ]


def rows_are(page, count):
    wait(page.page, f"document.querySelectorAll('#tape-body tr').length === {count}")
    return page.page.evaluate(ROWS)


def test_tape_of_the_second_on_the_screen_is_that_of_the_simulator(visitor, history):
    page = visitor().open(history).complete().seek("09:45:01")
    expected = executions(6300)

    page.page.keyboard.press("5")
    assert rows_are(page, PAGE) == expected[:PAGE]
    assert page.text("tape-title") == "Executions of 9:45:00–9:45:01"
    assert page.text("tape-total").startswith(f"{len(expected)} executions, ")
    page.page.locator("#tape-more").click()
    assert rows_are(page, 2 * PAGE) == expected[: 2 * PAGE]

    ticker = expected[0][3]
    page.page.locator("#tape-symbol").select_option(ticker)
    of_stock = [row for row in expected if row[3] == ticker]
    assert rows_are(page, len(of_stock)) == of_stock
    page.page.locator("#tape-server").select_option("Server 3")
    rows_are(page, 0)
    none = f"None of the second’s {len(expected)} executions is of this choice."
    assert page.text("tape-words") == none

    page.seek("08:30:00")
    wait(page.page, "document.querySelector('#tape-words').innerText.startsWith('No')")
    assert page.text("tape-words") == "No loop executed anything in this second."


def shows_stock(page, number):
    """Waits until the title names it."""
    title = "document.querySelector('#stock-title').innerText"
    wait(page.page, f"{title}.endsWith('K{number + 1:03}')")


def test_stock_is_opened_by_keyboard_and_left_the_same_way(visitor, history):
    page = visitor().open(history).complete().seek("10:15:00")
    keys = page.page.keyboard
    frames = simulate(load_scenario("sec-2013"), 29).frames[134]
    wait(page.page, "document.querySelectorAll('#plot-stocks .cell').length === 154")
    wait(page.page, "document.querySelector('#plot-stocks [data-bin=\"6\"]') !== null")

    page.page.locator("#plot-stocks [tabindex='0']").focus()
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    stock = int(page.page.evaluate("document.activeElement.dataset.stock"))
    name = page.page.evaluate("document.activeElement.ariaLabel")
    keys.press("Enter")

    shows_stock(page, stock)
    part = round(float(frames.stocks.participation[stock]) * 100)
    held = int(frames.stocks.position[stock])
    side = "long" if held > 0 else "short"
    assert f"Knight {part}% of volume, {side} {abs(held):,}" in name
    assert page.page.evaluate("document.activeElement.id") == "stock-pick"
    facts = page.text("stock-facts").split("\n")
    assert f"{side} {abs(held):,}" in facts
    assert f"{part}%" in facts
    for chart in ("stock-price", "stock-shares"):
        wait(
            page.page,
            f"[...document.querySelectorAll('#plot-{chart} .scatterlayer path')]"
            ".reduce((all, path) => all + path.getAttribute('d').length, 0) > 300",
        )
    assert page.state()["tick"] == 8100

    page.page.locator("#stock-next").focus()
    keys.press("Enter")
    shows_stock(page, (stock + 1) % 154)
    page.page.locator("#stock-map").focus()
    keys.press("Enter")
    wait(page.page, f"document.activeElement.dataset.stock === '{(stock + 1) % 154}'")
