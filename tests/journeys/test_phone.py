"""A phone in a class: little to fetch, one column, the kill switch and play at hand."""

import pytest

from tests.browser.chromium import RunPage, wait

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
BUDGET = 80 * 1024  # bytes of pages, styles and modules as they cross the network

IN_VIEW = """(id) => {
  const { top, bottom } = document.getElementById(id).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""


def test_phone_fetches_no_chart_before_one_is_opened(visitor, history):
    phone = visitor(**PHONE)
    page = phone.page()
    answers = []
    page.on("requestfinished", lambda request: answers.append(request))
    page.goto(phone.server + history)
    RunPage(page).ready()
    page.wait_for_load_state("networkidle")

    fetched = {request.url: request.sizes()["responseBodySize"] for request in answers}
    assert not [url for url in fetched if "plotly" in url or "/charts/" in url]
    assert not [url for url in fetched if ".woff" in url]
    assert sum(fetched.values()) <= BUDGET, fetched

    page.get_by_role("button", name="Show the chart").first.click()
    wait(page, "document.querySelector('#plot-loss .scatterlayer path') !== null")
    page.get_by_role("button", name="Hide the chart").click()
    assert not page.locator("#plot-loss").is_visible()


def test_phone_has_one_column_with_everything_within_reach(visitor):
    host = visitor(**PHONE).begin().complete().seek("09:47:00")
    page = host.page

    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        tile = page.locator(".tile[data-server='8']").bounding_box()
        first = page.locator(".tile[data-server='1']").bounding_box()
        assert tile["y"] < first["y"]
        assert tile["width"] > 1.9 * first["width"]
        for end in ("0", "document.body.scrollHeight"):
            page.evaluate(f"scrollTo(0, {end})")
            assert page.evaluate(IN_VIEW, "play")
            assert page.evaluate(IN_VIEW, "scrub")
        assert page.locator("#kill").bounding_box()["height"] >= 60


def test_zoomed_to_twice_the_size_nothing_is_lost(visitor):
    """200 % of 1440 by 900, as a browser zooms: 720 by 450 of its pixels."""
    host = visitor(viewport={"width": 720, "height": 450}).begin().complete()
    host.seek("09:47:00")

    for width in (768, 844, 912, 1024, 720):  # tablets, and phones held sideways
        host.page.set_viewport_size({"width": width, "height": 450})
        assert host.page.evaluate("document.documentElement.scrollWidth") == width
    host.page.locator("#kill").scroll_into_view_if_needed()
    host.page.locator("#guard").click()
    host.page.locator("#kill").click()
    host.until("s.log.some((act) => act.op === 'kill')")
