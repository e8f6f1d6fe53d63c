"""The range of a run: asked for by a page, computed by a worker, stored once."""

import pytest

from knightreplay.lab import computing, services, tasks
from knightreplay.lab.computing import Subject
from knightreplay.lab.models import MorningRange
from knightreplay.lab.mornings import READINGS, SEEDS, Morning, outcome_of
from knightreplay.lab.ranges import Range
from knightreplay.runs.models import Run
from knightreplay.runs.services import start_run
from tests.reading import view_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch):
    """The rows that a worker was asked for, none of which it does."""
    rows: list[int] = []
    monkeypatch.setattr(tasks, "enqueue", lambda row: rows.append(row.id))
    return rows


@pytest.fixture
def worker():
    """A worker that does one task after the other."""

    def work():
        for row in MorningRange.objects.all():
            while computing.advance(row.id):
                pass

    return work


def test_range_is_that_of_each_reading_and_seed(run, act, asked, worker):
    act(run, 5700, "kill", "8")
    assert services.ranges_of(view_of(run)) == (Range(), Range())

    worker()

    found = services.ranges_of(view_of(run))
    morning = services.morning_of(view_of(run))
    assert found
    assert [act.op for act in morning.acts] == ["kill"]
    assert found.own == Range(
        tuple(outcome_of(morning, reading, run.seed).loss for reading in READINGS),
        tuple(outcome_of(morning, "sec-2013", seed).loss for seed in SEEDS),
    )
    assert found.alone.readings[0] == outcome_of(Morning(), "sec-2013", run.seed).loss
    assert found.is_known
    assert found.avoided.readings == tuple(
        a - b for a, b in zip(found.alone.readings, found.own.readings, strict=True)
    )


def test_row_is_asked_for_once_while_it_is_under_way(run, asked):
    for _ in range(3):
        services.ranges_of(view_of(run))

    rows = list(MorningRange.objects.values_list("id", flat=True))
    assert len(rows) == 1  # nobody acted: the run is the run left alone
    assert asked == rows


def test_row_is_asked_for_anew_when_its_task_was_lost(run, asked):
    services.ranges_of(view_of(run))
    MorningRange.objects.update(lease_until=1.0)

    services.ranges_of(view_of(run))

    assert len(asked) == 2


def test_no_more_rows_are_under_way_than_a_worker_can_do(run, act, asked, monkeypatch):
    monkeypatch.setattr(services, "MOST_PENDING", 1)
    act(run, 5700, "kill", "8")

    services.ranges_of(view_of(run))

    assert len(asked) == 1


def test_two_runs_of_the_same_acts_share_one_row(run, act, asked):
    other = start_run(scenario="sec-2013", seed=run.seed).run
    for one in (run, other):
        act(one, 5700, "kill", "8")
        services.ranges_of(view_of(one))

    assert MorningRange.objects.count() == 2  # that, and the run left alone


def test_task_that_runs_twice_stores_one_outcome_a_step(run, asked):
    services.ranges_of(view_of(run))
    row = MorningRange.objects.get()
    late = MorningRange.objects.get()

    assert computing._step(row)
    assert not computing._step(late)

    row.refresh_from_db()
    assert (row.done, len(row.outcomes)) == (1, 1)


def test_finished_row_and_one_that_is_gone_are_no_work(run, asked, worker):
    services.ranges_of(view_of(run))
    worker()
    row = MorningRange.objects.get()

    assert computing.advance(row.id) is None
    tasks.advance(row_id=row.id)
    tasks.advance(row_id=0)

    assert MorningRange.objects.get().outcomes == row.outcomes


def test_worker_leaves_a_row_of_another_engine_alone(run, asked):
    services.ranges_of(view_of(run))
    MorningRange.objects.update(engine_version="0.0.1")
    row = MorningRange.objects.get()

    assert computing.advance(row.id) is None
    assert MorningRange.objects.get().done == 0

    services.ranges_of(view_of(run))
    assert MorningRange.objects.count() == 2


def test_task_goes_on_until_all_is_known(run, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda row: tasks.advance(row_id=row.id))

    services.ranges_of(view_of(run))

    assert MorningRange.objects.get().done == computing.OUTCOMES


def test_document_has_its_range_at_once(run, asked):
    found = computing.computed(Subject(Morning(), "sec-2013", 29), band=False)

    assert found.readings[0] == outcome_of(Morning(), "sec-2013", 29).loss
    assert (found.seeds, asked) == ((), [])


@pytest.mark.parametrize("scenario", ["all-updated", "essay"])
def test_run_of_no_reading_has_no_range(scenario, asked):
    run = start_run(scenario=scenario, seed=29).run

    assert services.ranges_of(view_of(run)) is None
    assert MorningRange.objects.count() == 0


def test_run_of_another_build_has_no_range(run, asked):
    Run.objects.update(engine_version="0.0.1")

    assert services.ranges_of(view_of(run)) is None


def test_paced_run_has_no_range_before_its_end_is_told(asked):
    run = start_run(scenario="sec-2013", seed=29, paced=True).run

    assert services.ranges_of(view_of(run)) is None


def test_rows_that_nobody_asked_for_longest_go(run, asked, monkeypatch):
    monkeypatch.setattr(computing, "MOST_STORED", 2)

    for seed in (1, 2, 3):
        computing.stored(Subject(Morning(), "sec-2013", seed))
    computing.advance(0)

    left = MorningRange.objects.order_by("seed").values_list("seed", flat=True)
    assert list(left) == [2, 3]
