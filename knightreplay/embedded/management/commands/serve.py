"""`manage.py serve`: the whole product in one process."""

import io
import os
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

import qrcode
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from knightreplay.embedded import network, static_files
from knightreplay.network import adapters
from knightreplay.network.addresses import network_ways

LARGEST_PORT = 65535


class Command(BaseCommand):
    help = "Serves KnightReplay: pages, sockets and, without REDIS_URL, the worker."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument(
            "--open", action="store_true", help="open the page in a browser"
        )

    def handle(self, *args: Any, host: str, **options: Any) -> None:
        os.umask(0o077)  # the database holds sessions, and keys in them
        _check_data_directory()
        port = _port(options["port"])
        if reason := network.why_not(host, port):
            raise CommandError(reason)
        self._prepare()
        _open_to(host, port)

        from knightreplay.embedded.server import serve  # noqa: PLC0415 -- installs a reactor

        serve(
            host=host,
            port=port,
            with_worker=settings.EMBEDDED,
            on_ready=lambda: self._welcome(host, port, browser=options["open"]),
        )

    def _prepare(self) -> None:
        """Everything that a first start needs and a second one finds done."""
        self.stdout.write("Database …")
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as error:
            raise CommandError(f"the database cannot be used: {error}") from error
        self.stdout.write("Static files …")
        static_files.collect()
        if settings.EMBEDDED:
            self.stdout.write("Simulation kernel (some ten seconds the first time) …")
            self.stdout.flush()
            _warm()

    def _welcome(self, host: str, port: int, *, browser: bool) -> None:
        here = adapters.is_loopback(host) or host in adapters.ANY
        local = "127.0.0.1" if here else host
        address = f"http://{local}:{port}/"
        self.stdout.write(f"\nKnightReplay is at {address}  (Ctrl-C stops it)")
        if settings.OPEN_TO_NETWORK:
            self._invite(address)
        self.stdout.flush()
        if browser:
            webbrowser.open(address)

    def _invite(self, address: str) -> None:
        """The addresses for the room, as text and QR, and the key for the host."""
        public = settings.PUBLIC_URL
        ways = [] if public else [way.base + "/" for way in network_ways()]
        links = [public.geturl()] if public else ways
        for link in links:
            self.stdout.write(f"For the room: {link}")
        if links:
            code = qrcode.QRCode(border=1)
            code.add_data(links[0])
            picture = io.StringIO()
            code.print_ascii(out=picture)
            self.stdout.write(picture.getvalue())
        self.stdout.write(
            f"Starting runs needs the host's key: {settings.HOST_KEY}\n"
            f"or open {address}#key={settings.HOST_KEY} on this machine"
        )


def _open_to(host: str, port: int) -> None:
    """Who may ask for this server, and under which names."""
    settings.ALLOWED_HOSTS += adapters.names_for(host)
    if adapters.is_loopback(host):
        return
    settings.OPEN_TO_NETWORK = True
    settings.LISTENS = (host, port)
    if host in adapters.ANY:
        settings.ALLOWED_HOSTS = adapters.OwnNames(settings.ALLOWED_HOSTS)


def _port(text: str) -> int:
    """The port, or one line that says which are allowed."""
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= LARGEST_PORT:
        return int(text)
    raise CommandError(f"port: {text[:40]!r} is no port; allowed: 1 to {LARGEST_PORT}")


def _check_data_directory() -> None:
    try:
        with tempfile.TemporaryFile(dir=Path(settings.DATA_DIR)):
            pass
    except OSError as error:
        raise CommandError(
            f"the data directory {settings.DATA_DIR} cannot be written "
            f"({error.strerror}); set DATA_DIR to a folder that can be"
        ) from error


def _warm() -> None:
    from simulator.warming import warm  # noqa: PLC0415 -- numba is slow to import

    warm()
