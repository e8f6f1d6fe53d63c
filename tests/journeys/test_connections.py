"""However many ask at once, PostgreSQL is asked for few connections."""

import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from knightreplay.limiting.requests import AT_ONCE
from tests.waiting import until

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("services")]

PAGES, AT_A_TIME = 240, 80
BESIDES = 12  # sockets, reconcile, reports, exports, and /readyz while it is asked


class Watch(threading.Thread):
    """Looks at PostgreSQL for as long as it is told to, on a connection of its own."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.most, self.over = url, 0, threading.Event()

    def now(self) -> int:
        with psycopg.connect(self.url) as connection:
            return _others(connection)

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            until(lambda: self._is_over(connection))

    def _is_over(self, connection: psycopg.Connection) -> bool:
        """After one more look."""
        self.most = max(self.most, _others(connection))
        return self.over.is_set()


def _others(connection: psycopg.Connection) -> int:
    row = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()"
    ).fetchone()
    assert row
    return int(row[0])


def test_burst_of_pages_is_answered_on_few_connections(web, settings_of):
    _, begun = web.ask("runs", {"seed": 29}, "the-hosts-key")
    watch = Watch(settings_of["DATABASE_URL"])

    def page(number: int) -> int:
        path = ("/", f"/runs/{begun['id']}/", "/scenarios/")[number % 3]
        with urllib.request.urlopen(web.address + path, timeout=120) as answer:
            return int(answer.status)

    watch.start()
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        said = list(pool.map(page, range(PAGES)))
    watch.over.set()
    watch.join(timeout=30)

    assert said == [200] * PAGES
    assert 0 < watch.most <= AT_ONCE + 2 * BESIDES  # two web processes look after runs
    assert watch.now() <= 2 * BESIDES


def test_metrics_tell_how_many_connections_there_are(web, settings_of):
    asked = urllib.request.Request(
        web.address + "/metrics",
        headers={"authorization": f"Bearer {settings_of['METRICS_KEY']}"},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        lines = answer.read().decode().splitlines()
    told = dict(line.rsplit(" ", 1) for line in lines if line[0] != "#")

    assert float(told["knightreplay_database_connections_most"]) == 100
    assert 0 < float(told["knightreplay_database_connections"]) < 100
