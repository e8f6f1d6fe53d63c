"""The page of one's own runs, without script."""

import re

import pytest
from django.test import Client

from knightreplay.runs.lists import mine
from knightreplay.runs.models import Run
from knightreplay.runs.services import start_run
from tests.forms import begin

pytestmark = pytest.mark.django_db


def seeds(answer):
    return [int(seed) for seed in re.findall(r"seed (\d+)", answer.content.decode())]


def do(client, what, *runs, **fields):
    return client.post(
        "/mine/?sort=name", {"do": what, "runs": [run.id for run in runs], **fields}
    )


def test_page_lists_the_runs_of_this_browser_and_says_so(client):
    begin(client, seed="7")
    begin(Client(), seed="8")

    answer = client.get("/mine/")

    assert seeds(answer) == [7]
    assert "These are the runs of this browser" in answer.content.decode()


def test_browser_without_runs_is_shown_how_to_begin(client):
    page = client.get("/mine/").content.decode()

    assert "No runs yet" in page
    assert 'id="mine"' not in page


def test_run_is_named_tagged_and_found_by_both(client):
    run = begin(client, seed="1")
    begin(client, seed="2")

    answer = do(client, "describe", run, name=" A <b>drill</b>", tags="class 7b，x")

    assert (answer.status_code, answer["Location"]) == (302, "/mine/?sort=name")
    page = client.get("/mine/", {"q": "DRILL"}).content.decode()
    assert "A &lt;b&gt;drill&lt;/b&gt;" in page
    assert seeds(client.get("/mine/", {"q": "drill"})) == [1]
    assert seeds(client.get("/mine/", {"tag": "class 7b"})) == [1]
    assert seeds(client.get("/mine/", {"tag": "class"})) == []


def test_name_that_is_too_long_is_refused_in_words(client):
    run = begin(client)

    answer = do(client, "describe", run, name="x" * 81)

    assert answer.status_code == 422
    assert "name: 81 characters; allowed: up to 80" in answer.content.decode()


def test_deleted_runs_can_be_had_back_by_undo_and_from_their_list(client):
    one, two = begin(client, seed="1"), begin(client, seed="2")

    do(client, "delete", one, two)
    after = client.get("/mine/").content.decode()
    again = client.get("/mine/").content.decode()
    gone = client.get("/mine/", {"deleted": "on"})
    do(client, "restore", one)

    assert "Deleted runs: 2. They can be had back for seven days." in after
    assert after.count('name="runs"') == 2  # in the form that undoes it
    assert "can be had back for seven days." not in again
    assert sorted(seeds(gone)) == [1, 2]
    page = client.get("/mine/")
    assert seeds(page) == [1]
    assert "Runs that are back: 1" in page.content.decode()


def test_nobody_changes_the_runs_of_somebody_else(client):
    theirs = begin(Client())
    begin(client)

    for what in ("delete", "describe", "restore"):
        assert do(client, what, theirs, name="mine").status_code == 302

    theirs.refresh_from_db()
    assert (theirs.deleted_at, theirs.name) == (None, "")


def test_chosen_runs_are_compared_if_there_are_two_to_eight(client):
    runs = [begin(client, seed=str(seed)) for seed in range(3)]

    assert do(client, "compare", runs[0]).status_code == 422
    assert do(client, "compare", *runs)["Location"] == "/compare/?runs=" + ",".join(
        str(run.id) for run in runs
    )


def test_pages_are_linked_both_ways(client, monkeypatch):
    monkeypatch.setattr(mine, "PAGE", 2)
    for seed in range(3):
        begin(client, seed=str(seed))

    first = client.get("/mine/", {"sort": "used"})
    link = re.findall(r'rel="next" href="([^"]+)"', first.content.decode())[0]
    second = client.get("/mine/" + link.replace("&amp;", "&"))

    assert (seeds(first), seeds(second)) == ([2, 1], [0])
    assert 'rel="prev"' in second.content.decode()
    assert 'rel="prev"' not in first.content.decode()


@pytest.mark.parametrize("query", [{"after": "x"}, {"sort": "size"}, {"tag": "x" * 99}])
def test_address_that_is_not_understood_shows_the_first_page(client, query):
    begin(client, seed="3")

    assert seeds(client.get("/mine/", query)) == [3]


def test_fork_names_the_run_that_it_came_from(client):
    parent = begin(client, seed="1")
    closed = start_run(scenario="sec-2013", seed=3).run
    Run.objects.filter(id=closed.id).update(open=False, name="Secret")
    for seed, source in ((2, parent), (4, closed)):
        run = begin(client, seed=str(seed))
        Run.objects.filter(id=run.id).update(parent=source, forked_at=6060)

    page = client.get("/mine/").content.decode()

    assert page.count("fork of") == 2
    assert page.count("at 09:41:00") == 2
    assert f'fork of <a href="/runs/{parent.id}/"' in page
    assert str(closed.id) not in page
    assert "Secret" not in page


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 30])
def test_page_takes_as_many_queries_for_one_run_as_for_thirty(
    rows, client, django_assert_num_queries
):
    for seed in range(rows):
        begin(client, seed=str(seed))

    with django_assert_num_queries(3):  # the session, rooms, the runs
        assert len(seeds(client.get("/mine/"))) == rows


def test_deleted_run_says_so_at_its_address_and_its_host_has_it_back(client):
    run = begin(client)
    do(client, "delete", run)

    own, theirs = client.get(f"/runs/{run.id}/"), Client().get(f"/runs/{run.id}/")

    assert (own.status_code, theirs.status_code) == (410, 410)
    assert b"Have it back" in own.content
    assert b"Have it back" not in theirs.content
    answer = do(client, "restore", run, open="1")
    assert answer["Location"] == f"/runs/{run.id}/"
    assert client.get(f"/runs/{run.id}/").status_code == 200


def test_name_of_a_run_stands_in_its_header(client):
    run = begin(client)
    do(client, "describe", run, name="Drill of Monday")

    page = client.get(f"/runs/{run.id}/").content.decode()

    assert '<b id="run-name" dir="auto">Drill of Monday</b>' in page
