"""What the page costs the browser: `python -m benchmarks.page`.

A real Chromium, drawing in software, in front of a real server. Measured are frames at
120-fold speed on two screens, how busy the main thread is, seeks, drags, an epoch, a cold start and
the bytes of it. Milliseconds are of this machine; the shares and counts carry over.
"""

import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.browser.chromium import RunPage, Visitor
from tests.browser.conftest import LAUNCH, program
from tests.server import Server

SCREENS = [(1440, 900), (1920, 1080)]
SECONDS = 10

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
FIRST_CHART = """performance.getEntriesByName("first-chart")[0]?.startTime ?? 0"""
WATCH_FIRST_CHART = """new MutationObserver((_, own) => {
  if (!document.querySelector("#plot-loss .scatterlayer path")) return;
  performance.mark("first-chart");
  own.disconnect();
}).observe(document, { childList: true, subtree: true });"""
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


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="knightreplay-bench-") as folder,
        sync_playwright() as playwright,
    ):
        server = Server(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=program(), args=LAUNCH)
        try:
            for width, height in SCREENS:
                _screen(browser, server.address, width, height)
        finally:
            browser.close()
            server.stop()


def _screen(browser: Browser, address: str, width: int, height: int) -> None:
    print(f"{width} by {height}")
    visitor = Visitor(
        browser.new_context(viewport={"width": width, "height": height}), address
    )
    run = visitor.begin().complete().seek("09:20:00")
    _playing(run)
    run.seek("09:40:00")
    _times("seek to next paint", run.page.evaluate(SEEKS, 30))
    _times("frame of a drag", run.page.evaluate(DRAG, 120))
    print(f"  {'longest frame of an epoch':28}{run.page.evaluate(EPOCH):8.1f} ms")
    _cold(browser, address + run.path, width, height)
    print(f"  {'requests to elsewhere':28}{len(visitor.elsewhere):8}")
    visitor.context.close()


def _playing(run: RunPage) -> None:
    """Frames and the main thread's share while it plays at 120-fold speed."""
    page = run.page
    page.get_by_role("radio", name="120\N{MULTIPLICATION SIGN}", exact=True).click()
    page.locator("#play").click()
    run.until("s.tick > 4900")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _metrics(session)
    gaps = page.evaluate(FRAMES, SECONDS)
    after = _metrics(session)
    page.locator("#play").click()
    run.until("s.pending === 0")
    busy = (after["TaskDuration"] - before["TaskDuration"]) / (
        after["Timestamp"] - before["Timestamp"]
    )
    late = sum(gap > 33.5 for gap in gaps)
    print(f"  {'frames a second, 120-fold':28}{len(gaps) / SECONDS:8.1f}")
    print(f"  {'frames over 33 ms in 10 s':28}{late:8}")
    print(f"  {'main thread busy':28}{100 * busy:8.0f} %")
    most = page.evaluate("knightreplay.stats().mostChartsInAFrame")
    print(f"  {'charts in a frame, at most':28}{most:8}")


def _cold(browser: Browser, address: str, width: int, height: int) -> None:
    """A first visit: when the first chart is there, and what was fetched for the page."""
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(WATCH_FIRST_CHART)
    page = context.new_page()
    requests: list[Any] = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address)
    RunPage(page).ready()
    page.wait_for_load_state("networkidle")
    fetched = sum(request.sizes()["responseBodySize"] for request in requests)
    print(f"  {'first chart, cold':28}{page.evaluate(FIRST_CHART):8.0f} ms")
    print(f"  {'fetched':28}{fetched / 1e6:8.2f} MB in {len(requests)} requests")
    context.close()


def _metrics(session: CDPSession) -> dict[str, float]:
    answer = session.send("Performance.getMetrics")
    return {metric["name"]: metric["value"] for metric in answer["metrics"]}


def _times(name: str, milliseconds: list[float]) -> None:
    ordered = sorted(milliseconds)
    p95 = ordered[int(0.95 * len(ordered))]
    median = statistics.median(ordered)
    print(f"  {name:28}{median:8.1f} ms, p95 {p95:.1f}")


if __name__ == "__main__":
    main()
