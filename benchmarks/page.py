"""What the page costs the browser: `python -m benchmarks.page`.

A real Chromium, drawing in software, in front of a real server. Measured are frames at
120-fold speed on two screens, how busy the main thread is, seeks, drags and an epoch, and beside
them, in the same browser, the static page (benchmarks/peers/page). Milliseconds are of this
machine; the ratios, shares and counts carry over. The cold start is in benchmarks/door.py.
"""

import statistics
from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    CDPSession,
    Page,
    ViewportSize,
    sync_playwright,
)

from benchmarks.figures.ratio import Ratio, p95, report
from benchmarks.peers.serving import static_page
from tests.browser.chromium import Visitor, ticks
from tests.browser.conftest import LAUNCH, program
from tests.server import serving

SCREENS = [(1440, 900), (1920, 1080)]
ROUNDS = 3
SECONDS = 4  # of playing, in a round
BEGIN = "09:32:00"
SPEED = "120\N{MULTIPLICATION SIGN}"
LATE = 33.5  # milliseconds: two frames
SETTLED = 1000  # milliseconds until what was asked for is drawn

FRAMES = """(seconds) => new Promise((done) => {
  const times = [];
  const end = performance.now() + seconds * 1000;
  const look = (now) => {
    times.push(now);
    if (now < end) requestAnimationFrame(look);
    else done(times.slice(1).map((time, i) => time - times[i]));
  };
  requestAnimationFrame(look);
})"""
# From a seek by the scrubber to the frame after the one that it is drawn in.
SEEKS = """async (count) => {
  const scrub = document.getElementById("scrub");
  const times = [];
  for (let i = 0; i < count; i++) {
    scrub.value = String(5400 + ((i * 613) % 2600));
    const start = performance.now();
    scrub.dispatchEvent(new Event("change"));
    await new Promise((go) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = go;
      port2.postMessage(null);
    }));
    times.push(performance.now() - start);
    await new Promise((go) => setTimeout(go, 60));
  }
  return times;
}"""
DRAG = """async (count) => {
  const scrub = document.getElementById("scrub");
  const times = [];
  let last = performance.now();
  for (let i = 0; i < count; i++) {
    scrub.value = String(5400 + i * 20);
    scrub.dispatchEvent(new Event("input"));
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  scrub.dispatchEvent(new Event("change"));
  return times.slice(1);
}"""
# One task: the new epoch's tail into the store, and everything visible drawn again.
EPOCH = """async () => {
  const watch = new PerformanceObserver(() => undefined);
  watch.observe({ entryTypes: ["longtask"] });
  const before = knightreplay.state().epoch;
  document.getElementById("guard").click();
  document.getElementById("kill").click();
  const gaps = [];
  let last = performance.now();
  const end = last + 20000;
  while (knightreplay.state().epoch === before && last < end) {
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - last);
    last = now;
  }
  for (let i = 0; i < 10; i++) {
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - last);
    last = now;
  }
  return Math.max(...gaps);
}"""


@dataclass
class Cost:
    """Of a page on one screen."""

    gaps: list[float] = field(default_factory=list)  # ms between frames, at 120-fold
    busy: list[float] = field(default_factory=list)  # parts of the time at 120-fold
    seeks: list[float] = field(default_factory=list)  # ms each
    drags: list[float] = field(default_factory=list)  # ms between frames

    def rows(self) -> dict[str, float]:
        return {
            "frames a second, 120-fold": 1e3 / statistics.mean(self.gaps),
            "frames over 33 ms": sum(gap > LATE for gap in self.gaps),
            "main thread busy, %": 100 * statistics.median(self.busy),
            "seek to next paint, ms": statistics.median(self.seeks),
            "frame of a drag, ms": statistics.median(self.drags),
        }


def main() -> None:
    ratios = []
    with (
        serving() as server,
        static_page() as static,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program(), args=LAUNCH)
        for screen in SCREENS:
            ratios += _screen(browser, server.address, static, screen)
        browser.close()
    report("page", ratios)


def _screen(
    browser: Browser, address: str, static: str, screen: tuple[int, int]
) -> list[Ratio]:
    """Both pages in turn; the product's epoch comes last."""
    width, height = screen
    viewport: ViewportSize = {"width": width, "height": height}
    visitor = Visitor(browser.new_context(viewport=viewport), address)
    run = visitor.begin().complete().seek(BEGIN)
    run.page.get_by_role("radio", name=SPEED, exact=True).click()
    floor = _floor(browser, static, viewport)
    costs = Cost(), Cost()
    for _ in range(ROUNDS):
        for page, cost in zip((run.page, floor), costs, strict=True):
            _measure(page, cost)
    run.until("s.pending === 0").seek("09:40:00")
    epoch: float = run.page.evaluate(EPOCH)
    print(f"{width} by {height}")
    _print(run.page, *costs, len(visitor.elsewhere))
    visitor.context.close()
    floor.context.close()
    return _ratios(*costs, epoch, f"at {width} by {height}")


def _floor(browser: Browser, static: str, viewport: ViewportSize) -> Page:
    page = browser.new_context(viewport=viewport).new_page()
    page.goto(f"{static}#t={BEGIN}")
    page.locator("#plot-stocks .scatterlayer path").first.wait_for(state="attached")
    return page


def _measure(page: Page, cost: Cost) -> None:
    """One round: it plays for some seconds, is sought in, and is dragged."""
    page.bring_to_front()
    page.locator("#scrub").fill(str(ticks(BEGIN)))
    page.locator("#play").click()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _metrics(session)
    cost.gaps += page.evaluate(FRAMES, SECONDS)
    after = _metrics(session)
    page.locator("#play").click()
    page.wait_for_timeout(SETTLED)
    lasted = after["Timestamp"] - before["Timestamp"]
    cost.busy.append((after["TaskDuration"] - before["TaskDuration"]) / lasted)
    cost.seeks += page.evaluate(SEEKS, 20)
    cost.drags += page.evaluate(DRAG, 60)


def _ratios(ours: Cost, floor: Cost, epoch: float, on: str) -> list[Ratio]:
    median = statistics.median
    a_seek = p95(floor.seeks)
    return [
        Ratio(
            f"seek / static page {on}", median(ours.seeks), median(floor.seeks), "ms"
        ),
        Ratio(f"seek p95 / static page {on}", p95(ours.seeks), a_seek, "ms"),
        Ratio(f"drag p95 / static page {on}", p95(ours.drags), p95(floor.drags), "ms"),
        Ratio(f"busy / static page {on}", median(ours.busy), median(floor.busy), ""),
        Ratio(f"epoch / seek p95 of static page {on}", epoch, a_seek, "ms"),
    ]


def _print(page: Page, ours: Cost, floor: Cost, elsewhere: int) -> None:
    most = page.evaluate("knightreplay.stats().mostChartsInAFrame")
    beside = floor.rows()
    print(f"  {'':28}{'here':>8}{'floor':>8}")
    for name, value in ours.rows().items():
        print(f"  {name:28}{value:8.1f}{beside[name]:8.1f}")
    print(f"  {'charts in a frame, at most':28}{most:8}")
    print(f"  {'requests to elsewhere':28}{elsewhere:8}")


def _metrics(session: CDPSession) -> dict[str, float]:
    answer = session.send("Performance.getMetrics")
    return {metric["name"]: metric["value"] for metric in answer["metrics"]}


if __name__ == "__main__":
    main()
