"""Half an hour of the page at twentyfold speed: `python -m benchmarks.soak_page [--minutes 30]`.

The heap after a collection and the nodes of the document, read every half minute; the
morning starts again when it is over. Flat means that neither grows by more than a tenth
from the third quarter of the time to the last.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import CDPSession, sync_playwright

from tests.browser.chromium import RunPage, Visitor
from tests.browser.conftest import LAUNCH, program
from tests.server import Server

ALLOWED = 1.1
Sample = tuple[float, float]  # bytes of heap, nodes


def main() -> int:
    parser = argparse.ArgumentParser(description="Is the page's memory flat?")
    parser.add_argument("--minutes", type=float, default=30)
    minutes = parser.parse_args().minutes
    with (
        tempfile.TemporaryDirectory(prefix="knightreplay-soak-") as folder,
        sync_playwright() as playwright,
    ):
        server = Server(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=program(), args=LAUNCH)
        try:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            run = Visitor(context, server.address).begin().complete().seek("09:00:00")
            samples = _watch(run, minutes * 60)
        finally:
            browser.close()
            server.stop()
    return _verdict(samples)


def _watch(run: RunPage, seconds: float) -> list[Sample]:
    """One sample every half minute, or twenty of them in a shorter time."""
    page = run.page
    page.get_by_role("radio", name="20\N{MULTIPLICATION SIGN}", exact=True).click()
    page.locator("#play").click()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    samples: list[Sample] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page.wait_for_timeout(min(30, seconds / 20) * 1000)
        if run.state()["tick"] > 9000:
            page.locator("#scrub").fill("3600")
        samples.append(_sample(session))
        heap, nodes = samples[-1]
        print(f"{len(samples):4} {heap / 1e6:8.2f} MB {nodes:8.0f} nodes", flush=True)
    return samples


def _sample(session: CDPSession) -> Sample:
    session.send("HeapProfiler.collectGarbage")
    answer = session.send("Performance.getMetrics")
    values = {metric["name"]: metric["value"] for metric in answer["metrics"]}
    return values["JSHeapUsedSize"], values["Nodes"]


def _verdict(samples: list[Sample]) -> int:
    """0 when the last quarter lies within a tenth of the quarter before it."""
    quarter = max(1, len(samples) // 4)
    before, last = samples[-2 * quarter : -quarter], samples[-quarter:]
    flat = True
    for name, which in (("heap", 0), ("nodes", 1)):
        growth = _mean(last, which) / _mean(before, which)
        flat = flat and growth <= ALLOWED
        print(f"{name}: {growth:.3f} times from the third quarter to the last")
    print("flat" if flat else "NOT flat")
    return 0 if flat else 1


def _mean(samples: list[Sample], which: int) -> float:
    return sum(sample[which] for sample in samples) / len(samples)


if __name__ == "__main__":
    sys.exit(main())
