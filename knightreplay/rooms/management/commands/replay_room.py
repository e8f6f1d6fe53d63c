"""`manage.py replay_room FILE`: makes the runs of a room's record again, and compares."""

from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser

from knightreplay.rooms.replaying import RecordError, replay


class Command(BaseCommand):
    help = (
        "Computes the runs of a room's record anew and says whether the hashes agree."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            found = replay(orjson.loads(file.read_bytes()))
        except (OSError, orjson.JSONDecodeError, RecordError) as error:
            raise CommandError(f"this is no record of a room: {error}") from error
        for run in found:
            self.stdout.write(f"{run.id}: {run.words}")
        if any(run.agrees is False for run in found):
            raise CommandError("not every run came to the hash of the record")
