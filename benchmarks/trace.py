"""Where the time of a first chart and of a seek goes: `python -m benchmarks.trace`.

Chromium traces a cold visit and a seek, of a run's page and of the static page; what is printed is
processor time of the page's main thread by kind of work, the middle one of five. The last
traces lie in benchmarks/results/traces, for the browser's own tools.
"""

import statistics
from collections.abc import Callable

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.figures.loading import FIRST_CHART
from benchmarks.figures.ratio import RESULTS, Ratio, report
from benchmarks.figures.trace import BEGIN, CATEGORIES, END, work
from benchmarks.peers.serving import static_page
from tests.browser.chromium import Visitor
from tests.browser.conftest import LAUNCH, program
from tests.server import serving

TURNS = 5
TRACES = RESULTS / "traces"
MOMENT = "#t=09:41:00"
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
AFTER = 1500  # milliseconds in which a page does the rest
WATCH = f"""performance.mark("{BEGIN}");
globalThis.wanted = new Promise((done) => {{
  const look = () => {{
    if (!({FIRST_CHART})) return void requestAnimationFrame(look);
    performance.mark("{END}");
    done();
  }};
  requestAnimationFrame(look);
}});"""
# All charts of a seek: ours draws one a frame, the leading one first.
SEEK = f"""async () => {{
  const scrub = document.getElementById("scrub");
  const frame = () => new Promise(requestAnimationFrame);
  scrub.value = "7000";
  performance.mark("{BEGIN}");
  scrub.dispatchEvent(new Event("change"));
  for (let i = 0; i < 8; i++) await frame();
  performance.mark("{END}");
}}"""

Work = dict[str, float]


def traced(browser: Browser, page: Page, name: str, does: Callable[[], object]) -> Work:
    file = TRACES / f"{name}.json"
    browser.start_tracing(page=page, path=file, categories=CATEGORIES)
    does()
    browser.stop_tracing()
    return work(file)


def first_chart(browser: Browser, address: str, name: str) -> Work:
    """Of a visit by a fresh context."""
    context = browser.new_context(viewport=VIEWPORT)
    try:
        context.add_init_script(WATCH)
        page = context.new_page()

        def visit() -> None:
            page.goto(address + MOMENT, wait_until="commit")
            page.evaluate("globalThis.wanted")

        return traced(browser, page, f"first chart, {name}", visit)
    finally:
        context.close()


def seek(browser: Browser, address: str, name: str) -> Work:
    context = browser.new_context(viewport=VIEWPORT)
    try:
        page = context.new_page()
        page.goto(address + MOMENT)
        page.locator(".scatterlayer path").first.wait_for(state="attached")
        page.wait_for_timeout(AFTER)
        return traced(browser, page, f"seek, {name}", lambda: page.evaluate(SEEK))
    finally:
        context.close()


def told(title: str, found: dict[str, list[Work]]) -> Ratio:
    """Prints a row a kind and a column a page, in milliseconds; the sum of each compares."""
    print(f"{title:22}" + "".join(f"{name:>14}" for name in found))
    kinds = next(iter(found.values()))[0]
    middle = {
        name: {kind: statistics.median(one[kind] for one in works) for kind in kinds}
        for name, works in found.items()
    }
    for kind in kinds:
        print(f"{kind:22}" + "".join(f"{own[kind]:14.1f}" for own in middle.values()))
    ours, floor = (sum(own.values()) for own in middle.values())
    return Ratio(f"{title}, main thread / static page", ours, floor, "ms")


def main() -> None:
    TRACES.mkdir(parents=True, exist_ok=True)
    ratios = []
    with (
        serving() as server,
        static_page() as static,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program(), args=LAUNCH)
        run = Visitor(browser.new_context(), server.address).start()
        pages = {"run page": server.address + run, "static page": static}
        for title, look in {"first chart": first_chart, "seek": seek}.items():
            found: dict[str, list[Work]] = {name: [] for name in pages}
            for turn in range(TURNS + 1):
                for name, address in pages.items():
                    one = look(browser, address, name)
                    if turn:
                        found[name].append(one)
            ratios.append(told(title, found))
        browser.close()
    report("trace", ratios)


if __name__ == "__main__":
    main()
