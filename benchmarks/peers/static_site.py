"""The floor of a page: `python -m benchmarks.peers.static_site PORT DAY`.

Files of the page, compressed once and kept in memory, by a plain server of the standard
library. What a page shares with the product lies where the product keeps it.
"""

import gzip
import mimetypes
import sys
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, NamedTuple

ROOT = Path(__file__).parents[2]
PAGE = Path(__file__).parent / "page"
SMALL = 200  # bytes that are not worth compressing
COMPRESSED = (".woff2",)  # already


class Answer(NamedTuple):
    """A file as it is sent."""

    kind: str
    encoding: str | None
    body: bytes


def file_of(path: str, day: Path) -> Path | None:
    """Where the file of an address lies, or none."""
    if path == "/day.json":
        return day
    base = ROOT if path.startswith("/static/") else PAGE
    file = (base / (path.lstrip("/") or "index.html")).resolve()
    allowed = (PAGE, ROOT / "static")
    inside = any(file.is_relative_to(folder) for folder in allowed)
    return file if inside and file.is_file() else None


@cache
def answer_of(file: Path) -> Answer:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    body = file.read_bytes()
    if file.suffix in COMPRESSED or len(body) < SMALL:
        return Answer(kind, None, body)
    return Answer(kind, "gzip", gzip.compress(body, 9))


class Handler(BaseHTTPRequestHandler):
    """Sends a file; the connection stays."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet
    day: ClassVar[Path]

    def do_GET(self) -> None:
        file = file_of(self.path.split("?")[0], self.day)
        if file is None:
            self.send_error(404)
            return
        kind, encoding, body = answer_of(file)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing: it is measured."""


def main() -> None:
    port, day = sys.argv[1:]
    Handler.day = Path(day)
    for file in (*PAGE.iterdir(), Handler.day):
        answer_of(file)
    ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main()
