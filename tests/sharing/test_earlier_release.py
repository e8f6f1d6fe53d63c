"""What release 0.1.0 has stored is found again: a whole database, and a capsule."""

import json
import lzma
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from knightreplay.sharing.models import Part

FIXTURES = Path(__file__).parents[1] / "fixtures"
RELEASE = json.loads((FIXTURES / "release-0.1.0.json").read_text())
KEPT = RELEASE["database"]


def unpacked(name: str) -> bytes:
    return lzma.decompress((FIXTURES / name).read_bytes())


@pytest.fixture
def migrated(
    tmp_path: Path, django_db_setup: None, django_db_blocker: Any, settings: Any
) -> Iterator[None]:
    """The database of 0.1.0 in place of the suite's, migrated to what it is today."""
    settings.SECRET_KEY = KEPT["secret"]  # the marks of people are made with it
    file = tmp_path / "knightreplay.sqlite3"
    with sqlite3.connect(file) as earlier:
        earlier.executescript(unpacked("database-0.1.0.sql.xz").decode())
    earlier.close()
    suites = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = str(file)
        try:
            call_command("migrate", verbosity=0)
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = suites


def browser(**held: Any) -> Client:
    """A browser that has this in its session."""
    client = Client()
    session = client.session
    session.update(held)
    session.save()
    return client


def told(client: Client, path: str) -> Any:
    """What stands at an address: its JSON, else what the page is called."""
    answer = client.get(path)
    if answer.headers["Content-Type"].startswith("application/json"):
        read = json.loads(answer.content)
        if path.endswith("/forks"):
            assert read.pop("refusal") is None  # came since then
        return read
    title = answer.content.decode().partition("<title>")[2].partition("</title>")[0]
    return [answer.status_code, " ".join(title.split())]


def contents(export: UUID) -> str:
    """The hash of a file that a worker made, as it lies in the database."""
    parts = Part.objects.filter(export=export).order_by("number")
    return sha256(b"".join(bytes(part.content) for part in parts)).hexdigest()


@pytest.mark.slow
@pytest.mark.usefixtures("migrated")
def test_host_finds_runs_links_notes_files_and_rooms_of_the_release() -> None:
    client = browser(**KEPT["session"])

    found = {path: told(client, path) for path in KEPT["host"]}

    assert found == KEPT["host"]
    assert {one: contents(UUID(one)) for one in KEPT["files"]} == KEPT["files"]


@pytest.mark.slow
@pytest.mark.usefixtures("migrated")
def test_links_keys_and_accounts_of_the_release_still_open() -> None:
    links = {path: told(browser(), path) for path in KEPT["links"]}
    keys = {
        key: Client(headers={"authorization": f"Bearer {key}"})
        .get(f"/api/v1/runs/{run}")
        .json()["role"]
        for key, (run, _) in KEPT["keys"].items()
    }

    assert links == KEPT["links"]
    assert keys == {key: role for key, (_, role) in KEPT["keys"].items()}
    assert Client().login(username="ada", password="correct horse battery staple")


@pytest.mark.django_db
def test_capsule_of_the_release_comes_in_as_the_run_that_it_was() -> None:
    recorded = RELEASE["capsule"]
    client = Client()

    opened = client.post(
        "/api/v1/capsules", unpacked("capsule-0.1.0.html.xz"), content_type="text/html"
    )
    own = f"/api/v1{opened.json()['url']}".rstrip("/")
    run = client.get(own).json()

    # It was computed again: every byte of it is what today's engine makes.
    assert (opened.status_code, opened.json()["computed"]) == (201, True)
    assert {name: run[name] for name in recorded["run"]} == recorded["run"]
    (note,) = client.get(f"{own}/notes").json()["notes"]
    assert [note["author"], note["time"], note["text"]] == recorded["note"]
