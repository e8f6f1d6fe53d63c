"""My runs over HTTP."""

import pytest
from django.test import Client

from knightreplay.runs.lists import mine
from knightreplay.runs.models import Run
from simulator.clock import CLOSE
from tests.forms import begin

pytestmark = pytest.mark.django_db

API = "/api/v1/runs"


def test_runs_of_this_browser_are_listed_and_nobody_elses(client):
    own = begin(client, seed="7")
    begin(Client(), seed="8")

    body = client.get(API).json()

    (row,) = body["runs"]
    assert (row["id"], row["seed"], row["tags"]) == (str(own.id), 7, [])
    assert (body["before"], body["after"]) == (None, None)
    assert Client().get(API).json()["runs"] == []


def test_pages_lead_from_one_to_the_next_and_back(client, monkeypatch):
    monkeypatch.setattr(mine, "PAGE", 2)
    for seed in range(5):
        begin(client, seed=str(seed))

    def seeds(body):
        return [row["seed"] for row in body["runs"]]

    first = client.get(API).json()
    second = client.get(API, {"after": first["after"]}).json()
    third = client.get(API, {"after": second["after"]}).json()
    again = client.get(API, {"after": third["before"]}).json()

    assert [*map(seeds, (first, second, third))] == [[4, 3], [2, 1], [0]]
    assert third["after"] is None
    assert seeds(again) == [2, 1]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"after": "x"}, "after: this is no cursor of ours; begin anew"),
        ({"sort": "size"}, "sort: "),
        ({"search": "x" * 81}, "search: "),
    ],
)
def test_list_says_what_was_wrong(client, query, sentence):
    answer = client.get(API, query)

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(sentence)


def test_deleted_run_is_gone_for_all_until_it_is_restored(client):
    run = begin(client)
    url = f"{API}/{run.id}"

    assert client.delete(url).status_code == 204
    assert client.delete(url).status_code == 204
    assert Client().get(url).status_code == 404
    assert client.get(API).json()["runs"] == []
    (gone,) = client.get(API, {"deleted": True}).json()["runs"]
    assert gone["id"] == str(run.id)

    assert Client().post(f"{url}/restore").status_code == 403
    assert client.post(f"{url}/restore").status_code == 204
    assert Client().get(url).status_code == 200
    assert [row["id"] for row in client.get(API).json()["runs"]] == [str(run.id)]


def test_key_of_a_deleted_run_has_it_back(client, started):
    url = f"{API}/{started.run.id}"
    key = {"authorization": f"Bearer {started.host_key}"}

    assert client.delete(url).status_code == 403
    assert Run.objects.get().deleted_at is None
    assert client.delete(url, headers=key).status_code == 204
    assert client.get(url, headers=key).status_code == 404
    assert client.post(f"{url}/restore", headers=key).status_code == 204
    assert client.get(url, headers=key).json()["role"] == "host"


def test_loss_of_a_paced_run_is_told_when_its_clock_has_shown_it(client):
    run = begin(client)
    Run.objects.filter(id=run.id).update(loss_cents=46_000_000_000, paced=True)

    hidden = client.get(API).json()["runs"][0]["loss_cents"]
    shown = {"clock_sim": float(CLOSE), "clock_furthest": float(CLOSE)}
    Run.objects.filter(id=run.id).update(**shown)

    assert hidden is None
    assert client.get(API).json()["runs"][0]["loss_cents"] == 46_000_000_000


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 30])
def test_list_takes_as_many_queries_for_one_run_as_for_thirty(
    rows, client, django_assert_num_queries
):
    for seed in range(rows):
        begin(client, seed=str(seed))

    with django_assert_num_queries(2):  # the session, the runs
        assert len(client.get(API).json()["runs"]) == rows


def change(client, run, body, **headers):
    return client.patch(
        f"{API}/{run.id}", body, content_type="application/json", headers=headers
    )


def test_host_names_and_tags_a_run(client):
    run = begin(client)

    assert (
        change(client, run, {"name": " Drill\u202e ", "tags": ["A", "a"]}).content
        == b""
    )
    assert change(client, run, {"tags": ["b"]}).status_code == 204

    (row,) = client.get(API, {"search": "drill"}).json()["runs"]
    assert (row["name"], row["tags"]) == ("Drill", ["b"])
    assert change(Client(), run, {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"name": "x" * 81}, "name: 81 characters; allowed: up to 80"),
        ({"tags": ["x" * 25]}, "tags: 25 characters; allowed: up to 24"),
        ({"tags": [str(n) for n in range(11)]}, "tags: 11 are given"),
        ({"name": "x" * 201}, "name: "),
        ({"title": "x"}, "title: "),
    ],
)
def test_names_and_tags_have_bounds(client, body, sentence):
    answer = change(client, begin(client), body)

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(sentence)
