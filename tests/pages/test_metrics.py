"""The figures for Prometheus, and who may read them."""

import pytest
from django.db import DatabaseError
from prometheus_client.parser import text_string_to_metric_families

from knightreplay import histogram
from knightreplay.runs.models import ProcessReport
from knightreplay.runs.processes import reports, stored_metrics

pytestmark = pytest.mark.django_db
HERE = {"host": "127.0.0.1:8000"}


def read(client, **options):
    answer = client.get("/metrics", **{"headers": HERE, **options})
    assert answer.status_code == 200
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_metrics_tell_of_runs_processes_and_slices(client, run):
    histogram.slices.add(0.02)
    reports.report(ProcessReport.Kind.WORKER)
    name = reports.name_of(ProcessReport.Kind.WORKER)

    found = read(client)

    assert found["knightreplay_database_up",] == 1
    assert found["knightreplay_runs", "computing"] == 1
    assert found["knightreplay_runs", "failed"] == 0
    assert found["knightreplay_process", run.engine_version, "false", name] == 1
    assert found["knightreplay_task_seconds_count", name] >= 1
    assert found["knightreplay_drops_total", "viewer"] >= 0
    assert found["knightreplay_click_to_viewer_seconds_count",] >= 0


def test_metrics_do_without_the_database(client, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(stored_metrics, "_runs", away)

    found = read(client)

    assert found["knightreplay_database_up",] == 0
    assert "knightreplay_frames_sent_total" in {name for name, *_ in found}


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"headers": {"host": "replay.example.org"}},  # as a proxy passes it
        *(
            {"headers": HERE | {name: "192.0.2.7"}}
            for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via")
        ),
        {"headers": HERE | {"x-forwarded-proto": "https"}},
        {"REMOTE_ADDR": "192.0.2.7", "headers": {"authorization": "Bearer wrong"}},
        {"REMOTE_ADDR": "192.0.2.7", "headers": {"authorization": "Bearer "}},
    ],
)
def test_metrics_are_for_this_machine(client, asked, settings):
    settings.ALLOWED_HOSTS = ["*"]

    answer = client.get("/metrics", **{"headers": HERE, **asked})

    assert answer.status_code == 403
    assert "knightreplay_" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("METRICS_KEY", "the-key"),
        ("OPEN_TO_NETWORK", True),
        ("TRUSTED_PROXIES", ["127.0.0.1"]),
    ],
)
@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer wrong", "Bearer \xe9"])
def test_metrics_take_the_key_alone_where_a_proxy_may_be(
    client, settings, name, value, shown
):
    """One on this machine that says nothing of whom it asks for cannot be told apart."""
    setattr(settings, name, value)

    answer = client.get("/metrics", headers=HERE | {"authorization": shown})

    assert answer.status_code == 403
    assert "knightreplay_" not in answer.content.decode()


def test_metrics_may_be_read_with_their_key(client, settings):
    settings.METRICS_KEY = "the-key"

    found = read(
        client,
        REMOTE_ADDR="192.0.2.7",
        headers={"authorization": "Bearer the-key"},
    )

    assert found["knightreplay_database_up",] == 1


def test_tally_counts_by_upper_bound():
    counted = histogram.Histogram()
    for seconds in (0.005, 0.006, 9.0):
        counted.add(seconds)

    assert counted.to_json() == {"counts": [1, 1, *[0] * 8, 1], "seconds": 9.011}
