"""A request whose headers are too large is told so: Twisted closes it without a word.

Cookies are the usual cause: all servers of a machine share those of `localhost`.
"""

from http import HTTPStatus
from typing import Any

from daphne.server import reactor as daphnes_reactor

reactor: Any = daphnes_reactor  # its type is only known when it runs

LINGER = 2.0  # seconds in which somebody who is turned away may read why
STATUS = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
WORDS = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Too many cookies · KnightReplay</title>
<h1>Your browser sends too many cookies</h1>
<p>More than 16 KB of headers came with this request, and the server reads no more than that.
Most of them are cookies. Those of <code>localhost</code> are shared by all programs of this
computer, whatever their port.</p>
<p>Delete the cookies of this site in the browser's settings, or open the page in a private
window, and load it again. A seat in a room is remembered by a cookie: its host can give it
back to you.</p>
</html>
""".encode()
ANSWER = (
    f"HTTP/1.1 {STATUS.value} {STATUS.phrase}\r\n"
    "content-type: text/html; charset=utf-8\r\n"
    f"content-length: {len(WORDS)}\r\n"
    "cache-control: no-store\r\n"
    "connection: close\r\n\r\n"
).encode() + WORDS


def explain_large_headers(channel: Any) -> None:
    """Makes a connection of Twisted's answer where one line, or all of them, are too long."""
    received = channel.lineReceived

    def line_received(line: bytes) -> Any:
        size = channel._receivedHeaderSize + len(line)
        return _explain(channel) if size > channel.totalHeadersSize else received(line)

    channel.lineReceived = line_received
    channel.lineLengthExceeded = lambda _line: _explain(channel)


def _explain(channel: Any) -> None:
    """What still comes is thrown away."""
    channel.dataReceived = channel.lineReceived = lambda _data: None
    channel.transport.write(ANSWER)
    channel.transport.loseWriteConnection()
    reactor.callLater(LINGER, channel.transport.abortConnection)
