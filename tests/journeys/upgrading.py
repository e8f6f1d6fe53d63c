"""A database as release 0.1.0 left it, brought to today and through a backup, as operators do.

On PostgreSQL the rows of the release are those of its SQLite file, in the tables of its
migrations.
"""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.server import ROOT, environment
from tests.services import postgres_programs
from tests.sharing.test_earlier_release import unpacked

APPLIED = "SELECT app, name FROM django_migrations ORDER BY id"
UTC = "-c timezone=UTC"  # SQLite's times have no zone
MIGRATE = """
from django.core.management import call_command
for app, migration in {}.items():
    call_command("migrate", app, migration, verbosity=0)
"""


def manage(settings: dict[str, str], *command: str) -> str:
    """What `manage.py …` says in an environment of its own."""
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *command],
        env=environment(Path(settings["DATA_DIR"]), **settings),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.stdout


def on_sqlite(file: Path) -> None:
    """The database of the release, in a file that is not there yet."""
    with closing(sqlite3.connect(file)) as release:
        release.executescript(unpacked("database-0.1.0.sql.xz").decode())


def copied(file: Path, to: Path) -> None:
    """As `sqlite3 file ".backup copy"` does."""
    with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(to)) as other:
        one.backup(other)


def on_postgresql(address: str, settings: dict[str, str], file: Path) -> None:
    """The same in an empty database of PostgreSQL."""
    on_sqlite(file)
    with (
        closing(sqlite3.connect(file)) as release,
        psycopg.connect(address, autocommit=True, options=UTC) as database,
    ):
        applied = release.execute(APPLIED).fetchall()
        manage(settings, "shell", "-c", MIGRATE.format(dict(applied)))
        assert {*database.execute(APPLIED)} == {*applied}
        with database.transaction():
            for table in _tables(release):
                _copy(release, database, table)


def _tables(release: sqlite3.Connection) -> list[str]:
    """Those with rows of the product; the migrations are told by PostgreSQL's own."""
    names = release.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    own = {"django_migrations", "sqlite_sequence"}
    return [name for (name,) in names if name not in own]


def _copy(
    release: sqlite3.Connection, database: psycopg.Connection[Any], table: str
) -> None:
    """Every row; foreign keys are looked at when all is there."""
    rows = release.execute(f"SELECT * FROM {table}")  # noqa: S608 -- a table of ours
    columns = [column for column, *_ in rows.description]
    name = sql.Identifier(table)
    database.execute(sql.SQL("DELETE FROM {}").format(name))
    insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        name,
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(sql.Placeholder() * len(columns)),
    )
    with database.cursor() as cursor:
        cursor.executemany(insert, [[_as_text(value) for value in row] for row in rows])
    _go_on_counting(database, table)


def _as_text(value: Any) -> Any:
    """PostgreSQL reads a number, a truth or a time from its text, each as its column is."""
    return value if value is None or isinstance(value, bytes) else str(value)


def _go_on_counting(database: psycopg.Connection[Any], table: str) -> None:
    """The next number is beyond those that came with the rows, where ids are numbers."""
    numbered = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_identity = 'YES'"
    for (column,) in database.execute(numbered, [table]).fetchall():
        newest = sql.SQL("SELECT max({}) FROM {}").format(
            sql.Identifier(column), sql.Identifier(table)
        )
        counter = sql.SQL("SELECT setval(pg_get_serial_sequence(%s, %s), ({}))")
        database.execute(counter.format(newest), [table, column])


def dumped_and_restored(address: str, to: str, file: Path) -> None:
    """As `pg_dump -Fc` and `pg_restore` do, from one database into another."""
    programs = postgres_programs()
    for program, *given in (
        ("pg_dump", "-Fc", "-f", str(file), address),
        ("pg_restore", "--exit-on-error", "-d", to, str(file)),
    ):
        subprocess.run([programs / program, *given], check=True, timeout=300)
