"""What release 0.1.0 stored is read as before: upgraded, backed up, restored, and served."""

import json
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import psycopg
import pytest

from tests.journeys import upgrading
from tests.server import serving
from tests.sharing.test_earlier_release import KEPT

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("services")]

FILE = "knightreplay.sqlite3"
HOST_KEY = "the-hosts-key"
SETTINGS = {
    "SECRET_KEY": KEPT["secret"],  # the marks of people are made with it
    "HOST_KEY": HOST_KEY,
    "RETENTION_DAYS": "0",  # the release grows older, and must not go
}
# Files that workers made go after some days; tests/sharing/test_earlier_release.py reads them.
ASKED = [path for path in KEPT["host"] if not path.endswith("/exports")]
SESSION = f"""
from knightreplay.access.sessions import SessionStore
store = SessionStore()
store.update({KEPT["session"]!r})
store.save()
print("session", store.session_key)
"""


def restored_on_sqlite(folder: Path) -> dict[str, str]:
    for name in ("earlier", "copy"):
        (folder / name).mkdir()
    earlier = {"DATA_DIR": str(folder / "earlier"), **SETTINGS}
    upgrading.on_sqlite(folder / "earlier" / FILE)
    upgrading.manage(earlier, "migrate", "--verbosity=0")
    upgrading.copied(folder / "earlier" / FILE, folder / "copy" / FILE)
    return {**earlier, "DATA_DIR": str(folder / "copy")}


def restored_on_postgresql(
    folder: Path, postgres_url: str, redis_url: str
) -> dict[str, str]:
    address, copy = (database_of(postgres_url) for _ in range(2))
    settings = {"DATA_DIR": str(folder), "REDIS_URL": redis_url, **SETTINGS}
    earlier = {**settings, "DATABASE_URL": address}
    upgrading.on_postgresql(address, earlier, folder / FILE)
    upgrading.manage(earlier, "migrate", "--verbosity=0")
    upgrading.dumped_and_restored(address, copy, folder / "runs.dump")
    return {**settings, "DATABASE_URL": copy}


def database_of(postgres_url: str) -> str:
    """A new one of the cluster."""
    name = f"k{uuid.uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres_url.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def restored(request, tmp_path):
    """The settings of a server on the copy of an upgraded database."""
    if request.param == "sqlite":
        return restored_on_sqlite(tmp_path)
    services = (request.getfixturevalue(n) for n in ("postgres_url", "redis_url"))
    return restored_on_postgresql(tmp_path, *services)


def asked(server, path, **headers):
    """What stands at an address: its JSON, else what the page is called."""
    request = urllib.request.Request(server.address + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            status, kind, text = answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            status, kind, text = refusal.code, refusal.headers, refusal.read().decode()
    if kind["Content-Type"].startswith("application/json"):
        read = json.loads(text)
        if path.endswith("/forks"):
            del read["refusal"]  # came since then
        return read
    title = text.partition("<title>")[2].partition("</title>")[0]
    return [status, " ".join(title.split())]


def test_runs_rooms_notes_links_and_keys_are_read_after_upgrade_and_restore(restored):
    said = upgrading.manage(restored, "shell", "-c", SESSION)
    cookie = f"sessionid={said.split('session ')[1].strip()}"
    data = Path(restored.pop("DATA_DIR"))

    with serving(data, **restored) as server:
        found = {path: asked(server, path, Cookie=cookie) for path in ASKED}
        links = {path: asked(server, path) for path in KEPT["links"]}
        keys = {
            key: asked(server, f"/api/v1/runs/{run}", Authorization=f"Bearer {key}")
            for key, (run, _) in KEPT["keys"].items()
        }
        begun = server.ask("runs", {"seed": 29}, HOST_KEY)

    assert found == {path: KEPT["host"][path] for path in ASKED}
    assert links == KEPT["links"]
    assert {key: run["role"] for key, run in keys.items()} == {
        key: role for key, (_, role) in KEPT["keys"].items()
    }
    # New rows have new numbers: what is begun now is stored as ever.
    assert begun[0] == 201
