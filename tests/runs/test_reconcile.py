"""What a killed worker left is finished by another."""

import time
from uuid import UUID

import pytest
from django.db import InterfaceError, OperationalError

from knightreplay.runs import tasks
from knightreplay.runs.build import this_build
from knightreplay.runs.models import ProcessReport, Run
from knightreplay.runs.processes import reconcile


@pytest.fixture
def enqueued(monkeypatch):
    asked: list[UUID] = []
    monkeypatch.setattr(tasks, "enqueue", asked.append)
    return asked


def test_reconcile_asks_for_runs_that_nobody_works_on(run, enqueued):
    assert reconcile.reconcile() == 1
    assert enqueued == [run.id]


@pytest.mark.parametrize("status", ["complete", "failed", "refused"])
def test_reconcile_leaves_runs_that_are_done(run, enqueued, status):
    Run.objects.update(status=status)

    assert reconcile.reconcile() == 0
    assert enqueued == []


def test_reconcile_waits_for_a_lease_to_run_out(run, enqueued):
    Run.objects.update(lease="somebody", lease_until=9e12)

    assert reconcile.reconcile() == 0


def of_another_build(run):
    Run.objects.filter(id=run.id).update(engine_version="0.0.1")


def old_worker(kind="worker", seen=None):
    build = this_build()
    ProcessReport.objects.create(
        name=f"{kind} elsewhere:1",
        kind=kind,
        engine_version="0.0.1",
        data_hash="0" * 64,
        scenarios=build.scenarios,
        seen=time.time() if seen is None else seen,
    )


def test_run_of_another_build_is_refused_when_no_worker_of_its_own_is_there(
    run, enqueued
):
    of_another_build(run)
    old_worker("web")
    old_worker("worker", seen=time.time() - 60)

    reconcile.reconcile()

    run.refresh_from_db()
    assert (run.status, enqueued) == ("refused", [])


def test_run_of_another_build_is_left_to_the_workers_of_its_own(run, enqueued):
    of_another_build(run)
    old_worker()

    reconcile.reconcile()

    run.refresh_from_db()
    assert (run.status, enqueued) == ("computing", [])


def test_odd_worker_does_not_make_a_run_of_ours_refused(run, enqueued):
    old_worker()

    reconcile.reconcile()

    run.refresh_from_db()
    assert (run.status, enqueued) == ("computing", [run.id])


def test_refused_run_is_taken_up_again_by_a_server_of_its_build(run):
    Run.objects.update(status="refused")

    assert reconcile.take_up_again() == 1

    run.refresh_from_db()
    assert run.status == "computing"


def test_look_back_stores_the_figures_of_runs_of_before(run, compute):
    compute(run)
    stored = (run.figures, run.figures_epoch, run.loss_cents)
    Run.objects.update(figures=None, figures_epoch=None, loss_cents=None)

    seen = reconcile.look_back(UUID(int=0))

    assert seen == run.id
    assert reconcile.look_back(seen) is None
    run.refresh_from_db()
    assert (run.figures, run.figures_epoch, run.loss_cents) == stored


def test_forget_leases_frees_what_an_earlier_process_held(run, enqueued):
    Run.objects.update(lease="killed", lease_until=9e12)

    reconcile.forget_leases()

    assert reconcile.reconcile() == 1


@pytest.mark.parametrize("what", [InterfaceError, OperationalError, ZeroDivisionError])
def test_one_duty_that_fails_keeps_no_other_from_being_done(what, monkeypatch):
    """The connection closed under it, the database away, a mistake of ours."""
    done: list[str] = []
    reconciler = reconcile.Reconciler()

    def fails():
        done.append("attend")
        raise what("for the test")

    def last():
        if len(done) > 4:
            reconciler._stopped.set()

    monkeypatch.setattr("knightreplay.runs.services.attend", fails)
    monkeypatch.setattr(reconcile, "close_old_connections", lambda: None)
    monkeypatch.setattr(reconcile, "take_up_again", lambda: done.append("take up"))
    monkeypatch.setattr(reconcile, "look_back", lambda after: None)
    monkeypatch.setattr(reconcile, "reconcile", lambda: done.append("reconcile"))
    monkeypatch.setattr(reconcile, "prune_hourly", last)
    monkeypatch.setattr(reconcile, "PERIOD", 0.0)

    reconciler.run()

    assert done == ["take up", *["attend", "reconcile"] * 2]
