"""How soon a page is there: `python -m benchmarks.door [--loads 5]`.

The page of a computed run, the static page and the Panel page (benchmarks/peers), each
opened by fresh browser contexts, in turn. Then on a phone the page of a participant beside
the page of a run. Milliseconds are of this machine at this hour; the ratios carry over.
"""

import argparse
import statistics
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.figures.loading import Visit, visit
from benchmarks.figures.ratio import Ratio, of_medians, report
from benchmarks.peers.serving import panel_page, static_page
from tests.browser.chromium import Visitor
from tests.browser.conftest import LAUNCH, program
from tests.browser.lesson import PHONE
from tests.server import serving

OURS, STATIC, PANEL = "run page", "static page", "Panel page"
PARTICIPANT, ON_A_PHONE = "participant page", "run page on a phone"
MOMENT = "#t=09:41:00"
# The loss of the moment stands there; on a phone the chart is shown when it is asked for.
TELLS_THE_LOSS = """/[1-9]/.test(document.getElementById("headline")?.textContent)"""
# The page is connected and shows one of its parts.
TAKES_PART = """document.getElementById("connection")?.dataset.state === "up" &&
  [...document.querySelectorAll("main > section")].some((part) => part.offsetHeight)"""

Visits = dict[str, list[Visit]]
Opening = Callable[[], Visit]


def in_turn(openings: Mapping[str, Opening], loads: int) -> Visits:
    """So many visits of each, one after the other; a first one of each counts nothing."""
    visits: Visits = {name: [] for name in openings}
    for _ in range(loads + 1):
        for name, opening in openings.items():
            visits[name].append(opening())
    return {name: found[1:] for name, found in visits.items()}


def doors(browser: Browser, run: str, loads: int) -> Visits:
    with static_page() as static, panel_page() as panel:
        pages = {OURS: run, STATIC: static} | ({PANEL: panel} if panel else {})

        def opening(address: str) -> Opening:
            return lambda: visit(browser, address + MOMENT)

        return in_turn({name: opening(page) for name, page in pages.items()}, loads)


def phones(browser: Browser, host: Visitor, run: str, loads: int) -> Visits:
    phone: dict[str, Any] = PHONE
    path = host.post("/rooms/", name="Benchmark")
    guest = Visitor(browser.new_context(**phone), host.server)
    seat = guest.post("/join/", code=path.split("/")[2], name="Kim")
    seated = guest.context.storage_state()

    def participant() -> Visit:
        address = host.server + seat
        return visit(browser, address, TAKES_PART, **phone, storage_state=seated)

    def watching() -> Visit:
        return visit(browser, run + MOMENT, TELLS_THE_LOSS, **phone)

    return in_turn({PARTICIPANT: participant, ON_A_PHONE: watching}, loads)


def print_visits(visits: Visits) -> None:
    """The medians of each page, with the fastest and the slowest visit."""
    print(
        f"{'':22}{'ms':>8}{'least':>8}{'most':>8}{'requests':>10}{'depth':>7}"
        f"{'KB':>8}{'by socket':>11}{'KB in all':>11}"
    )
    for name, found in visits.items():
        times = [one.milliseconds for one in found]
        print(
            f"{name:22}{statistics.median(times):8.0f}{min(times):8.0f}{max(times):8.0f}"
            f"{_median(found, 'requests'):10.0f}{_median(found, 'depth'):7.0f}"
            f"{_median(found, 'kilobytes'):8.0f}{_median(found, 'by_socket'):11.0f}"
            f"{_median(found, 'kilobytes_in_all'):11.0f}"
        )


def _median(visits: list[Visit], what: str) -> float:
    found: float = statistics.median(getattr(visit, what) for visit in visits)
    return found


def compared(visits: Visits, pairs: Mapping[str, str]) -> list[Ratio]:
    """Times, requests, bytes and depth of pages beside others: name → its floor."""
    kinds = {
        "": ("milliseconds", "ms"),
        ", requests": ("requests", ""),
        ", depth": ("depth", ""),
        ", bytes": ("kilobytes", "KB"),
    }
    return [
        ratio._replace(name=ratio.name + kind)
        for kind, (what, unit) in kinds.items()
        for ratio in of_medians(
            unit,
            {name: [getattr(v, what) for v in found] for name, found in visits.items()},
            {name: floor for name, floor in pairs.items() if floor in visits},
        )
    ]


def main(loads: int) -> None:
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=LAUNCH)
        host = Visitor(browser.new_context(), server.address)
        run = server.address + host.start()
        seen = doors(browser, run, loads) | phones(browser, host, run, loads)
        browser.close()
    print_visits(seen)
    ratios = compared(seen, {OURS: STATIC, PARTICIPANT: ON_A_PHONE})
    if PANEL in seen:
        times: dict[str, Any] = {n: [v.milliseconds for v in seen[n]] for n in seen}
        for name in (OURS, STATIC):
            ratios += of_medians("ms", times, {name: PANEL})
    report("door", ratios)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=5, help="of each page")
    main(parser.parse_args().loads)
