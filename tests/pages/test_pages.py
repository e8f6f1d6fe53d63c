"""The pages."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from knightreplay.runs.models import Run

pytestmark = pytest.mark.django_db

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def start(client, **fields):
    return client.post("/", {"scenario": "sec-2013", **fields})


def test_home_starts_a_run_in_one_click_and_lists_it(client):
    answer = start(client)

    run = Run.objects.get()
    page = client.get("/").content.decode()
    assert (answer.status_code, answer["Location"]) == (302, f"/runs/{run.id}/")
    assert run.seed == 29
    assert f"/runs/{run.id}/" in page


def test_home_takes_a_seed(client):
    start(client, seed="2012")

    assert Run.objects.get().seed == 2012


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"seed": "-1"}, "seed: allowed: 0 to 9007199254740991"),
        ({"seed": str(2**53)}, "seed: allowed: 0 to 9007199254740991"),
        ({"seed": "<b>x</b>"}, "seed: allowed: whole numbers"),
        ({"scenario": "<i>no</i>"}, "scenario: "),
    ],
)
def test_home_says_in_one_sentence_what_was_wrong(client, fields, sentence):
    answer = start(client, **fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "<b>x</b>" not in page
    assert "<i>no</i>" not in page
    assert Run.objects.count() == 0


def test_home_lists_ten_runs_with_few_queries(client, django_assert_num_queries):
    for seed in range(1, 4):
        start(client, seed=str(seed))

    with django_assert_num_queries(
        5
    ):  # session, runs twice, what it may do in them, rooms
        page = client.get("/").content.decode()

    assert re.findall(r"acts · seed (\d+)", page) == ["3", "2", "1"]


def test_recent_runs_say_how_far_they_were_shown_and_who_this_browser_is(
    client, run, act
):
    start(client, seed="2012")
    act(run, 5700, "kill", [8])
    Run.objects.filter(id=run.id).update(clock_furthest=5700.5)

    theirs, mine = re.findall(
        r"<li>\s+<a.*?</li>", client.get("/").content.decode(), re.S
    )[::-1]

    assert "shown to 9:35 · 1 act · seed 29" in theirs
    assert "you may watch" in theirs
    assert "not played yet · 0 acts · seed 2012" in mine
    assert "you are the host" in mine


def test_home_needs_the_csrf_token_of_its_page():
    answer = start(Client(enforce_csrf_checks=True))

    assert answer.status_code == 403
    assert Run.objects.count() == 0


def test_open_server_asks_for_the_hosts_key(client, settings):
    settings.OPEN_TO_NETWORK = True

    for key in ({}, {"host_key": "wrong"}):
        refused = start(client, **key)
        assert refused.status_code == 403
        assert "Starting a run here needs the host" in refused.content.decode()
    assert Run.objects.count() == 0
    assert start(client, host_key=settings.HOST_KEY).status_code == 302
    assert start(client).status_code == 302  # this browser is the host's now
    assert Run.objects.count() == 2


def test_host_key_makes_a_browser_the_hosts(client, settings):
    settings.OPEN_TO_NETWORK = True

    assert client.post("/host/", {"key": "wrong"}).status_code == 403
    assert client.post("/host/", {"key": settings.HOST_KEY}).json() == {"host": True}
    assert start(client).status_code == 302


@pytest.mark.slow
def test_too_many_new_runs_and_tries_of_the_key_are_put_off(client):
    starts = [start(client, seed="-1").status_code for _ in range(31)]
    tries = [client.post("/host/", {"key": "wrong"}).status_code for _ in range(31)]

    assert starts == [422] * 30 + [429]
    assert tries == [403] * 30 + [429]
    assert Run.objects.count() == 0


def test_session_has_a_new_name_once_it_holds_a_key(client):
    client.get("/")
    session = client.session
    session["visited"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    start(client)

    assert client.session.session_key != before


def test_run_page_names_its_run(client, run):
    page = client.get(f"/runs/{run.id}/").content.decode()

    assert str(run.id) in page
    assert "Simulation" in page


def test_unknown_run_is_a_page_that_says_so(client):
    answer = client.get(f"/runs/{uuid4()}/")

    assert answer.status_code == 404
    assert b"<h1" in answer.content


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/api/v1/scenarios"])
def test_every_answer_carries_the_strict_policy(client, path):
    policy = client.get(path)["Content-Security-Policy"]

    assert {part.strip() for part in policy.split(";")} == CSP


def test_healthz_says_that_the_process_is_up(client):
    assert client.get("/healthz").content == b"ok\n"
