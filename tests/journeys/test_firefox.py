"""A second engine: the page plays, agrees with the engine and acts in Firefox too."""

from pathlib import Path

import pytest

from simulator.engine import simulate
from simulator.scenario import load_scenario
from tests.journeys.firefox import firefox
from tests.server import Server

pytestmark = pytest.mark.browser

STATE = "knightreplay.state()"
DRAWN = (
    "[...document.querySelectorAll('#plot-CHART .scatterlayer path')]"
    ".reduce((all, path) => all + path.getAttribute('d').length, 0) > 300"
)


def test_firefox_plays_shows_and_kills(server: Server, tmp_path: Path) -> None:
    with firefox(tmp_path) as page:
        page.open(server.address)
        page.follow("#start")
        page.wait("globalThis.knightreplay?.state().ready")
        page.wait("knightreplay.store.complete()")
        page.evaluate("void (location.hash = 't=10:15:00')")
        page.wait(f"{STATE}.frame === 8099")
        shown = page.evaluate(f"{STATE}.columns")
        headline = page.evaluate("document.querySelector('#headline').textContent")
        for chart in ("loss", "flow", "positions"):
            page.wait(DRAWN.replace("CHART", chart))
        page.evaluate("document.querySelector('#guard').click()")
        page.evaluate("document.querySelector('#kill').click()")
        page.wait(f"{STATE}.log.some((act) => act.op === 'kill')")
        page.evaluate("document.querySelector('#play').click()")
        page.wait(f"{STATE}.tick > 8100")
        complaints = page.complaints

    frames = simulate(load_scenario("sec-2013"), 29).frames[8099 // 60]
    assert shown == {name: int(getattr(frames, name)[8099 % 60]) for name in shown}
    assert headline == "−$520M"
    assert complaints == []
