"""A capsule: how it is had, and its page in a browser without network."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.chromium import RunPage, Visitor
from tests.waiting import until


def exported(visitor: Visitor, run: RunPage) -> bytes:
    """The capsule of a run, as a worker makes it."""
    ask = visitor.context.request
    exports = f"{visitor.server}/api/v1{run.path}exports"
    asked = ask.post(exports, data={"kind": "capsule.html"})
    assert asked.ok, asked.text()
    address = visitor.server + asked.json()["url"]

    def ended() -> dict[str, Any] | None:
        told: dict[str, Any] = ask.get(address).json()
        return None if told["status"] in ("waiting", "working") else told

    told = until(ended)
    assert told["status"] == "ready", told
    return ask.get(visitor.server + told["file"]).body()


class Alone:
    """A page from the disk in a browser without network, and whatever it asked for."""

    def __init__(self, chromium: Browser, file: Path) -> None:
        self.context = chromium.new_context(
            offline=True, viewport={"width": 1440, "height": 900}
        )
        self.context.set_default_timeout(90_000)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        page = self.context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(file.as_uri())
        self.run = RunPage(page).ready()
        self.file = file

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    @property
    def page(self) -> Page:
        return self.run.page

    def line(self) -> str:
        return self.page.locator("#capsule-line").inner_text()

    def close(self) -> None:
        """At the end it has asked for nothing but itself."""
        own = self.file.as_uri()
        others = [u for u in self.asked if u != own and not u.startswith("data:")]
        self.context.close()
        assert (others, self.complaints) == ([], [])
