"""The newest runs that are open to all."""

import pytest
from django.db import connection

from knightreplay.runs.lists import recent

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says it like this")
@pytest.mark.parametrize(
    ("by_host", "index"), [(True, "run_listed_made"), (False, "run_listed")]
)
def test_newest_runs_are_read_along_an_index(by_host, index):
    sql, given = recent._query(10, by_host=by_host)

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
        plan = [line for *_, line in cursor.fetchall() if "runs_run" in line]
        plan += [line for *_, line in cursor.fetchall() if "TEMP B-TREE" in line]

    assert [f"USING INDEX {index}" in line for line in plan] == [True]
