"""A run's page says which reading of the order it shows, and opens the other."""

import re
from html import unescape

import pytest
from django.test import Client

from knightreplay.runs.models import Run
from knightreplay.runs.services import start_run

pytestmark = pytest.mark.django_db


def page_of(scenario, client=None):
    run = start_run(scenario=scenario, seed=7).run
    return (client or Client()).get(run.get_absolute_url()).content.decode()


def said(page):
    """Its text, links or not."""
    return unescape(re.sub(r"<[^>]+>", "", page))


def test_default_run_says_that_it_reads_27_and_21_says_otherwise():
    page = page_of("sec-2013")

    assert "Reads ¶27 of the SEC's order" in said(page)
    assert "¶21 says otherwise" in said(page)
    assert 'name="scenario" value="all-at-the-open"' in page


def test_alternative_reading_says_that_it_misses_counts():
    page = page_of("all-at-the-open")

    assert "Reads ¶21 of the SEC's order" in said(page)
    assert '<a href="/scenarios/#all-at-the-open">It misses counts' in page


@pytest.mark.parametrize("scenario", ["essay", "all-updated"])
def test_run_of_no_reading_says_nothing(scenario):
    assert 'id="reading"' not in page_of(scenario)


def test_other_reading_begins_with_the_same_seed(client):
    answer = client.post("/", {"scenario": "all-at-the-open", "seed": "7"})

    run = Run.objects.get(id=answer["Location"].split("/")[2])
    assert (run.scenario, run.seed) == ("all-at-the-open", 7)


def test_whoever_may_not_begin_a_run_is_offered_none(settings):
    settings.OPEN_TO_NETWORK = True

    page = page_of("sec-2013")

    assert "¶21 says otherwise" in said(page)
    assert "Open the other reading" not in page
