"""One run from the terminal; see `simulator.cli`."""

import sys

from django.core.management.base import BaseCommand

from simulator.cli import main


class Command(BaseCommand):
    help = "Simulate one morning and print its figures."

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand all arguments over: Django's own parser would take some for itself."""
        sys.exit(main(argv[2:], prog="manage.py simulate"))

    def print_help(self, prog_name: str, subcommand: str) -> None:
        """Print what `manage.py help simulate` asks for."""
        main(["--help"], prog="manage.py simulate")
