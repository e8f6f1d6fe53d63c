"""`manage.py preflight`: how many participants this machine holds, tried with bots."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from knightreplay.embedded import network
from knightreplay.environment import port_number
from knightreplay.preflight.bots import Stalled
from knightreplay.preflight.measuring import MOST, QUESTIONS, measure
from knightreplay.preflight.practice import practice_room
from knightreplay.preflight.verdict import judge

HERE = "127.0.0.1"
READY = "KnightReplay is at"


class Command(BaseCommand):
    help = "Tries with bots how many participants this machine holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--participants", type=int, default=60)
        parser.add_argument(
            "--port",
            default=str(settings.PORT),
            help="of the server of this machine; one is started where none runs",
        )
        parser.add_argument(
            "--at-once",
            action="store_true",
            help="does not wait until the run is computed; the times mean less then",
        )

    def handle(
        self,
        *args: Any,
        participants: int,
        port: str,
        at_once: bool = False,
        **options: Any,
    ) -> None:
        if not 1 <= participants <= MOST:
            raise CommandError(f"participants: {participants}; allowed: 1 to {MOST}")
        try:
            number = port_number(port)
        except ValueError as error:
            raise CommandError(f"port: {error}") from error
        with (
            self._server(number),
            practice_room(participants, QUESTIONS) as practice,
        ):
            try:
                trial = measure(number, practice, self._progress, at_once=at_once)
                found = asyncio.run(trial)
            except (Stalled, OSError) as error:
                raise CommandError(f"the trial could not end: {error}") from error
        verdict = judge(found)
        self.stdout.write(f"{verdict.words}. {verdict.advice}")
        self.stdout.write(
            f"pause {found.pause:.0f} ms, question {found.question:.0f} ms, answer "
            f"{found.answers:.0f} ms (95 of 100 were faster); {found.counted} of "
            f"{found.sent} answers counted; all were in after {found.came_in:.1f} s. "
            "The bots ran on this machine too, and no Wi-Fi was in between."
        )

    def _progress(self, what: str, part: float) -> None:
        self.stdout.write(f"{part:4.0%} {what}")
        self.stdout.flush()

    @contextlib.contextmanager
    def _server(self, port: int) -> Iterator[None]:
        """The server that runs at the port, or one of its own as long as it is needed."""
        if network.why_not(HERE, port) is not None:
            yield
            return
        self.stdout.write(f"No server runs at port {port}; one is started …")
        self.stdout.flush()
        manage = Path(settings.BASE_DIR) / "manage.py"
        command = [sys.executable, str(manage), "serve", "--host", HERE]
        process = subprocess.Popen(  # noqa: S603 -- our own command
            [*command, "--port", str(port)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            _wait(process)
            yield
        finally:
            process.terminate()
            process.communicate(timeout=60)


def _wait(process: subprocess.Popen[str]) -> None:
    for line in process.stdout or ():
        if READY in line:
            return
    raise CommandError("the server did not start")
