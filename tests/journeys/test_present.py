"""Presenting: on every projector one page, nothing over anything, all of it legible."""

import pytest

from tests.browser.chromium import ticks
from tests.waiting import looks

pytestmark = pytest.mark.browser

PROJECTORS = [(1024, 768), (1280, 720), (1280, 800), (1920, 1080)]
MOMENTS = ("08:00:00", "09:20:00", "09:47:00", "10:10:00", "10:15:00", "10:31:00")

# Every piece of text that can be seen: where, how large, and how much of it is cut off.
# A line's box is higher than its letters; a fifth of it counts as air.
TEXTS = """() => {
  const hidden = (own) => {
    const style = getComputedStyle(own);
    return style.visibility !== "visible" || Number(style.opacity) === 0 ||
      (style.clipPath !== "none") || (own.parentElement ? hidden(own.parentElement) : false);
  };
  const clip = (own) => {
    let box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let at = own; at; at = at.parentElement) {
      if (at instanceof SVGElement || getComputedStyle(at).overflow === "visible") continue;
      const r = at.getBoundingClientRect();
      box = { left: Math.max(box.left, r.left), top: Math.max(box.top, r.top),
        right: Math.min(box.right, r.right), bottom: Math.min(box.bottom, r.bottom) };
    }
    return box;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const own = node.parentElement;
    if (!node.data.trim() || own.closest("script, noscript, dialog:not([open])")) continue;
    if (own.closest(".sr, .skip, option, #toasts") || hidden(own)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(own).fontSize);
    const limits = clip(own);
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      const air = r.height * 0.1;
      found.push({ text: node.data.trim(), size, left: Math.max(r.left, limits.left),
        right: Math.min(r.right, limits.right), top: r.top + air,
        bottom: r.bottom - air,
        cut: Math.max(limits.top - r.top - air, r.bottom - air - limits.bottom) });
    }
  }
  return found;
}"""


SCROLLS = """document.documentElement.scrollWidth > innerWidth ||
  document.documentElement.scrollHeight > innerHeight"""
FRAMES = (
    """new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"""
)


def over_each_other(texts):
    """Pairs of texts whose boxes share more than a pixel."""
    found = []
    for i, a in enumerate(texts):
        for b in texts[i + 1 :]:
            wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
            high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            if wide > 1 and high > 1:
                found.append((a["text"], b["text"]))
    return found


def test_presented_page_fits_and_can_be_read_from_the_back_row(visitor):
    host = visitor(color_scheme="dark").begin().complete()
    host.page.keyboard.press("p")

    for moment in MOMENTS:
        host.page.evaluate(f"location.hash = 't={moment}'")
        host.until(f"s.tick === {ticks(moment)} && s.pending === 0")
        for size in PROJECTORS:
            assert settled(host.page, size) == {}, (moment, size)
    assert host.page.evaluate("document.documentElement.dataset.theme") == "light"
    assert host.page.url.endswith("?present")

    host.page.reload()
    host.ready()
    assert host.page.evaluate("document.documentElement.dataset.density") == "present"


def settled(page, size):
    """What is still wrong on a screen of this size once all of it is drawn anew."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    for _ in looks(patience=10):
        page.evaluate(FRAMES)
        wrong = found_wrong(page, height)
        if not wrong:
            break
    return wrong


def found_wrong(page, height):
    """What is larger than the screen, over something, cut off or too small; none: {}."""
    texts = page.evaluate(TEXTS)
    found = {
        "scrolls": page.evaluate(SCROLLS),
        "over": over_each_other(texts),
        "cut": [t["text"] for t in texts if t["cut"] > 1],
        "small": [t["text"] for t in texts if t["size"] < height * 0.02 - 0.01],
        "e-mails": page.locator("#mail li:visible").count() > 3,
    }
    return {name: wrong for name, wrong in found.items() if wrong}
