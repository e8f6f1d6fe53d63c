"""Everything has its place, on every screen that people bring."""

from typing import Any

import pytest

from tests.browser.layout import MISPLACED

pytestmark = pytest.mark.browser

SCREENS = [(1440, 900), (1280, 720), (1920, 1080), (390, 844)]
MISPLACED_IN_VIEWS = MISPLACED.replace(".card, .transport", ".views .card").replace(
    ".card > header, .sum, .tile .detail", ".views .card > header, .views .sum"
)


@pytest.mark.parametrize("size", SCREENS)
def test_everything_has_its_place(visitor, size):
    width, height = size
    host = visitor(viewport={"width": width, "height": height}).begin().complete()
    for time in ("08:00:00", "09:20:00", "09:47:00", "10:15:00"):
        host.seek(time)
        fits(host.page, size)
        assert host.page.evaluate(MISPLACED) == []
    views_fit(host.page, size)

    host.seek("09:35:00").press_kill_switch()
    question_leaves_guard_and_kill_switch_free(host)
    log_keeps_its_buttons_in_view(host, width)


def fits(page: Any, size: tuple[int, int]) -> None:
    """Nothing is wider than the screen, nor higher where all is to be seen at once."""
    width, height = size
    sizes = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert sizes[0] == width
    assert width < 1000 or sizes[1] == height


def views_fit(page: Any, size: tuple[int, int]) -> None:
    for name in ("stock", "desk", "log", "tape", "market"):
        page.locator(f"#tab-{name}").click()
        shown = page.locator(".view:not([hidden])")
        assert [view.get_attribute("id") for view in shown.all()] == [f"view-{name}"]
        if name == "tape":
            page.locator("#tape-body tr, #tape-words:not([hidden])").first.wait_for()
        fits(page, size)
        assert page.evaluate(MISPLACED_IN_VIEWS) == []


def question_leaves_guard_and_kill_switch_free(host: Any) -> None:
    host.page.locator("#after-reason").wait_for(state="visible")

    host.page.locator("#guard").click(timeout=30000)
    host.page.locator("#kill").click(timeout=30000)

    host.until("s.log.filter((act) => act.op === 'kill').length === 2")


def log_keeps_its_buttons_in_view(host: Any, width: int) -> None:
    """Whatever somebody writes."""
    host.page.locator("#after-reason").fill("W" * 420)
    host.page.locator("#after-form button[type=submit]").click()
    host.until("s.log.some((act) => act.reason.length === 420)")

    host.page.locator("#log-open").click()

    for words in ("Strike out", "Save", "Close"):
        button = host.page.locator("#dialog-log").get_by_role("button", name=words)
        box = button.last.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height_of(host.page)
    log = host.page.locator("#log")
    assert log.evaluate("(own) => own.scrollWidth <= own.clientWidth")


def height_of(page: Any) -> int:
    height: int = page.viewport_size["height"]
    return height
