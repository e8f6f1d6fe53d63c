"""`manage.py verify_facts`: what people read, held against the facts (docs/facts.md)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knightreplay.facts.verifying.bands import measured
from knightreplay.facts.verifying.faults import of_data, of_texts
from knightreplay.facts.verifying.texts import texts


class Command(BaseCommand):
    help = "Looks for figures, citations and quotations that no fact accounts for."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        read = list(texts())
        faults = [*of_texts(read), *of_data(read, measured())]
        for fault in faults:
            self.stderr.write(str(fault))
        if faults:
            raise CommandError(f"{len(faults)} things that no fact accounts for")
        self.stdout.write(f"{len(read):,} texts, and a fact for each of their figures")
