"""Forks over HTTP."""

import json

import pytest
from django.test import Client

from knightreplay.runs import roles, services
from knightreplay.runs.models import Intervention, Role, Run
from knightreplay.runs.retention import remove
from knightreplay.runs.services import start_run

pytestmark = pytest.mark.django_db
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def send(client, run, body, key=None, **headers):
    if key:
        headers["authorization"] = f"Bearer {key}"
    return client.post(
        f"/api/v1/runs/{run}/forks",
        json.dumps(body),
        content_type="application/json",
        headers=headers,
    )


def tree(client, run, query="", **headers):
    answer = client.get(f"/api/v1/runs/{run}/forks{query}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(rows):
    return [row["id"] for row in rows]


@pytest.fixture
def page():
    """A browser: it sends its origin and keeps its session."""
    return Client(headers={"origin": "http://testserver"})


def test_fork_is_answered_with_its_address_and_key(client, run, act):
    act(run, 5700, "kill", "8")

    answer = send(client, run.id, {"at": "09:41", "name": "Kill sooner"})

    body = answer.json()
    forked = Run.objects.get(id=body["id"])
    assert answer.status_code == 201
    assert body["url"] == f"/runs/{forked.id}/"
    assert roles.role_of(forked, body["host_key"]) is Role.HOST
    assert (forked.forked_at, forked.name, forked.owner) == (6060, "Kill sooner", "")
    assert Intervention.objects.filter(run=forked).count() == 1


def test_fork_of_a_page_is_its_browsers_own(page, run):
    body = {"at": 6060, "command_id": "f-1"}

    first, again = (send(page, run.id, body).json()["id"] for _ in range(2))

    assert first == again
    assert page.get(f"/api/v1/runs/{first}").json()["role"] == "host"
    assert page.get(f"/api/v1/runs/{run.id}").json()["role"] == "watch"
    assert send(Client(), run.id, body).json()["id"] != first


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"at": "16:00:01"}, "at"),
        ({"at": -1}, "at"),
        ({}, "at"),
        ({"at": 0, "engine": "tomorrow"}, "engine"),
        ({"at": 0, "command_id": "no blanks"}, "command_id"),
        ({"at": 0, "name": "n" * 81}, "name"),
    ],
)
def test_fork_refuses_what_it_cannot_read(client, run, body, word):
    answer = send(client, run.id, body)

    assert answer.status_code == 422
    assert word in answer.json()["detail"]
    assert Run.objects.count() == 1


def test_fork_needs_a_run_that_is_there_and_may_be_seen(client, started):
    run = started.run
    assert send(client, UNKNOWN, {"at": 0}).status_code == 404

    Run.objects.filter(id=run.id).update(open=False)
    comment = roles.mint_key(run, Role.COMMENT)
    allowed = roles.mint_key(run, Role.FORK)
    answers = [send(client, run.id, {"at": 0}, key) for key in (None, comment, allowed)]

    assert [answer.status_code for answer in answers] == [403, 403, 201]
    assert Run.objects.get(parent=run).open is False

    remove(run.id)

    assert send(client, run.id, {"at": 0}).status_code == 404


def test_fork_of_a_paced_run_is_the_hosts_and_not_beyond_its_clock(client, started):
    Run.objects.filter(id=started.run.id).update(paced=True)

    theirs = send(client, started.run.id, {"at": 0})
    early = send(client, started.run.id, {"at": 0}, started.host_key)
    late = send(client, started.run.id, {"at": 6060}, started.host_key)

    assert [theirs.status_code, early.status_code, late.status_code] == [403, 201, 409]
    assert "only its host may fork it" in theirs.json()["detail"]
    assert "keeps to its clock" in late.json()["detail"]
    assert str(Run.objects.get(parent=started.run).id) == early.json()["id"]


def test_fork_of_another_engines_run_says_how(client, run):
    Run.objects.filter(id=run.id).update(engine_version="0.9")

    refused = send(client, run.id, {"at": 6060})
    anew = send(client, run.id, {"at": 6060, "engine": "today"})

    assert refused.status_code == 409
    assert "today's engine" in refused.json()["detail"]
    assert anew.status_code == 201
    assert Run.objects.get(id=anew.json()["id"]).engine_version != "0.9"


@pytest.mark.slow
def test_strangers_fork_nothing_of_an_open_server(client, run, settings):
    settings.OPEN_TO_NETWORK = True
    watch = roles.mint_key(run, Role.WATCH)
    given = {key: send(client, run.id, {"at": 0}, key) for key in (None, watch, "x")}

    flood = {send(client, run.id, {"at": 0}).status_code for _ in range(250)}

    assert {answer.status_code for answer in given.values()} == {403}
    assert "a link that allows it, or the host's key" in given[None].json()["detail"]
    assert (flood, Run.objects.count()) == ({403, 429}, 1)


def test_who_may_fork_on_an_open_server(page, client, started, settings):
    settings.OPEN_TO_NETWORK, settings.HOST_KEY = True, "the-host"
    allowed, operate = (
        roles.mint_key(started.run, r) for r in (Role.FORK, Role.OPERATE)
    )
    keys = (allowed, operate, started.host_key, "the-host")

    made = [send(Client(), started.run.id, {"at": 0}, key) for key in keys]
    page.post("/host/", {"key": "the-host"})
    made.append(send(page, started.run.id, {"at": 0}))

    forks = [Run.objects.get(id=answer.json()["id"]) for answer in made]
    assert [answer.status_code for answer in made] == [201] * 5
    assert [bool(fork.made_by) for fork in forks] == [True, True, False, False, False]


def test_forks_beyond_the_quota_are_refused(client, run, settings):
    settings.OPEN_TO_NETWORK, settings.RUNS_PER_HOST = True, 1
    key = roles.mint_key(run, Role.FORK)

    answers = [send(client, run.id, {"at": 0}, key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 422]
    assert answers[1].json()["detail"].startswith("runs: 1 were begun from this")
    assert Run.objects.filter(parent=run).count() == 1


def test_tree_names_parents_and_forks(client, page, run, act, compute):
    compute(run)
    act(run, 5700, "kill", "8")
    middle = send(page, run.id, {"at": 6060, "name": "Middle"}).json()["id"]
    leaf = services.fork(Run.objects.get(id=middle).id, at=5000, role=Role.HOST).run
    compute(Run.objects.get(id=middle))
    compute(leaf)

    whole, seen = tree(client, run.id), tree(page, middle)

    assert ids(whole["forks"]) == [middle, str(leaf.id)]
    assert [row["parent"] for row in whole["forks"]] == [str(run.id), middle]
    assert [row["acts"] for row in whole["forks"]] == [1, 0]
    assert whole["run"]["loss_usd"] is None  # its newest line is not computed yet
    assert seen["run"]["mine"] is True
    assert (seen["run"]["name"], seen["run"]["forked_time"]) == ("Middle", "09:41:00")
    assert ids(seen["parents"]) == [str(run.id)]
    assert ids(seen["forks"]) == [str(leaf.id)]
    leaf.refresh_from_db()
    assert seen["forks"][0]["loss_usd"] == (leaf.loss_cents or 0) / 100
    assert ids(tree(client, leaf.id)["parents"]) == [str(run.id), middle]


def test_tree_shows_nobody_what_is_closed(client, page, run):
    closed = send(page, run.id, {"at": 0}).json()
    open_ = services.fork(run.id, at=0, role=Role.HOST).run
    services.fork(run.id, at=0, role=Role.HOST, frozen=True)
    Run.objects.filter(id=closed["id"]).update(open=False)

    key = {"authorization": f"Bearer {closed['host_key']}"}

    assert ids(tree(client, run.id)["forks"]) == [str(open_.id)]
    assert ids(tree(page, run.id)["forks"]) == [closed["id"], str(open_.id)]
    assert ids(tree(client, run.id, **key)["forks"]) == [closed["id"], str(open_.id)]


@pytest.mark.parametrize("count", [1, 30])
def test_tree_takes_six_queries(client, run, count, django_assert_num_queries):
    for _ in range(count):
        services.fork(run.id, at=0, role=Role.HOST)

    with django_assert_num_queries(6):
        assert len(tree(client, run.id)["forks"]) == count


def test_tree_comes_in_pages(client, run):
    made = [str(start_run(scenario="sec-2013", seed=seed).run.id) for seed in range(60)]
    Run.objects.filter(id__in=made).update(parent=run)

    first = tree(client, run.id)
    second = tree(client, run.id, f"?after={first['next']}")

    assert (len(first["forks"]), second["next"]) == (50, None)
    assert ids(first["forks"]) + ids(second["forks"]) == made
    wrong = client.get(f"/api/v1/runs/{run.id}/forks?after={UNKNOWN}")
    assert wrong.status_code == 422


def test_tree_says_why_this_browser_may_not_fork_as_the_fork_itself_would(
    page, run, settings
):
    def told_and_answered(client, key=None):
        headers = {"authorization": f"Bearer {key}"} if key else {}
        told = tree(client, run.id, **headers)["refusal"]
        answer = send(client, run.id, {"at": 6060}, key)
        return told, answer.json().get("detail")

    settings.OPEN_TO_NETWORK = True
    watching = told_and_answered(page)
    key = roles.mint_key(run, Role.FORK)
    forking = told_and_answered(Client(), key)
    Run.objects.filter(id=run.id).update(open=False)
    closed = told_and_answered(Client(), roles.mint_key(run, Role.WATCH))

    assert watching[0] is not None
    assert watching[0] == watching[1]
    assert forking == (None, None)
    assert closed == ("This link does not allow a fork; its sender can give one.",) * 2


def test_key_shown_once_gives_the_browser_over_http_what_it_gives_the_socket(page, run):
    key = roles.mint_key(run, Role.HOST)
    shares = f"/api/v1/runs/{run.id}/shares"
    before = page.get(shares).status_code

    bearer = {"authorization": f"Bearer {key}"}
    answer = page.put(f"/api/v1/runs/{run.id}/keys", headers=bearer)

    assert (before, answer.json()) == (403, {"role": "host"})
    assert page.get(shares).status_code == 200
    assert Client().get(shares).status_code == 403
