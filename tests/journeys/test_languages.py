"""Longer words, and wider ones, have their place too."""

import pytest

from tests.browser.chromium import RunPage, wait
from tests.browser.layout import MISPLACED

pytestmark = pytest.mark.browser

SCREENS = {"laptop": (1440, 900), "projector": (1024, 768), "phone": (390, 844)}

# Text that its box hides, and controls of the transport that lie on one another.
HIDDEN = """() => {
  const SKIPPED = ".sr, .crowded, svg, [hidden], #plot-stocks, #events, #mail";
  const found = [];
  const hides = (own) => /hidden|clip/.test(getComputedStyle(own).overflowX);
  for (const own of document.querySelectorAll(".app *")) {
    const text = [...own.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!text || !own.clientWidth || own.closest(SKIPPED)) continue;
    if (hides(own) && own.scrollWidth > own.clientWidth + 1) {
      found.push("clipped: " + own.textContent.trim());
    }
  }
  const parts = [...document.querySelectorAll(".transport button.switch, #speed," +
    " #speeds, #play, .when, #line, .key > span:not([hidden]), .legend li")];
  const boxes = parts.map((own) => own.getBoundingClientRect());
  boxes.forEach((a, i) => boxes.slice(0, i).forEach((b, j) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 1) {
      found.push("over one another: " + [parts[i], parts[j]].map((own) =>
        own.id || own.textContent.trim()).join(" and "));
    }
  }));
  return found;
}"""


# Every word some 40 % longer, those of the server and those of the scripts; places of
# values stay.
LONGER = r"""(() => {
  const longer = (text) => text.replace(/(\{\w+\}|<[^>]*>)|(\p{L}{3,})/gu,
    (_whole, kept, word) =>
      kept ?? word + word.slice(0, Math.round(0.4 * word.length)).toLowerCase());
  globalThis.gettext = (text) => text === "en-US" ? text : longer(text);
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return; // before the modules run
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = longer(texts.currentNode.data);
  });
})()"""


def misplaced(run: RunPage, *screens: str) -> dict[str, list[str]]:
    """What has no place, by screen and time."""
    found = {}
    for name in screens:
        width, height = SCREENS[name]
        run.page.set_viewport_size({"width": width, "height": height})
        run.page.goto(run.page.url.split("?")[0] + "?present" * (name == "projector"))
        run.ready().complete()
        for time in ("09:47:00", "10:15:00"):
            run.seek(time)
            wide = run.page.evaluate("document.documentElement.scrollWidth") != width
            wrong = run.page.evaluate(MISPLACED) + run.page.evaluate(HIDDEN)
            if wide or wrong:
                found[f"{name} {time}"] = wrong + ["page too wide"] * wide
    return found


def test_longer_words_and_chinese_fit_and_the_page_comes_back_to_english(visitor):
    run = visitor().begin().complete()
    page = run.page
    page.keyboard.press("?")
    page.get_by_role("button", name="简体中文").click()
    page.locator("html[lang=zh-hans]").wait_for()
    page.wait_for_load_state()
    run.ready().complete()
    page.keyboard.press("End")
    wait(page, "document.getElementById('headline').textContent === '−4.6亿美元'")
    last = page.locator("#events li").last.get_by_role("button")
    assert last.get_attribute("title") == "≈ 15:59 余下大宗出售（我们的规则）"
    assert misplaced(run, "laptop", "projector", "phone") == {}

    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(page.url.split("?")[0])
    run.ready().complete()
    page.keyboard.press("?")
    page.get_by_role("button", name="English").click()
    page.locator("html[lang=en]").wait_for()
    page.wait_for_load_state()
    run.ready().complete().seek("10:15:00")
    wait(page, "document.getElementById('headline').textContent === '−$520M'")

    page.add_init_script(LONGER)
    assert misplaced(run, "laptop", "phone") == {}
