"""Backup and restore by the commands that docs/operations.md gives."""

import re
import sqlite3
import subprocess
import uuid
from contextlib import closing

import psycopg
import pytest

from tests.server import ROOT, serving

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("services")]


def documented(program: str) -> list[str]:
    """The arguments that the page gives the program in its compose form."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    found = re.search(rf"exec -T postgres {program} ([^<>\n]+)", page)
    assert found, f"docs/operations.md has no {program}"
    return found[1].split()


def elsewhere(arguments: list[str], url: str) -> list[str]:
    """The same options, with this cluster and database in place of compose's."""
    base, database = url.rsplit("/", 1)
    named = {"knightreplay": database}
    user_and_rest = [named.get(word, word) for word in arguments]
    user_and_rest[user_and_rest.index("-U") + 1] = "knightreplay"
    port = base.rsplit(":", 1)[1]
    return ["-h", "127.0.0.1", "-p", port, *user_and_rest]


def counted(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return [
            connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # type: ignore[index]  # noqa: S608
            for (name,) in names
        ]


@pytest.mark.parametrize("into", ["an empty database", "the database as it went on"])
def test_restore_of_postgres_by_the_documented_commands_ends_with_0(
    tmp_path, settings_of, postgres_url, web, into
):
    web.ask("runs", {"seed": 29}, "the-hosts-key")
    url = settings_of["DATABASE_URL"]
    dump = tmp_path / "runs.dump"
    with dump.open("wb") as file:
        arguments = elsewhere(documented("pg_dump"), url)
        subprocess.run(["pg_dump", *arguments], stdout=file, check=True)
    kept = counted(url)

    target = url
    if into == "an empty database":
        target = f"{postgres_url.rsplit('/', 1)[0]}/k{uuid.uuid4().hex}"
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {target.rsplit('/', 1)[1]}")
    else:
        web.ask("runs", {"seed": 30}, "the-hosts-key")
    with dump.open("rb") as file:
        restored = subprocess.run(
            ["pg_restore", *elsewhere(documented("pg_restore"), target)],
            stdin=file,
            capture_output=True,
            text=True,
        )

    assert (restored.returncode, restored.stderr) == (0, "")
    assert counted(target) == kept


def test_backup_of_sqlite_while_it_runs_is_a_folder_to_serve(tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    with serving(host="0.0.0.0") as server:
        key = server.hosts_key()
        _, begun = server.ask("runs", {"seed": 29}, key)
        database = server.data / "knightreplay.sqlite3"
        backup = f".backup {copy / database.name}"
        subprocess.run(["sqlite3", str(database), backup], check=True)
        for name in ("host-key", "secret-key"):
            (copy / name).write_bytes((server.data / name).read_bytes())

    with closing(sqlite3.connect(copy / database.name)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with serving(copy, host="0.0.0.0") as restored:
        assert restored.ask(f"runs/{begun['id']}")[0] == 200
        assert restored.ask("runs", {}, key)[0] == 201
