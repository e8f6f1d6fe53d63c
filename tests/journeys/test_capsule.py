"""A run leaves a server as a file, plays without any, and comes back as the same run."""

import json
import lzma
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from knightreplay.sharing.files.capsule.page import page as frame_of
from tests.browser.capsule import Alone, exported
from tests.browser.chromium import RunPage, Visitor, wait
from tests.journeys.firefox import firefox

pytestmark = pytest.mark.browser

TITLE = "Flagged orders keep coming all morning"
MOMENTS = ("09:41:00", "09:50:30")
FIXTURES = Path(__file__).parents[1] / "fixtures"


def shown(page: RunPage) -> list[Any]:
    """What the page says at each of the moments."""
    told = []
    for moment in MOMENTS:
        page.seek(moment)
        wait(page.page, "knightreplay.state().catchingUp === false")
        state = page.page.evaluate("knightreplay.state()")
        told.append(
            [state["columns"], state["headline"]["cents"], page.text("headline")]
        )
    return told


def note(visitor: Visitor, run: RunPage) -> None:
    """A note at 09:41, by the host."""
    written = visitor.context.request.post(
        f"{visitor.server}/api/v1{run.path}notes",
        data={
            "command_id": "n-1",
            "author": "Ada",
            "at": 6060,
            "text": "look at **server 8** <script>alert(1)</script>",
        },
    )
    assert written.ok, written.text()


def plays_alone(alone: Alone, here: list[Any]) -> None:
    wait(alone.page, "knightreplay.store.complete()")
    assert re.match(r"✓?\s*Checked: hash [0-9a-f]{12} matches\.", alone.line())
    assert "sec-2013, seed 29" in alone.line()
    assert shown(alone.run) == here
    assert alone.run.text("connection-words") == "Capsule"
    assert not alone.page.locator("#detached").is_visible()
    assert not alone.page.locator("#kill").is_visible()
    wait(
        alone.page,
        "document.querySelectorAll('#plot-loss .scatterlayer path').length > 0",
    )
    alone.page.locator("#play").click()
    alone.run.until("s.tick > 6640")
    alone.page.locator("#play").click()
    for name in ("stock", "desk", "log", "tape"):
        alone.page.locator(f"#tab-{name}").click()
        wait(alone.page, f"!document.querySelector('#view-{name}').hidden")
    wait(
        alone.page,
        "document.querySelector('#tape-words').textContent.includes('not in a capsule')",
    )


def has_its_notes_and_acts(alone: Alone) -> None:
    alone.page.locator("#run-menu").click()
    alone.page.locator("#menu-notes").click()
    alone.page.locator("#notes strong", has_text="server 8").wait_for()
    alone.page.locator("#log-open").click()
    assert "Kill" in alone.page.locator("#dialog-log").inner_text()


def says_what_is_broken(broken: Alone, here: list[Any]) -> None:
    wait(
        broken.page,
        "knightreplay.store.epochOf(0) >= 0 && knightreplay.store.have().length",
    )
    assert "Does NOT match its hash: segment of 9:41 (epoch 0)." in broken.line()
    wait(broken.page, "knightreplay.store.complete()")
    assert shown(broken.run) == here


def changed_in(text: bytes) -> bytes:
    """One letter of the segment of 9:41 is another."""
    place = text.index(b"\n0 101 ") + 200
    other = b"A" if text[place : place + 1] != b"A" else b"B"
    return text[:place] + other + text[place + 1 :]


def test_capsule_plays_without_network_and_comes_back(
    visitor: Callable[..., Visitor], chromium: Browser, tmp_path: Path
) -> None:
    host = visitor()
    run = host.begin().complete()
    run.seek("09:41:00").press_kill_switch().complete()
    here = shown(run)
    note(host, run)
    whole, changed = tmp_path / "whole.html", tmp_path / "changed.html"
    whole.write_bytes(exported(host, run))
    changed.write_bytes(changed_in(whole.read_bytes()))

    alone = Alone(chromium, whole)
    plays_alone(alone, here)
    has_its_notes_and_acts(alone)
    alone.close()
    broken = Alone(chromium, changed)
    says_what_is_broken(broken, here)
    broken.close()

    opened = _posted(host, whole.read_bytes())
    refused = _posted(host, changed.read_bytes())
    assert (opened.status, refused.status) == (201, 422)
    assert refused.json()["detail"].endswith("segment of 09:41 (epoch 0)")
    again = host.open(opened.json()["url"]).complete()
    assert shown(again) == here
    assert again.page.evaluate("knightreplay.state().role") == "host"
    digest = "knightreplay.store.digest()"
    assert again.page.evaluate(digest) == run.page.evaluate(digest)


def _posted(visitor: Visitor, file: bytes) -> Any:
    headers = {"Content-Type": "text/html"}
    address = f"{visitor.server}/api/v1/capsules"
    return visitor.context.request.post(address, data=file, headers=headers)


ADDED = {
    "nothing": "",
    "a script": "<script>document.title = 'other'</script>",
    "a module": "<script type='module'>document.title = 'other'</script>",
    "a script's address": "<script src=\"data:text/javascript,document.title='other'\"></script>",
    "a module's address": (
        "<script type='module' src=\"data:text/javascript,document.title='other'\"></script>"
    ),
    "an asynchronous script": (
        "<script async src=\"data:text/javascript,document.title='other'\"></script>"
    ),
    "a script within a picture": (
        "<svg><script href=\"data:text/javascript,document.title='other'\"></script></svg>"
    ),
    "an import map": (
        '<script type="importmap">{"imports":{"kr/js/run.js":"data:text/javascript,"}}</script>'
    ),
    "an event": "<img src='data:,' onerror=\"document.title = 'other'\">",
    "a link": "<a id='added' href=\"javascript:document.title='other'\">a</a>",
    "a form": (
        "<form action=\"javascript:document.title='other'\"><button id='added'>a</button></form>"
    ),
    "a style": "<style>@import 'data:text/css,body{display:none}'; body{display:none}</style>",
    "a sheet": "<link rel='stylesheet' href='data:text/css,body{display:none}'>",
    "an attribute": "<p style='position:fixed;inset:0'>other</p>",
    "a base": "<base href='https://example.org/'>",
    "a page within": "<iframe srcdoc=\"<script>parent.document.title='other'</script>\"></iframe>",
    "an object": "<object data='data:text/html,other'></object>",
    "a way out": "<meta http-equiv='refresh' content='3600;url=https://example.org/'>",
}
BEFORE = ("nothing", "a script's address", "a module's address", "an import map")


def test_what_is_added_to_a_capsule_does_not_run_and_is_told(
    chromium: Browser, tmp_path: Path
) -> None:
    """At its beginning or its end; nothing of it under the words of a true hash."""
    context = chromium.new_context(offline=True)
    head, body, tail = _small_capsule().partition(b"<body>")
    for name, markup in ADDED.items():
        added = markup.encode()
        behind = tail.replace(b"</body>", added + b"</body>")
        files = [head + body + behind]
        files += [head + body + added + tail] if name in BEFORE else []
        for number, file in enumerate(files):
            place = tmp_path / f"{name} {number}.html"
            place.write_bytes(file)
            page = context.new_page()
            page.goto(place.as_uri())
            wait(page, "document.querySelector('#capsule-line').dataset.match")
            if page.locator("#added").count():
                page.evaluate("document.querySelector('#added').click()")
            line = page.locator("#capsule-line").inner_text()
            assert page.title() == f"{TITLE} · KnightReplay", place.name
            assert page.locator("#headline").is_visible(), place.name
            assert ("Checked: hash" in line) == (not markup), place.name
            said = "the page, to which something was added" in line
            assert said == bool(markup), place.name
            page.close()
    context.close()


def _small_capsule() -> bytes:
    """Today's page around the data of the release."""
    packed = (FIXTURES / "capsule-0.1.0.html.xz").read_bytes()
    earlier = lzma.decompress(packed)
    begin = earlier.index(b'<script type="application/json" id="capsule-about">')
    end = earlier.index(b"</script>\n", earlier.index(b'id="capsule-hash">')) + 10
    frame = frame_of({"id": "x", "title": TITLE, "seed": 29}, "en")
    return frame.head + earlier[begin:end] + frame.tail


def test_capsule_of_the_release_still_plays(chromium: Browser, tmp_path: Path) -> None:
    """As 0.1.0 wrote it: what it has in it is all that it is made of."""
    recorded = json.loads((FIXTURES / "release-0.1.0.json").read_text())["capsule"]
    file = tmp_path / "release.html"
    packed = (FIXTURES / "capsule-0.1.0.html.xz").read_bytes()
    file.write_bytes(lzma.decompress(packed))

    alone = Alone(chromium, file)
    alone.run.seek("09:35:30")
    wait(alone.page, "knightreplay.state().catchingUp === false")
    shown = alone.page.evaluate("knightreplay.state()")

    assert [
        shown["columns"],
        shown["headline"]["cents"],
        alone.run.text("headline"),
    ] == recorded["shown"]
    assert "Checked: hash " in alone.line()
    alone.close()


def test_firefox_plays_a_capsule_from_the_disk(
    visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    host = visitor()
    file = tmp_path / "capsule.html"
    file.write_bytes(exported(host, host.begin().complete()))
    (tmp_path / "profile").mkdir()

    with firefox(tmp_path / "profile") as page:
        page.open(file.as_uri() + "#t=10:15:00")
        page.wait("globalThis.knightreplay?.store.complete()")
        page.wait("knightreplay.state().frame === 8099")
        line = page.evaluate("document.querySelector('#capsule-line').textContent")
        headline = page.evaluate("document.querySelector('#headline').textContent")
        complaints = page.complaints

    assert line.startswith("Checked: hash ")
    assert headline == "−$520M"
    assert complaints == []
