"""The page of a comparison, and the choice of what to compare."""

import pytest
from django.test import Client

from knightreplay.runs.models import Run
from knightreplay.runs.services import start_run

pytestmark = pytest.mark.django_db

GONE = "00000000-0000-4000-8000-000000000000"


def begun(client, name=""):
    address = client.post("/", {"scenario": "sec-2013"})["Location"]
    run = Run.objects.get(id=address.split("/")[2])
    Run.objects.filter(id=run.id).update(name=name)
    return run


def test_comparison_is_opened_for_the_runs_of_the_address(client):
    one, other = (start_run(scenario="sec-2013", seed=29).run for _ in (1, 2))

    page = client.get("/compare/", {"runs": f"{other.id},{one.id}", "at": "09:41:00"})

    assert page.status_code == 200
    assert f'data-runs="{other.id},{one.id}"' in page.content.decode()


def test_runs_chosen_in_the_form_are_compared(client):
    one, other = (start_run(scenario="sec-2013", seed=29).run for _ in (1, 2))

    page = client.get("/compare/", {"runs": [str(one.id), str(other.id)]})

    assert f'data-runs="{one.id},{other.id}"' in page.content.decode()


def test_address_without_runs_offers_ones_own_and_the_open_ones(client):
    mine = begun(client, "My closed drill")
    theirs = begun(Client(), "Their closed drill")
    Run.objects.update(open=False)
    open_to_all = start_run(scenario="sec-2013", seed=30).run

    page = client.get("/compare/").content.decode()

    assert "My closed drill" in page
    assert f'value="{open_to_all.id}"' in page
    assert str(theirs.id) not in page
    assert "Their closed drill" not in page
    assert f'value="{mine.id}"' in page


def test_one_run_is_chosen_already(client):
    run = start_run(scenario="sec-2013", seed=29).run

    page = client.get("/compare/", {"runs": str(run.id)})

    assert page.status_code == 200
    assert f'value="{run.id}" checked' in page.content.decode()


@pytest.mark.parametrize("runs", ["x", GONE, f"{GONE},{GONE}", "x," * 9])
def test_address_that_names_no_two_to_eight_runs_offers_the_choice(client, runs):
    page = client.get("/compare/", {"runs": runs})

    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()


def test_without_any_run_the_page_says_how_to_get_one(client):
    page = client.get("/compare/").content.decode()

    assert "There is no run yet." in page


def test_page_of_a_closed_run_does_not_give_its_name_away(client):
    closed = begun(Client(), "Secret drill")
    Run.objects.filter(id=closed.id).update(open=False)

    page = client.get("/compare/", {"runs": f"{closed.id},{GONE}"})

    assert page.status_code == 200
    assert "Secret" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_choice_takes_as_many_queries_for_thirty_runs(
    client, count, django_assert_num_queries
):
    for _ in range(count):
        start_run(scenario="sec-2013", seed=29)

    with django_assert_num_queries(1):
        page = client.get("/compare/").content.decode()

    assert page.count('type="checkbox"') == min(count, 24)
