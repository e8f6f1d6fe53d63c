"""From a run to a comparison in a real browser."""

import pytest

from tests.browser.chromium import ticks
from tests.browser.comparison import ComparisonPage

pytestmark = pytest.mark.browser


def test_run_page_leads_to_a_comparison_which_follows_what_is_done(visitor, server):
    host = visitor(base_url=server.address)
    run = host.begin().complete().seek("09:35:00")
    run_id = run.path.split("/")[2]

    run.page.locator("#run-menu").click()
    run.page.locator("#menu-compare").click()
    run.page.locator("#compare-alone").check()
    run.page.locator("#dialog-compare").get_by_role("button", name="Compare").click()
    run.page.wait_for_url("**/compare/**")
    compared = ComparisonPage(run.page).complete()
    assert compared.state()["tick"] == ticks("09:35:00")
    assert compared.state()["info"]["divergences"][1]["first"] is None
    assert compared.cards() == ["Left alone", "Left alone"]

    # Somebody acts in the run: the comparison follows, on a page that stays open.
    second = host.open(f"/runs/{run_id}/").complete().seek("09:35:00")
    second.press_kill_switch()
    compared.until("s.info.divergences[1].first !== null").complete()
    state = compared.state()
    assert state["info"]["divergences"][1]["first"]["tick"] == ticks("09:35:00")
    assert state["info"]["endings"][0]["avoided"] > 0
