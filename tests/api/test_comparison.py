"""The comparison over HTTP."""

import pytest
from django.test import Client

from knightreplay.lab import tasks
from knightreplay.lab.models import MorningRange
from knightreplay.lab.mornings import READINGS
from knightreplay.runs.models import Run
from knightreplay.runs.services import start_run
from simulator import load_scenario, simulate

pytestmark = pytest.mark.django_db

GONE = "00000000-0000-4000-8000-000000000000"


def read(*runs, client=None):
    asked = ",".join(str(getattr(run, "id", run)) for run in runs)
    return (client or Client()).get("/api/v1/comparison", {"runs": asked})


@pytest.fixture
def pair(run, compute, act):
    act(run, 6060, "kill", "8")
    return compute(start_run(scenario="sec-2013", seed=29).run), compute(run)


def test_comparison_is_in_the_order_that_was_asked_for(pair):
    one, other = pair

    there, back = read(one, other).json(), read(other, one).json()

    assert [run["id"] for run in there["runs"]] == [str(one.id), str(other.id)]
    assert [run["id"] for run in back["runs"]] == [str(other.id), str(one.id)]
    (loss, *_), (turned, *_) = there["figures"], back["figures"]
    assert loss["differences"][1] == -turned["differences"][1]
    assert there["divergences"][1]["first"]["cause"]["in"] == 1
    assert back["divergences"][1]["first"]["cause"]["in"] == 0


def test_closed_and_deleted_runs_are_told_without_a_word_of_them(pair):
    one, other = pair
    Run.objects.filter(id=other.id).update(open=False, name="Secret drill")
    gone = start_run(scenario="sec-2013", seed=29).run
    Run.objects.filter(id=gone.id).update(deleted_at=1.0, name="Secret drill")

    answer = read(one, other, gone, GONE)

    assert answer.status_code == 200
    assert answer.json()["missing"] == [
        {"id": str(other.id), "why": "closed"},
        {"id": str(gone.id), "why": "gone"},
        {"id": GONE, "why": "gone"},
    ]
    assert "Secret" not in answer.content.decode()


@pytest.mark.parametrize("runs", [[], [GONE], [GONE, GONE], [GONE, "x"], ["x" * 500]])
def test_comparison_refuses_with_one_problem(runs):
    answer = read(*runs)

    assert (answer.status_code, answer.json()["status"]) == (422, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith("runs: ")


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 8])
def test_comparison_asks_for_each_run_a_fixed_number_of_times(
    count, act, django_assert_num_queries
):
    runs = [start_run(scenario="sec-2013", seed=29).run for _ in range(count)]
    for run in runs:
        for tick in range(6000, 6600, 60):
            act(run, tick, "kill", "8")

    with django_assert_num_queries({2: 8, 8: 32}[count]):
        answer = read(*runs)

    assert [own["id"] for own in answer.json()["runs"]] == [str(run.id) for run in runs]


def test_candidates_are_those_that_can_be_seen_with_relatives_first(run):
    parent, sibling, fork, other, closed = (
        start_run(scenario="sec-2013", seed=29).run for _ in range(5)
    )
    rows = Run.objects
    rows.filter(id__in=[run.id, sibling.id]).update(parent=parent, forked_at=6060)
    rows.filter(id=fork.id).update(parent=run, forked_at=6120)
    rows.filter(id=closed.id).update(open=False, parent=run)

    found = Client().get(f"/api/v1/runs/{run.id}/candidates").json()

    assert {own["id"]: own["relation"] for own in found} == {
        str(fork.id): "fork",
        str(sibling.id): "sibling",
        str(parent.id): "parent",
        str(other.id): "",
    }
    assert found[-1]["id"] == str(other.id)
    assert (found[-1]["acts"], found[-1]["loss_usd"]) == (0, None)
    assert (found[0]["id"], found[0]["forked_at"]) == (str(fork.id), 6120)


def test_candidates_of_a_closed_run_are_refused(run):
    Run.objects.filter(id=run.id).update(open=False)

    closed = Client().get(f"/api/v1/runs/{run.id}/candidates")
    gone = Client().get(f"/api/v1/runs/{GONE}/candidates")

    assert (closed.status_code, gone.status_code) == (403, 404)
    assert gone.json()["detail"] == "There is no such run here."
    assert "takes a link from its host" in closed.json()["detail"]


def ranges(run, **headers):
    return Client().get(f"/api/v1/runs/{run.id}/ranges", headers=headers)


def test_ranges_of_a_run_are_told_to_the_cent_once_they_are_computed(run, monkeypatch):
    asked = ranges(run).json()
    MorningRange.objects.update(lease_until=0.0)
    monkeypatch.setattr(tasks, "enqueue", lambda row: tasks.advance(row_id=row.id))
    ranges(run)

    found = ranges(run).json()

    assert (asked["known"], asked["loss"]["readings"]) == (False, [])
    assert found["loss"]["readings"] == [
        round(simulate(load_scenario(name), 29).summary()["loss_usd"] * 100)
        for name in READINGS
    ]
    assert (found["known"], len(found["loss"]["seeds"]), found["against"]) == (
        True,
        20,
        None,
    )


def test_ranges_are_told_in_the_language_of_who_asks(run):
    found = ranges(run, **{"accept-language": "zh-hans"}).json()

    assert found["loss"]["words"] == "正在计算范围"


def test_run_of_no_reading_has_null_for_its_ranges(db):
    assert ranges(start_run(scenario="essay", seed=29).run).json() is None


def test_ranges_of_a_paced_or_a_closed_run_are_refused(run):
    paced = start_run(scenario="sec-2013", seed=29, paced=True).run
    Run.objects.filter(id=run.id).update(open=False)

    assert (ranges(paced).status_code, ranges(run).status_code) == (409, 403)
    assert MorningRange.objects.count() == 0
