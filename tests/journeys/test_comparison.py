"""Runs side by side in a real browser: two runs, one of which killed server 8 at 9:41."""

from typing import Any

import pytest

from tests.browser.axe import AUDITED, audit
from tests.browser.chromium import ticks, wait
from tests.browser.comparison import ComparisonPage, exact

pytestmark = pytest.mark.browser

NINE_41 = ticks("09:41:00")


def audit_whole(page: Any) -> list[list[str]]:
    """At the page's end nothing lies half under the controls, which stay in view."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    found = audit(page)
    page.evaluate("scrollTo(0, 0)")
    return found


def begun(page: Any, acts: list[dict[str, Any]]) -> str:
    """The id of a run that begins with some acts."""
    answer = page.request.post("/api/v1/runs", data={"interventions": acts})
    return str(answer.json()["id"])


def cents_of(page: Any, run: str) -> int:
    """What a run has lost at its end."""
    summary = page.request.get(f"/api/v1/runs/{run}/summary").json()
    cents: int = round(summary["loss_usd"] * 100)
    return cents


def sees_where_they_part(compared: ComparisonPage, runs: tuple[str, str]) -> None:
    """And why, and the difference to the cent."""
    page = compared.page
    info = compared.state()["info"]
    first = info["divergences"][1]["first"]
    assert first["tick"] == NINE_41
    words = "B parts from A at 9:41:00: Kill server 8 at 9:41:00, only in B."
    assert page.locator("#partings p").all_inner_texts() == [words]
    cents = [cents_of(page, run) for run in runs]
    assert [ending["loss"] for ending in info["endings"]] == cents
    row = page.locator("#figures tbody tr").first
    assert row.locator("small").all_inner_texts()[-1] == exact(cents[1] - cents[0])
    assert compared.cards() == ["Left alone", "Kill server 8 at 9:41:00"]


def plays_both(compared: ComparisonPage) -> None:
    """Before 9:41 they are the same, at the cut they begin to differ."""
    page = compared.page
    page.get_by_role("button", name="Go to 9:41:00").click()
    compared.until(f"s.tick === {NINE_41} && s.losses[0] === s.losses[1]")
    page.keyboard.press("ArrowRight")
    compared.until(f"s.tick === {NINE_41 + 10} && s.losses[0] !== s.losses[1]")
    page.keyboard.press("Space")
    compared.until(f"s.playing && s.tick > {NINE_41 + 10}")
    page.keyboard.press("Space")
    compared.until("!s.playing")


def finds_everything_without_seeing_it(page: Any) -> None:
    """The curves are there, too."""
    wait(page, "document.querySelectorAll('.scatterlayer path.js-line').length >= 3")
    assert audit_whole(page) == [], "as it comes"
    page.locator("#theme").click()
    assert audit_whole(page) == [], "the other theme"
    page.set_viewport_size({"width": 390, "height": 844})
    assert audit_whole(page) == [], "phone"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1440, "height": 900})


def reorders(compared: ComparisonPage, runs: tuple[str, str]) -> None:
    """By the keys: the focus stays with the run."""
    page, (one, other) = compared.page, runs
    losses = [cents_of(page, run) for run in runs]
    page.get_by_role("button", name="Move A back").focus()
    page.keyboard.press("Enter")
    compared.until(f"s.info.runs[0].id === '{other}'")
    assert compared.cards() == ["Kill server 8 at 9:41:00", "Left alone"]
    assert page.evaluate("document.activeElement.closest('li').dataset.run") == one
    small = page.locator("#figures tbody tr").first.locator("small")
    assert small.all_inner_texts()[-1] == exact(losses[0] - losses[1])
    assert page.url.endswith(f"?runs={other},{one}")


def adds_a_third_and_removes_it(compared: ComparisonPage, address: str) -> None:
    """What is no address is told."""
    page = compared.page
    third = begun(page, [{"at": "09:41:00", "op": "kill", "servers": "8"}])
    page.locator("#add-run").click()
    assert audit(page) == [], "adding"
    page.locator("#add-address").fill("nonsense")
    page.locator("#add-do").click()
    page.locator("#add-problem").get_by_text("not the address").wait_for()
    page.locator("#add-address").fill(f"{address}/runs/{third}/")
    page.locator("#add-do").click()
    compared.until("s.info.runs.length === 3").complete()
    same = "C and A are the same, second by second."
    assert page.locator("#partings p").all_inner_texts()[1] == same
    page.get_by_role("button", name="Remove C").click()
    compared.until("s.info.runs.length === 2")


def opens_a_link_at_this_moment(compared: ComparisonPage, link: str, run: str) -> None:
    """A missing run is named and no hindrance."""
    page = compared.page
    page.locator("#copy-link").click()
    address = page.locator("#copy-address").input_value()
    assert address.startswith(link)
    page.locator("#copy-close").click()
    tick = compared.state()["tick"]
    page.goto(address.replace(run, f"{run},00000000-0000-4000-8000-000000000000"))
    opened = ComparisonPage(page).complete()
    assert (opened.state()["tick"], opened.state()["playing"]) == (tick, False)
    assert "00000000… is gone" in page.locator("#missing").inner_text()


def hides_what_is_coming(page: Any) -> None:
    """Neither the end nor its figures are told."""
    outcome = page.locator(".outcome").first
    outcome.wait_for()
    page.keyboard.press("h")
    outcome.wait_for(state="hidden")
    assert not page.locator("#figures").is_visible()
    assert page.locator("#partings li").is_visible()  # that was passed
    page.locator("#hide").click()
    outcome.wait_for()


def test_two_runs_are_compared_reordered_and_linked_at_a_moment(visitor, server):
    page = visitor(**AUDITED, base_url=server.address).page()
    one = begun(page, [])
    other = begun(page, [{"at": "09:41:00", "op": "kill", "servers": "8"}])
    page.goto(f"/compare/?runs={one},{other}")
    compared = ComparisonPage(page).complete()

    sees_where_they_part(compared, (one, other))
    plays_both(compared)
    finds_everything_without_seeing_it(page)
    reorders(compared, (one, other))
    adds_a_third_and_removes_it(compared, server.address)
    link = f"{server.address}/compare/?runs={other},{one}&at="
    opens_a_link_at_this_moment(compared, link, one)
    hides_what_is_coming(page)
