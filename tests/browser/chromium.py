"""Visitors: browsers of their own in front of a server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.viewer import viewing
from tests.waiting import in_page

TOKEN = "t" * 32  # of the form, in its cookie too: ours as well as the server's


class Visitor:
    """One browser of its own, with what its console said."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.context = context
        self.server = server
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        context.on("request", self._asked)

    def page(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def open(self, path: str) -> "RunPage":
        page = self.page()
        page.goto(self.server + path)
        return RunPage(page).ready()

    def begin(self) -> "RunPage":
        """A run that this browser has begun, opened once it is computed."""
        return self.open(self.start())

    def start(self) -> str:
        """The path of a run that this browser has begun, once it is computed."""
        path = self.post("/", scenario="sec-2013")
        until_computed(self.server, path)
        return path

    def post(self, path: str, **form: str) -> str:
        """Sends the form of a page without the page; where the answer leads."""
        cookie = {"name": "csrftoken", "value": TOKEN, "url": self.server}
        self.context.add_cookies([cookie])  # type: ignore[list-item]
        answer = self.context.request.post(
            self.server + path,
            form=form,  # type: ignore[arg-type]
            headers={"X-CSRFToken": TOKEN},
            max_redirects=0,
        )
        return answer.headers["location"]

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request: Any) -> None:
        own = (self.server, self.server.replace("http", "ws", 1), "blob:", "data:")
        if not request.url.startswith(own):
            self.elsewhere.append(request.url)


def until_computed(server: str, path: str) -> None:
    """Waits until a run is there to its end; it sends nothing that need not be sent."""
    run_id = path.split("/")[2]
    with viewing(server, run_id, have=[(0, 0, 479)]) as viewer:
        viewer.until_complete()


def ticks(time: str) -> int:
    """Seconds since 08:00:00."""
    hours, minutes, seconds = (int(part) for part in time.split(":"))
    return hours * 3600 + minutes * 60 + seconds - 8 * 3600


def wait(page: Page, condition: str, timeout: float = 60) -> None:
    """The page's policy forbids Playwright's own way."""
    came = page.evaluate(in_page(condition, patience=timeout))
    assert came, f"never true: {condition}"


class RunPage:
    """The run page, read by its read-only handle and moved by its controls."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def path(self) -> str:
        return "/" + self.page.url.split("/", 3)[3].split("#")[0]

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.page.evaluate("knightreplay.state()")
        return state

    def until(self, condition: str, timeout: float = 60) -> "RunPage":
        """Waits for a condition on `s`, the page's state."""
        wait(
            self.page,
            f"(() => {{ const s = knightreplay.state(); return {condition}; }})()",
            timeout,
        )
        return self

    def ready(self) -> "RunPage":
        wait(self.page, "globalThis.knightreplay?.state().ready")
        return self

    def complete(self) -> "RunPage":
        """Every minute of the line is in the page, under its newest epoch."""
        wait(
            self.page,
            "knightreplay.store.complete() && "
            "knightreplay.state().status === 'complete'",
            timeout=180,
        )
        return self

    def seek(self, time: str) -> "RunPage":
        """With the scrubber; in the morning one of its units is a second."""
        tick = ticks(time)
        self.page.locator("#scrub").fill(str(tick))
        self.until(f"s.tick === {tick} && s.pending === 0")
        return self.settled()

    def settled(self) -> "RunPage":
        """Every chart that is seen has been drawn."""
        wait(self.page, "knightreplay.settled?.() ?? true")  # a capsule may be older
        return self

    def press_kill_switch(self) -> "RunPage":
        """Guard, press, done."""
        self.page.locator("#guard").click()
        self.page.locator("#kill").click()
        return self.until("s.pending === 0 && s.log.some((act) => act.op === 'kill')")

    def text(self, element_id: str) -> str:
        return self.page.locator(f"#{element_id}").inner_text()

    def points(self, trace: str) -> int:
        """How many points of a curve the loss chart draws."""
        self.settled()
        count: int = self.page.evaluate(
            "(name) => document.querySelector('#plot-loss .g').data"
            ".find((trace) => trace.name === name)?.x.length ?? 0",
            trace,
        )
        return count


def _had_the_tour(address: str) -> Any:
    """The storage of somebody to whom the first visit's tour is not offered again."""
    seen = {"name": "knightreplay.tour", "value": "seen"}
    return {"cookies": [], "origins": [{"origin": address, "localStorage": [seen]}]}


@contextmanager
def visitors(chromium: Browser, address: str) -> Iterator[Callable[..., Visitor]]:
    made: list[Visitor] = []

    def make(*, toured: bool = True, **options: Any) -> Visitor:
        given = {"viewport": {"width": 1440, "height": 900}, **options}
        if toured:
            given["storage_state"] = _had_the_tour(address)
        context = chromium.new_context(**given)
        context.set_default_timeout(90_000)  # milliseconds; a loaded machine is slow
        made.append(Visitor(context, address))
        return made[-1]

    yield make
    for visitor in made:
        visitor.context.close()
        assert visitor.complaints == [], visitor.complaints
        assert visitor.elsewhere == []
