"""Everything has its place, on every screen that people bring."""

import pytest

pytestmark = pytest.mark.browser

SCREENS = [(1440, 900), (1280, 720), (1920, 1080), (390, 844)]

# Rows, words and buttons that reach out of their card, or out of the row above.
MISPLACED = """() => {
  const wanted = "button, h2, dt, dd, output, .sum, .modelled, .key span, .label," +
    ".note, .big span, .phase, .clock, #legend li > *, #events .name:not(.crowded)";
  const found = [];
  const lines = [];
  for (const card of document.querySelectorAll(".card, .transport")) {
    const box = card.getBoundingClientRect();
    for (const own of card.querySelectorAll(wanted)) {
      const at = own.getBoundingClientRect();
      if (!at.width || own.closest("#mail")) continue;
      const out = [box.left - at.left, at.right - box.right, box.top - at.top,
        at.bottom - box.bottom];
      if (Math.max(...out) > 0.5) found.push(own.id || own.textContent);
      if (own.matches("#legend li > span")) lines.push(at);
    }
  }
  lines.forEach((at, i) => {
    if (i && at.top < lines[i - 1].bottom - 0.5) found.push("legend row " + i);
  });
  const clipped = [...document.querySelectorAll(".card > header, .sum, .tile .detail")]
    .filter((own) => own.clientWidth && own.scrollWidth > own.clientWidth + 1);
  return [...found, ...clipped.map((own) => own.textContent.trim())];
}"""


@pytest.mark.parametrize("size", SCREENS)
def test_page_fits_its_screen(visitor, size):
    width, height = size
    host = visitor(viewport={"width": width, "height": height}).begin().complete()

    for time in ("08:00:00", "09:20:00", "09:47:00", "10:15:00"):
        host.seek(time)
        sizes = host.page.evaluate(
            "[document.documentElement.scrollWidth,"
            " document.documentElement.scrollHeight]"
        )
        assert sizes[0] == width
        assert width < 1000 or sizes[1] == height
        assert host.page.evaluate(MISPLACED) == []


@pytest.mark.parametrize("size", SCREENS)
def test_log_keeps_its_buttons_in_view_whatever_somebody_writes(visitor, size):
    width, height = size
    host = visitor(viewport={"width": width, "height": height}).begin().complete()
    host.seek("09:35:00").press_kill_switch()
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
        assert box["y"] + box["height"] <= height
    log = host.page.locator("#log")
    assert log.evaluate("(own) => own.scrollWidth <= own.clientWidth")


@pytest.mark.parametrize("size", SCREENS)
def test_question_after_the_kill_leaves_guard_and_kill_switch_free(visitor, size):
    width, height = size
    host = visitor(viewport={"width": width, "height": height}).begin().complete()
    host.seek("09:35:00").press_kill_switch()
    host.page.locator("#after-reason").wait_for(state="visible")

    host.page.locator("#guard").click(timeout=30000)
    host.page.locator("#kill").click(timeout=30000)

    host.until("s.log.filter((act) => act.op === 'kill').length === 2")
