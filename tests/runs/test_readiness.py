"""What is ready, and what is not, by name."""

import time

import pytest
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor

from knightreplay.runs.models import ProcessReport
from knightreplay.runs.processes import readiness, reports
from tests.waiting import until

Kind = ProcessReport.Kind


@pytest.fixture(autouse=True)
def _fresh_answer(transactional_db):
    readiness.forget()
    yield
    readiness.forget()


def odd(kind="worker"):
    return ProcessReport.objects.create(
        name=f"{kind} server-8:1",
        kind=kind,
        engine_version="0.0.1",
        data_hash="0" * 64,
        seen=time.time(),
    )


def test_everything_is_ready_when_a_worker_has_spoken(client):
    reports.report(Kind.WEB)
    reports.report(Kind.WORKER)

    answer = client.get("/readyz")

    body = answer.json()
    assert answer.status_code == 200
    assert body["parts"] == {
        "database": "ok",
        "migrations": "ok",
        "channel_layer": "ok",
        "broker": "ok",
        "worker": "ok",
    }
    assert (body["ready"], body["odd"], len(body["processes"])) == (True, [], 2)


def test_no_worker_is_not_ready(client, caplog):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert caplog.records == []  # it is asked once a second
    assert answer.json()["parts"]["worker"] == "none answers"


def test_worker_that_fell_silent_counts_as_gone(client):
    reports.report(Kind.WORKER)
    ProcessReport.objects.update(seen=time.time() - 2 * reports.FRESH)

    assert client.get("/readyz").json()["parts"]["worker"] == "none answers"


@pytest.mark.parametrize("kind", ["web", "worker"])
def test_odd_process_is_named_and_the_others_are_enough(client, kind):
    reports.report(Kind.WORKER)
    name = odd(kind).name

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["odd"]) == (200, [name])


def test_odd_worker_alone_is_not_enough(client):
    odd()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["worker"] == "of another engine or other data"


def test_migration_that_is_not_applied_is_said(client, monkeypatch):
    def plan(*_):
        return [("runs", "9999_later")]

    monkeypatch.setattr(MigrationExecutor, "migration_plan", plan)

    assert client.get("/readyz").json()["parts"]["migrations"].startswith("not applied")


def test_part_that_fails_is_named_without_its_words(client, monkeypatch):
    def away():
        raise DatabaseError("postgres://replay:the-password@host/replay")

    monkeypatch.setitem(readiness.PARTS, "database", away)

    answer = client.get("/readyz")
    assert answer.json()["parts"]["database"] == "down (DatabaseError)"
    assert b"the-password" not in answer.content


def test_part_that_hangs_is_given_up_on(client, monkeypatch):
    from threading import Event

    never = Event()
    monkeypatch.setattr(readiness, "LIMIT", 0.2)
    monkeypatch.setitem(readiness.PARTS, "broker", lambda: never.wait(timeout=30))

    said = client.get("/readyz").json()["parts"]["broker"]
    never.set()

    assert said == "no answer in time"


def test_answer_is_given_again_within_a_second(client, monkeypatch):
    asked = []
    monkeypatch.setattr(readiness, "KEPT", 60.0)
    monkeypatch.setitem(readiness.PARTS, "broker", lambda: asked.append(1))

    client.get("/readyz")
    client.get("/readyz")

    assert asked == [1]


def test_reporter_reports_until_it_is_stopped():
    reporter = reports.Reporter(Kind.WORKER)
    reporter.start()
    until(ProcessReport.objects.exists)
    there = [row.name for row in reports.fresh()]
    reporter.stop()

    assert there == [reports.name_of(Kind.WORKER)]
    assert not ProcessReport.objects.exists()


def test_rows_of_processes_long_gone_are_dropped():
    row = odd()
    ProcessReport.objects.update(seen=time.time() - 2 * reports.FORGOTTEN)

    reports.report(Kind.WEB)

    assert not ProcessReport.objects.filter(name=row.name).exists()
