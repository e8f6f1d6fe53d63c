"""A comparison's counterfactual figures have their ranges, in a real browser."""

from typing import Any

import pytest

from tests.browser.chromium import RunPage
from tests.browser.comparison import ComparisonPage

pytestmark = pytest.mark.browser

RANGE = "three readings and the rival stop"


def begun(page: Any, acts: list[dict[str, Any]]) -> str:
    """The id of a run that begins with some acts."""
    answer = page.request.post("/api/v1/runs", data={"interventions": acts})
    return str(answer.json()["id"])


def test_comparison_says_the_range_of_each_figure_by_itself(visitor, server):
    page = visitor(base_url=server.address).page()
    kill = {"at": "09:41:00", "op": "kill", "servers": "8"}
    one, other = begun(page, []), begun(page, [kill])

    page.goto(f"/compare/?runs={one},{other}")
    compared = ComparisonPage(page).complete()

    compared.until("s.info.ranges.every((own) => own.known)")
    lines = page.locator("#runs > li:nth-child(2) .range").all_inner_texts()
    ranges = compared.state()["info"]["ranges"][1]
    assert lines == [
        f"Loss: {ranges['loss']['words']}",
        f"Less than left alone: {ranges['avoided']['words']}",
        f"Loss minus A's: {ranges['against']['words']}",
    ]
    assert all(RANGE in line and line.endswith("over 20 seeds") for line in lines)


def test_header_opens_the_other_reading_at_the_same_second(visitor, history):
    page = visitor().open(history).complete()
    page.seek("09:41:00")
    own = page.page
    line = own.locator("#reading")
    assert "¶21 says otherwise" in line.inner_text()
    path = own.evaluate("location.pathname")

    line.get_by_role("button").click()

    own.wait_for_url(lambda address: "/runs/" in address and path not in address)
    other = RunPage(own).ready()
    other.until("s.tick === 6060")
    assert "Reads ¶21" in own.locator("#reading").inner_text()
