"""What a killed worker left is finished by another."""

from uuid import UUID

import pytest

from knightreplay.runs import reconcile, tasks
from knightreplay.runs.models import Run


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


def test_forget_leases_frees_what_an_earlier_process_held(run, enqueued):
    Run.objects.update(lease="killed", lease_until=9e12)

    reconcile.forget_leases()

    assert reconcile.reconcile() == 1
