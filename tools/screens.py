"""Takes the pictures of docs/screens/ anew: `python -m tools.screens [name …]`.

Every page and mode at three sizes, and a class: the projector with the phones of its room. From a
server of its own, with few colours so that they stay small. Look at each beside the last ones
before they are committed.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import RunPage, Visitor, visitors, wait
from tests.browser.conftest import LAUNCH, program
from tests.browser.lesson import joined, opened, other, visible
from tests.server import serving

SCREENS = Path(__file__).resolve().parent.parent / "docs" / "screens"
SIZES = {"1440": (1440, 900), "1920": (1920, 1080), "phone": (390, 844)}
WIDTH = 1152  # pixels of a picture, at most
COLOURS = 255


class Screen(NamedTuple):
    """What a picture shows: a moment of a run, and what is done there before."""

    time: str | None  # None: a page without a run
    prepare: Callable[[Page], None]
    scheme: str = "dark"
    locale: str = "en"
    sizes: tuple[str, ...] = tuple(SIZES)


def _nothing(page: Page) -> None:
    """The page as it is."""


def _pressing(keys: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        for key in keys.split():
            page.keyboard.press(key)

    return press


def _clicking(*selectors: str) -> Callable[[Page], None]:
    def click(page: Page) -> None:
        for selector in selectors:
            page.locator(selector).first.click()

    return click


def _opening(path: str) -> Callable[[Page], None]:
    def open_(page: Page) -> None:
        page.goto("/".join(page.url.split("/")[:3]) + path)

    return open_


def _entry(name: str, *selectors: str) -> Callable[[Page], None]:
    """An entry of the run's menu, and what is clicked in its dialog."""
    return _clicking("#run-menu", f"#menu-{name}", *selectors)


def _made_link(page: Page) -> None:
    _entry("share", "#share-go")(page)
    page.locator(".share-links").scroll_into_view_if_needed()


def _frame(page: Page) -> None:
    _entry("share")(page)
    page.get_by_label("For a frame in another page").check()
    page.locator("#share-go").click()
    page.goto(page.locator("#share-frame").input_value().split('"')[1])


def _api(page: Page, path: str, **body: object) -> dict[str, Any]:
    """Asks the API as the page's browser; a path without a slash is of its run."""
    origin, run = page.url.split("/runs/")
    before = "" if path.startswith("/") else f"/runs/{run.split('/')[0]}/"
    answer = page.request.post(f"{origin}/api/v1{before}{path}", data=body)
    told: dict[str, Any] = answer.json()
    return told


def _noted(page: Page) -> None:
    for number, (at, panel, text) in enumerate(NOTES):
        note = {"at": at, "panel": panel, "author": "Ann", "text": text}
        _api(page, "notes", command_id=f"n-{number}", **note)
    page.keyboard.press("n")


def _compared(*acts: dict[str, str]) -> Callable[[Page], None]:
    """The run beside others, each with one act."""

    def compare(page: Page) -> None:
        own = page.url.split("/runs/")[1].split("/")[0]
        runs = [own, *(_api(page, "/runs", interventions=[a])["id"] for a in acts)]
        _opening(f"/compare/?runs={','.join(runs)}&at=09:47:00")(page)
        known = "globalThis.knightreplay?.state().info?.endings.every(Boolean)"
        wait(page, known, timeout=300)

    return compare


def _mine(page: Page) -> None:
    for act, name, tags in OWN:
        run = _api(page, "/runs", interventions=[act])["id"]
        origin = page.url.split("/runs/")[0]
        page.request.patch(
            f"{origin}/api/v1/runs/{run}", data={"name": name, "tags": tags}
        )
    page.wait_for_timeout(3000)  # until they are computed
    _opening("/mine/")(page)


def _file(kind: str) -> Callable[[Page], None]:
    """What an export made, opened from the disk."""

    def open_(page: Page) -> None:
        origin = page.url.split("/runs/")[0]
        export = origin + _api(page, "exports", kind=kind)["url"]
        while (told := page.request.get(export).json())["status"] != "ready":
            page.wait_for_timeout(200)
        file = Path(tempfile.mkdtemp()) / kind
        file.write_bytes(page.request.get(origin + told["file"]).body())
        page.goto(f"{file.as_uri()}#t=09:41:00")

    return open_


PUPILS = ("Kim", "Ada", "Robin")
BEFORE = ("8:01", "9:29", "9:31", "9:34")  # stops of the track before the rollback
KILL = {"at": "09:41:00", "op": "kill", "servers": "8"}
ALL = {"at": "09:35:00", "op": "kill", "servers": "all"}
NOTES = (
    ("09:36:00", "positions", "Long here, and it stays."),
    ("09:41:00", "inbox", "Who **looked** at these?"),
    ("10:00:00", "servers", "All eight now: the rollback made it worse."),
)
OWN = (
    (KILL, "Kill server 8 at 9:41", ["drill"]),
    (ALL, "Kill switch at 9:35", ["drill", "class 7b"]),
)
START = "08:00:00"
WIDE = ("1440", "1920")
SMALL = ("1440", "phone")
SCREENS_BY_NAME = {
    "home": Screen(None, _nothing),
    "home-light": Screen(None, _nothing, "light", sizes=("1440",)),
    "scenarios": Screen(None, _opening("/scenarios/")),
    "not-found": Screen(None, _opening("/nothing-here"), sizes=("1440", "phone")),
    "tour": Screen(START, _nothing, sizes=("1440", "phone")),
    "before-the-open": Screen("08:40:00", _nothing),
    "replay": Screen("09:47:00", _nothing),
    "replay-light": Screen("10:14:30", _nothing, "light"),
    "killed": Screen("09:35:00", _clicking("#guard", "#kill")),
    "close": Screen("16:00:00", _nothing, sizes=WIDE),
    "hidden": Screen("09:47:00", _pressing("h")),
    "tables": Screen("09:47:00", _pressing("t")),
    "present": Screen("09:47:00", _pressing("p"), "light", sizes=WIDE),
    "one-stock": Screen("09:47:00", _pressing("2")),
    "desk": Screen("09:47:00", _pressing("3")),
    "telemetry": Screen("09:47:00", _pressing("4")),
    "tape": Screen("09:47:00", _pressing("5")),
    "guardrails": Screen("09:47:00", _clicking("#guardrails-open")),
    "tile-menu": Screen("09:47:00", _clicking(".tile[data-server='8']")),
    "totals": Screen("09:47:00", _clicking("#totals"), sizes=WIDE),
    "kill-dialog": Screen("09:47:00", _pressing("k")),
    "help": Screen("09:47:00", _pressing("?"), sizes=WIDE),
    "menu": Screen("09:41:00", _clicking("#run-menu"), sizes=SMALL),
    "fork": Screen("09:41:00", _entry("fork"), sizes=SMALL),
    "share": Screen("09:41:00", _made_link, sizes=SMALL),
    "notes": Screen("09:41:00", _noted, sizes=SMALL),
    "export": Screen("09:41:00", _entry("export"), sizes=SMALL),
    "compare": Screen("09:47:00", _compared(KILL, ALL), sizes=SMALL),
    "compare-light": Screen("09:47:00", _compared(KILL), "light", sizes=("1440",)),
    "mine": Screen("09:47:00", _mine, sizes=SMALL),
    "account": Screen(None, _opening("/account/sign-in/"), sizes=SMALL),
    "embed": Screen("09:47:00", _frame, sizes=SMALL),
    "capsule": Screen("09:41:00", _file("capsule.html"), sizes=SMALL),
    "postmortem": Screen(
        "09:35:00", _file("postmortem.html"), "light", sizes=("1440",)
    ),
    "chinese": Screen("09:47:00", _nothing, locale="zh-CN"),
}


CLASS = "class"


def main(names: list[str]) -> int:
    SCREENS.mkdir(exist_ok=True)
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=LAUNCH)
        for name in names or [*SCREENS_BY_NAME, CLASS]:
            if name == CLASS:
                with visitors(browser, server.address) as make:
                    _take_class(make)
                continue
            screen = SCREENS_BY_NAME[name]
            for size in screen.sizes:
                width, height = SIZES[size]
                with visitors(browser, server.address) as make:
                    visitor = make(
                        toured=name != "tour",
                        viewport={"width": width, "height": height},
                        color_scheme=screen.scheme,
                        locale=screen.locale,
                    )
                    _take(visitor, screen, f"{name}-{size}")
                    if name == "not-found":
                        visitor.complaints.clear()  # the browser tells of every 404
                    visitor.elsewhere = [
                        url for url in visitor.elsewhere if not url.startswith("file:")
                    ]
        browser.close()
    return 0


def _take(visitor: Visitor, screen: Screen, name: str) -> None:
    if screen.time is None:
        page = visitor.page()
        page.goto(visitor.server)
    else:
        page = _run(visitor, screen.time).page
    screen.prepare(page)
    _settle(page)
    file = SCREENS / f"{name}.png"
    page.screenshot(path=file)
    _shrink(file)


def _settle(page: Page) -> None:
    page.bring_to_front()
    page.wait_for_load_state("networkidle")
    wait(page, "document.fonts.status === 'loaded'")
    page.wait_for_timeout(1500)  # a picture has no event to wait for


def _take_class(make: Callable[..., Visitor]) -> None:
    """A question in class: the projector, two phones that answer, and the host's."""
    host, page, code = opened(make)
    projector = other(host, code, "present", SIZES["1440"])
    phones = [joined(make, code, name) for name in PUPILS]
    page.bring_to_front()
    page.get_by_role("button", name="Begin the run").click()
    page.get_by_role("button", name="Take the track").click()
    page.locator("#keep-back").click()
    wait(page, "knightroom.room.info.predicting")
    for time in BEFORE:
        gone = page.get_by_role("button", name=f"Remove the question at {time}")
        gone.click()
        gone.wait_for(state="detached")
    page.get_by_role("button", name="Go to it").click()
    page.get_by_role("button", name="Ask", exact=True).click()
    for number, phone in enumerate(phones):
        phone.bring_to_front()
        phone.locator("#question input[type=radio]").nth(number).check()
    for phone in phones[1:]:
        phone.bring_to_front()
        phone.get_by_role("button", name="Lock the answer").click()
    projector.bring_to_front()
    visible(projector, "#asked")
    remote = other(host, code, "remote", SIZES["phone"])
    file = SCREENS / f"{CLASS}.png"
    shown = []
    for one in (projector, *phones[:2], remote):
        _settle(one)
        one.screenshot(path=file)
        shown.append(Image.open(file).convert("RGB"))
    _side_by_side(*shown).save(file)
    _shrink(file)


def _side_by_side(wide: Image.Image, *phones: Image.Image) -> Image.Image:
    """The projector, and the phones in front of its lower edge."""
    picture = Image.new("RGB", (1440, 900), "#55606c")
    _lay(picture, wide, (24, 24), 1140, edge=3)
    for place, phone in enumerate(phones):
        _lay(picture, phone, (620 + place * 268, 350), 242, edge=7)
    return picture


def _lay(
    picture: Image.Image, shot: Image.Image, at: tuple[int, int], width: int, edge: int
) -> None:
    """A screen with its frame, the corners round."""
    height = shot.height * width // shot.width
    framed = Image.new("RGB", (width + 2 * edge, height + 2 * edge), "#0b0f14")
    framed.paste(shot.resize((width, height), Image.Resampling.LANCZOS), (edge, edge))
    corners = Image.new("L", framed.size)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, *framed.size), 3 * edge, fill=255)
    picture.paste(framed, at, corners)


def _run(visitor: Visitor, time: str) -> RunPage:
    page = visitor.page()
    page.goto(visitor.server)
    page.locator("#start").click()
    page.wait_for_url("**/runs/*/")
    run = RunPage(page).ready().complete()
    if time == START:
        return run  # an address with a moment would leave the tour out
    for moment in ("10:15:00", time) if time > "10:15:00" else (time,):
        page.goto(page.url.split("#")[0] + f"#t={moment}")
        hours, minutes, seconds = (int(part) for part in moment.split(":"))
        run.until(f"s.tick === {hours * 3600 + minutes * 60 + seconds - 28800}")
    return run


def _shrink(file: Path) -> None:
    picture = Image.open(file).convert("RGB")
    if picture.width > WIDTH:
        height = picture.height * WIDTH // picture.width
        picture = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    picture.quantize(COLOURS).save(file, optimize=True)
    sys.stdout.write(f"{file.name} {file.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
