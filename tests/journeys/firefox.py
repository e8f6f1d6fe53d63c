"""Firefox, driven over WebDriver BiDi: the protocol that it speaks by itself."""

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.waiting import in_page, until

PROGRAMS = ("firefox-esr", "firefox")
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# It starts as a guest in a folder of its own and asks nobody for news.
QUIET = {
    "app.normandy.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.region.network.url": "",
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Firefox:
    """One tab, what it said, and the answers to what it was asked."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self.complaints: list[str] = []
        self.loads = 0
        self._ask("session.new", capabilities={})
        self._ask(
            "session.subscribe", events=["log.entryAdded", "browsingContext.load"]
        )
        tree = self._ask("browsingContext.getTree")
        self._tab = tree["contexts"][0]["context"]

    def open(self, address: str) -> None:
        self._ask(
            "browsingContext.navigate", context=self._tab, url=address, wait="complete"
        )

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of the page, through JSON; a promise is awaited."""
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert answer.get("type") == "success", answer
        return json.loads(answer["result"]["value"])

    def wait(self, condition: str, timeout: float = 90) -> None:
        came = self.evaluate(in_page(condition, patience=timeout))
        assert came, f"never true: {condition}"

    def follow(self, selector: str) -> None:
        """Clicks on what leads to another page and waits until that is there."""
        before = self.loads
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")
        while self.loads == before:
            self._next()

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._connection.send(
            json.dumps({"id": number, "method": method, "params": params})
        )
        while True:
            message = self._next()
            if message.get("id") == number:
                return dict(message.get("result", message))

    def _next(self) -> dict[str, Any]:
        """One message; events are noted."""
        message: dict[str, Any] = json.loads(self._connection.recv(timeout=120))
        if message.get("method") == "log.entryAdded":
            self._said(message["params"])
        if message.get("method") == "browsingContext.load":
            self.loads += 1
        return message

    def _said(self, entry: dict[str, Any]) -> None:
        if entry["level"] in ("error", "warn"):
            self.complaints.append(entry["text"])


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A Firefox without a window, ended at the end."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "Firefox is missing; `make journeys` installs it"
    prefs = [f'user_pref("{k}", {json.dumps(v)});\n' for k, v in QUIET.items()]
    (profile / "user.js").write_text("".join(prefs), encoding="utf-8")
    log = profile / "log"
    options = ["--headless", "--no-remote", "--remote-debugging-port=0"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program, *options, "--profile", str(profile), "about:blank"],
            stdout=output,
            stderr=output,
        )
    try:
        with connect(f"{_address(process, log)}/session", max_size=None) as connection:
            yield Firefox(connection)
    finally:
        process.kill()
        process.wait(timeout=30)


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    def listening() -> re.Match[str] | None:
        said = log.read_text(encoding="utf-8", errors="replace")
        assert process.poll() is None, f"Firefox ended: {said}"
        return LISTENING.search(said)

    return until(listening)[1]
