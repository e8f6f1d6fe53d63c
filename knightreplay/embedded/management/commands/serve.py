"""`manage.py serve`: the whole product in one process."""

import os
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from knightreplay.embedded import network
from knightreplay.embedded.locks import held, one_at_a_time
from knightreplay.embedded.welcome import Welcome, address_of
from knightreplay.environment import port_number
from knightreplay.network import adapters
from knightreplay.static_files import collecting

ANOTHER = (
    "Another server runs on {}: what is done in one shows in the other some seconds "
    "later. DATA_DIR gives this one a folder of its own."
)


class Command(BaseCommand):
    help = "Serves KnightReplay: pages, sockets and, without REDIS_URL, the worker."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", default=str(settings.PORT))
        parser.add_argument(
            "--open", action="store_true", help="open the page in a browser"
        )

    def handle(self, *args: Any, host: str, **options: Any) -> None:
        os.umask(0o077)  # the database holds sessions, and keys in them
        _check_data_directory()
        host, port = host.strip("[]"), _port(options["port"])
        if reason := network.why_not(host, port):
            raise CommandError(reason)
        welcome = Welcome(self.stdout)
        with held("serving") as alone:
            if settings.EMBEDDED and not alone:
                welcome.say(ANOTHER.format(settings.DATA_DIR))
            with one_at_a_time("starting"):
                _prepare(welcome)
            _open_to(host, port)
            self._serve(host, port, welcome, browser=options["open"])

    def _serve(self, host: str, port: int, welcome: Welcome, *, browser: bool) -> None:
        from knightreplay.embedded.server import serve  # noqa: PLC0415 -- installs a reactor

        def ready() -> None:
            address = address_of(host, port)
            welcome.listening(address)
            if browser:
                webbrowser.open(address)

        serve(host=host, port=port, with_worker=settings.EMBEDDED, on_ready=ready)


def _prepare(welcome: Welcome) -> None:
    """Everything that a first start needs and a second one finds done."""
    welcome.say("Database …")
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise CommandError(f"the database cannot be used: {_line(error)}") from error
    welcome.say("Static files …")
    collecting.collect()
    if settings.EMBEDDED:
        welcome.say("Simulation kernel (some ten seconds the first time) …")
        _warm()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


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
    try:
        return port_number(text)
    except ValueError as error:
        raise CommandError(f"port: {error}") from error


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
