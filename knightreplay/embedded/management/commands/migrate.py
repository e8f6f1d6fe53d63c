"""`manage.py migrate`: Django's own, by one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from knightreplay.embedded.locks import one_at_a_time

LOCK = 0x4B6E69676874  # of PostgreSQL's advisory ones, for all of a database


class Command(migrate.Command):
    def handle(self, *args: Any, database: str, **options: Any) -> Any:
        with _alone(database):
            return super().handle(*args, database=database, **options)


@contextmanager
def _alone(database: str) -> Iterator[None]:
    """Two first starts at once would both make the tables, and one would fail."""
    if connections[database].vendor != "postgresql":
        with one_at_a_time("migrating"):
            yield
        return
    # On a connection of its own: a transaction's lock is kept by pgbouncer, too.
    guard = connections[database].copy()
    try:
        guard.set_autocommit(False)
        with guard.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            yield
    finally:
        guard.close()
