"""What the database knows, as figures for `/metrics`: runs, processes, slices of work."""

from collections.abc import Iterator
from itertools import accumulate

from django.db import DatabaseError, connection
from django.db.models import Count
from prometheus_client.core import (
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from knightreplay.histogram import BOUNDS
from knightreplay.runs.models import ProcessReport, Run
from knightreplay.runs.processes import reports


class StoredFigures(Collector):
    """Asked at every scrape; a database that is away leaves the other figures standing."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("knightreplay_database_up", "Whether it answered")
        try:
            found = [_runs(), *_processes(reports.fresh()), *_connections()]
        except DatabaseError:
            found = []
        up.add_metric([], 1 if found else 0)
        yield up
        yield from found

    def describe(self) -> list[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return []


def _runs() -> Metric:
    family = GaugeMetricFamily("knightreplay_runs", "Stored runs", labels=["status"])
    counted = dict(
        Run.objects.order_by().values_list("status").annotate(count=Count("id"))
    )
    for status in Run.Status.values:
        family.add_metric([status], counted.get(status, 0))
    return family


def _processes(rows: list[ProcessReport]) -> list[Metric]:
    there = GaugeMetricFamily(
        "knightreplay_process",
        "Processes that have spoken lately; odd: of another build than this one",
        labels=["process", "engine_version", "odd"],
    )
    tasks = HistogramMetricFamily(
        "knightreplay_task_seconds",
        "How long a slice of computing took, by worker, as of its last report",
        labels=["process"],
    )
    for row in rows:
        odd = str(reports.is_odd(row)).lower()
        there.add_metric([row.name, row.engine_version, odd], 1)
        if row.histogram:
            tasks.add_metric([row.name], _buckets(row), row.histogram["seconds"])
    return [there, tasks]


def _connections() -> list[Metric]:
    """Of a PostgreSQL, which refuses the next beyond its most; SQLite has no such bound."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), current_setting('max_connections')::int"
            " FROM pg_stat_activity WHERE backend_type = 'client backend'"
        )
        now, most = cursor.fetchone()
    return [
        GaugeMetricFamily(
            "knightreplay_database_connections",
            "Connections to the PostgreSQL server, of all processes",
            value=now,
        ),
        GaugeMetricFamily(
            "knightreplay_database_connections_most",
            "How many connections the PostgreSQL server takes",
            value=most,
        ),
    ]


def _buckets(row: ProcessReport) -> list[tuple[str, float]]:
    """(upper bound, how many up to it), as Prometheus wants them."""
    bounds = [*map(str, BOUNDS), "+Inf"]
    counts = row.histogram["counts"]
    return list(zip(bounds, accumulate(counts), strict=True))
