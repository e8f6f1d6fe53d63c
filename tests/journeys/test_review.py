"""The whole way of a reviewer: fork, change, compare, share, comment, take back, take along."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.capsule import Alone, exported
from tests.browser.chromium import RunPage, Visitor, ticks, wait
from tests.browser.comparison import ComparisonPage, exact

pytestmark = pytest.mark.browser

AT = "09:41:00"


def loss_of(page, run_id):
    """Cents, as the API says how the run ends."""
    return round(
        page.request.get(f"/api/v1/runs/{run_id}/summary").json()["loss_usd"] * 100
    )


def forks(host: RunPage) -> str:
    """At 9:41, and in the fork server 8's flag goes off; its id."""
    page, first = host.page, host.path.split("/")[2]
    page.keyboard.press("f")
    page.locator("#fork-name").fill("Flag off at 9:41")
    assert "no acts" in page.locator("#fork-kept").inner_text()
    page.locator("#fork-go").click()
    page.locator("#parent").wait_for()
    assert page.locator("#parent").inner_text().endswith("at 9:41:00")
    fork = host.path.split("/")[2]
    assert fork != first
    host.ready().complete().until(f"s.role === 'host' && s.tick === {ticks(AT)}")
    page.locator("#chips button", has_text="8").click()
    page.locator("#acts").get_by_role("button", name="Flag off").click()
    page.locator("#menu [role=menuitem]").first.click()
    page.locator("#act-yes").click()
    host.until("s.pending === 0 && s.log.some((act) => act.op === 'flag')").complete()
    return fork


def compares(page: Page, fork: str, first: str) -> None:
    """With the run that it comes from: parted at 9:41, apart by B - A to the cent."""
    page.locator("#run-menu").click()
    page.locator("#menu-compare").click()
    page.locator(f"#dialog-compare input[value='{first}']").check()
    page.locator("#dialog-compare").get_by_role("button", name="Compare").click()
    page.wait_for_url("**/compare/**")
    compared = ComparisonPage(page).complete()
    info = compared.state()["info"]
    assert info["divergences"][1]["first"]["tick"] == ticks(AT)
    small = page.locator("#figures tbody tr").first.locator("small")
    apart = loss_of(page, first) - loss_of(page, fork)
    assert small.all_inner_texts()[-1] == exact(apart)


def shares(page: Page) -> str:
    """A link to that moment, with the right to comment."""
    page.locator("#run-menu").click()
    page.locator("#menu-share").click()
    page.locator("#share-role").select_option("comment")
    page.locator("#share-go").click()
    address = page.locator("#share-url").input_value()
    page.keyboard.press("Escape")
    return address


def comments(there: RunPage) -> None:
    """Somebody else, who is paused at the moment of the link."""
    there.until(f"s.tick === {ticks(AT)} && s.role === 'comment'")
    assert there.page.evaluate("knightreplay.clock.playing()") is False
    there.page.keyboard.press("n")
    form = there.page.locator("#notes form")
    form.locator("textarea").fill("Only **server 8**?")
    form.get_by_label("Your name").fill("Bob")
    form.get_by_role("button", name="Write the note").click()


def takes_the_link_back(page: Page, there: RunPage) -> None:
    """The page that it opened closes."""
    page.locator("#run-menu").click()
    page.locator("#menu-share").click()
    row = page.locator(".share-links li").first
    row.get_by_role("button", name="Take back").click()
    row.get_by_role("button", name="for good").click()
    there.page.get_by_role("heading", name="This link was taken back").wait_for()
    page.keyboard.press("Escape")


def takes_it_along(
    owner: Visitor, host: RunPage, chromium: Browser, file: Path
) -> None:
    """The capsule says the same where there is no network, with the comment."""
    host.complete()
    told = [host.seek(AT).text("headline"), host.seek("09:50:00").text("headline")]
    file.write_bytes(exported(owner, host))
    alone = Alone(chromium, file)
    wait(alone.page, "knightreplay.store.complete()")
    assert "Checked" in alone.line()
    own = alone.run
    assert [
        own.seek(AT).text("headline"),
        own.seek("09:50:00").text("headline"),
    ] == told
    alone.page.locator("#run-menu").click()
    alone.page.locator("#menu-notes").click()
    alone.page.locator("#notes strong", has_text="server 8").wait_for()
    alone.close()


def test_host_forks_compares_shares_and_hands_on_a_capsule(
    visitor, server, chromium, tmp_path
):
    owner, guest = visitor(base_url=server.address), visitor()
    host = owner.begin().complete().seek(AT)
    first = host.path.split("/")[2]

    fork = forks(host)
    compares(host.page, fork, first)
    host = owner.open(f"/runs/{fork}/#t={AT}")
    address = shares(host.page)
    there = guest.open("/" + address.split("/", 3)[3])
    comments(there)
    host.page.locator(".notes-lane .note-mark").wait_for()
    takes_the_link_back(host.page, there)
    guest.complaints[:] = [c for c in guest.complaints if "410" not in c]
    takes_it_along(owner, host, chromium, tmp_path / "capsule.html")
