"""`manage.py prune`: deletes old runs and says what it freed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from knightreplay.runs.retention import prune, vacuum


class Command(BaseCommand):
    help = "Deletes runs that nobody has used for RETENTION_DAYS, or beyond RETENTION_RUNS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what goes")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        pruned = prune(dry_run=dry_run)
        words = "would go" if dry_run else "are gone"
        self.stdout.write(f"{pruned.runs} runs {words}, {pruned.megabytes} MB")
        if pruned.aside:
            self.stdout.write(
                f"{pruned.aside} more go in a week, if nobody has them back"
            )
        if dry_run or not pruned.runs:
            return
        try:
            vacuum()
        except OperationalError as error:
            raise CommandError(
                f"the room is not given back to the disk yet: {error}"
            ) from error
