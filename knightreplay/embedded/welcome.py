"""What `serve` says once it listens: everything to a terminal, no key to anything else."""

import io
import logging
from pathlib import Path
from typing import Any
from urllib.parse import quote

import qrcode
from django.conf import settings

from knightreplay.logs import JsonFormatter
from knightreplay.network import adapters
from knightreplay.network.addresses import network_ways


def address_of(host: str, port: int) -> str:
    """Where a browser on this machine finds it."""
    return adapters.link("127.0.0.1" if host in adapters.ANY else host, port)


class Welcome:
    """Written to standard output, which a log keeps unless it is somebody's terminal."""

    def __init__(self, stdout: Any) -> None:
        self.stdout = stdout
        self.shown = settings.EMBEDDED and stdout.isatty()

    def say(self, words: str) -> None:
        if settings.LOG_FORMAT == "json" and not self.shown:
            told = {"name": "knightreplay", "levelname": "INFO", "msg": words}
            words = JsonFormatter().format(logging.makeLogRecord(told))
        self.stdout.write(words)
        self.stdout.flush()

    def listening(self, address: str) -> None:
        if not self.shown:
            self.say(f"KnightReplay is at {address}{_where_the_key_is()}")
            return
        self.say(f"\nKnightReplay is at {address}  (Ctrl-C stops it)")
        if settings.OPEN_TO_NETWORK:
            self.say(_invitation(address))


def _where_the_key_is() -> str:
    file = Path(settings.DATA_DIR) / "host-key"
    if not settings.OPEN_TO_NETWORK or not settings.EMBEDDED or not file.exists():
        return ""
    return f" (starting runs needs the key in {file})"


def _invitation(address: str) -> str:
    """The addresses for the room, as text and QR, and the key for the host."""
    public = settings.PUBLIC_URL
    ways = [public.geturl() + "/"] if public else [w.base + "/" for w in network_ways()]
    key = settings.HOST_KEY
    return "\n".join(
        [
            *(f"For the room: {way}" for way in ways),
            *(_picture(way) for way in ways[:1]),
            f"Starting runs needs the host's key: {key}",
            f"or open {address}#key={quote(key, safe='')} on this machine",
        ]
    )


def _picture(link: str) -> str:
    code = qrcode.QRCode(border=1)
    code.add_data(link)
    picture = io.StringIO()
    code.print_ascii(out=picture)
    return picture.getvalue()
