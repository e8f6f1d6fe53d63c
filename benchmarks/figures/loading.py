"""One visit of a page by a fresh browser context: what was fetched, from where, until when."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

# Resolves with the milliseconds since navigation at the frame in which a curve is drawn
# that is more than an axis or a point; it looks into shadow roots, where Panel draws.
FIRST_CHART = """(() => {
  const drawn = (root) =>
    [...root.querySelectorAll(".scatterlayer path")].some(
      (path) => (path.getAttribute("d") ?? "").length > 100,
    ) ||
    [...root.querySelectorAll("*")].some(({ shadowRoot }) => shadowRoot && drawn(shadowRoot));
  return drawn(document);
})()"""
WATCH = """globalThis.wanted = new Promise((done, fail) => {
  const look = () => (%s ? done(performance.now()) : requestAnimationFrame(look));
  requestAnimationFrame(look);
  setTimeout(() => fail(new Error("never there: " + location.href)), 60_000);
});"""
AFTER = 1000  # milliseconds in which a page fetches the rest


@dataclass
class Request:
    """One request, or a socket; bytes are those on the wire, inflated by nobody."""

    url: str
    initiator: str | None
    begun: float  # seconds of the browser's monotonic clock
    parts: list[tuple[float, float]] = field(default_factory=list)  # second, bytes

    @property
    def is_socket(self) -> bool:
        return self.url.startswith("ws")

    def size(self, until: float) -> float:
        return sum(size for at, size in self.parts if at <= until)


@dataclass(frozen=True)
class Visit:
    """What a page had fetched when that was there which it was opened for."""

    milliseconds: float
    requests: int
    kilobytes: float
    by_socket: float  # kilobytes of those
    depth: int
    kilobytes_in_all: float


def depth(initiators: Mapping[str, str | None], url: str) -> int:
    """How many requests had to be answered one after the other, the last one's own included."""
    seen: list[str] = []
    at: str | None = url
    while at is not None and at in initiators and at not in seen:
        seen.append(at)
        at = initiators[at]
    return len(seen)


def initiator_of(told: Mapping[str, Any], page: str) -> str | None:
    """The file that asked; a script's own call counts as its file's, the page has none."""
    if url := told.get("url"):
        return str(url)
    stack = told.get("stack")
    while stack:
        for call in stack["callFrames"]:
            if call["url"]:
                return str(call["url"])
        stack = stack.get("parent")
    return page


class Recorder:
    """The requests of a page, as the browser's protocol tells of them."""

    def __init__(self, page: Page) -> None:
        self.requests: dict[str, Request] = {}
        self.offset: float | None = None  # from the monotonic clock to seconds of Unix
        self.page = ""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.on("Network.webSocketCreated", self._socket)
        session.on("Network.webSocketWillSendHandshakeRequest", self._shook)
        session.on("Network.webSocketFrameReceived", self._frame)

    def _asked(self, told: dict[str, Any]) -> None:
        url, at = told["request"]["url"], told["timestamp"]
        if url.startswith(("data:", "blob:")):
            return
        if self.offset is None:
            self.offset, self.page = told["wallTime"] - at, url
            self._enter(told["requestId"], Request(url, None, at))
            return
        initiator = initiator_of(told["initiator"], self.page)
        self._enter(told["requestId"], Request(url, initiator, at))

    def _socket(self, told: dict[str, Any]) -> None:
        initiator = initiator_of(told.get("initiator", {}), self.page)
        self._enter(told["requestId"], Request(told["url"], initiator, float("inf")))

    def _shook(self, told: dict[str, Any]) -> None:
        self.requests[told["requestId"]].begun = told["timestamp"]

    def _enter(self, key: str, request: Request) -> None:
        self.requests[key] = request

    def _came(self, told: dict[str, Any]) -> None:
        self._grow(told, told["encodedDataLength"])

    def _frame(self, told: dict[str, Any]) -> None:
        data, binary = told["response"]["payloadData"], told["response"]["opcode"] == 2
        self._grow(told, len(base64.b64decode(data) if binary else data.encode()))

    def _grow(self, told: dict[str, Any], size: float) -> None:
        if request := self.requests.get(told["requestId"]):
            request.parts.append((told["timestamp"], size))

    def visit(self, origin: float, milliseconds: float) -> Visit:
        """Summed up, for a page of that origin in Unix milliseconds."""
        if self.offset is None:
            raise RuntimeError("nothing was fetched")
        until = (origin + milliseconds) / 1000 - self.offset
        return summed(self.requests.values(), until, milliseconds)


def summed(requests: Iterable[Request], until: float, milliseconds: float) -> Visit:
    every = list(requests)
    before = [request for request in every if request.begun <= until]
    needed = [request for request in before if request.size(until)]
    initiators = {request.url: request.initiator for request in every}
    return Visit(
        milliseconds,
        len(before),
        _kilobytes(before, until),
        _kilobytes((one for one in before if one.is_socket), until),
        max(depth(initiators, request.url) for request in needed),
        _kilobytes(every, float("inf")),
    )


def _kilobytes(requests: Iterable[Request], until: float) -> float:
    return sum(request.size(until) for request in requests) / 1000


def visit(
    browser: Browser, address: str, wanted: str = FIRST_CHART, **options: Any
) -> Visit:
    """Opens a page in a context of its own, until a condition holds in one of its frames."""
    context = browser.new_context(
        **{"viewport": {"width": 1440, "height": 900}} | options
    )
    try:
        context.add_init_script(WATCH % wanted)
        page = context.new_page()
        recorder = Recorder(page)
        page.goto(address, wait_until="commit")
        milliseconds: float = page.evaluate("globalThis.wanted")
        page.wait_for_timeout(AFTER)
        return recorder.visit(page.evaluate("performance.timeOrigin"), milliseconds)
    finally:
        context.close()
