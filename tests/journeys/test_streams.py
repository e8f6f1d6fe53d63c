"""Streamed answers, as the programs read them that people have."""

import hashlib
import http.client
import json
import subprocess
import urllib.parse
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Visitor
from tests.server import Server
from tests.waiting import until

pytestmark = pytest.mark.browser

FRAMES = "frames?from=09:30&to=10:30&format="
FETCHED = """async (address) => {
    const body = await (await fetch(address)).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0"));
    return [body.byteLength, hex.join("")];
}"""


def measured(body: bytes) -> tuple[int, str]:
    return len(body), hashlib.sha256(body).hexdigest()


def plain(server: Server, path: str) -> tuple[int, str]:
    return measured(_asked(server, path, "identity")[1])


def one_member(server: Server, path: str) -> tuple[int, str]:
    """As most libraries do: they stop where the first gzip file ends."""
    coding, body = _asked(server, path, "gzip, deflate")
    if coding == "gzip":
        body = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body)
    return measured(body)


def _asked(server: Server, path: str, accepts: str) -> tuple[str | None, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": accepts})
    answer = connection.getresponse()
    assert answer.status == 200
    body = answer.read()
    connection.close()
    return answer.getheader("Content-Encoding"), body


def curled(server: Server, path: str) -> tuple[int, str]:
    command = ("curl", "--silent", "--fail", "--compressed", server.address + path)
    return measured(subprocess.run(command, check=True, capture_output=True).stdout)


def fetched(page: Page, path: str) -> tuple[int, str]:
    size, digest = page.evaluate(FETCHED, path)
    return int(size), str(digest)


def file_of(server: Server, run: str) -> dict[str, Any]:
    """A file that a worker has made."""
    _, asked = server.ask(f"{run}/exports", {"kind": "frames.csv"})
    path = str(asked["url"]).removeprefix("/api/v1/")

    def ready() -> dict[str, Any] | None:
        told = server.ask(path)[1]
        return told if told["status"] == "ready" else None

    return until(ready)


def test_every_stream_arrives_whole_in_every_program(
    visitor: Callable[..., Visitor], server: Server, history: str
) -> None:
    run = urllib.parse.quote(history).strip("/")
    file = file_of(server, run)
    frames = [f"/api/v1/{run}/{FRAMES}{form}" for form in ("csv", "json", "parquet")]
    page = visitor().page()
    page.goto(server.address + "/scenarios/")

    for path in (*frames, str(file["file"])):
        whole = plain(server, path)
        assert whole[0] > 150_000, path
        arrived = {
            "curl": curled(server, path),
            "a library": one_member(server, path),
            "Chromium": fetched(page, path),
        }
        assert arrived == dict.fromkeys(arrived, whole), path
    assert plain(server, str(file["file"])) == (file["size"], file["sha256"])
    answer = page.evaluate(
        "async (address) => Object.keys(await (await fetch(address)).json())", frames[1]
    )
    assert json.dumps(answer) == json.dumps(["about", "columns", "rows"])
