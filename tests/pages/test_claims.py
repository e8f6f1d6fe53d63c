"""The page of the claims ledger, and the runs that it starts."""

import re

import pytest
from django.test import Client

from knightreplay.facts.claims import claims
from knightreplay.runs.models import Intervention, Run

pytestmark = pytest.mark.django_db

LEDGER = "/facts/claims/"


def try_claim(client, trial, **more):
    return client.post(LEDGER, {"trial": trial, **more})


@pytest.mark.slow
def test_page_has_every_claim_with_its_record_and_trials(client):
    page = client.get(LEDGER).content.decode()

    assert re.findall(r'<article class="panel claim" id="([\w-]+)"', page) == list(
        claims()
    )
    trials = sum(len(claim.trials) for claim in claims().values())
    assert page.count('name="trial" value=') == trials
    assert 'href="/facts/#sec-fn-6">SEC fn 6</a>' in page
    assert '<b translate="no">$460,410,144</b> lost by 16:00' in page
    assert '<span class="help">(fitted)</span>' in page


@pytest.mark.slow
def test_page_says_at_its_end_what_no_model_can_try_and_why(client):
    page = client.get(LEDGER).content.decode()

    untried = re.findall(r'<dt><a href="#([\w-]+)">.*?</dt><dd>(.+?)</dd>', page)
    assert [key for key, _ in untried] == [
        key for key, claim in claims().items() if claim.cannot
    ]


@pytest.mark.slow
def test_quotations_stay_in_their_language_with_their_address(client):
    client.post("/language/", {"language": "zh-hans"})

    page = client.get(LEDGER).content.decode()

    said = '<q lang="en" cite="https://urandom.io/">A repurposed flag activated old'
    assert page.count(said) == 3
    assert "<b>文章：</b>" in page
    assert "几十只比 154 只少" in page
    assert "拟合" in page


@pytest.mark.parametrize(
    ("trial", "scenario", "at", "acts"),
    [
        ("emails.1", "sec-2013", "08:05:00", [(300, "act-on-emails")]),
        (
            "rollback.1",
            "sec-2013",
            "09:54:15",
            [(6855, "take-over"), (8100, "kill")],
        ),
        ("end.2", "stop-0958", "09:58:00", []),
    ],
)
def test_claim_is_run_with_its_acts_at_its_second(client, trial, scenario, at, acts):
    answer = try_claim(client, trial)

    run = Run.objects.get()
    stored = Intervention.objects.filter(run=run).order_by("seq")
    assert answer["Location"] == f"/runs/{run.id}/#t={at}"
    assert (run.scenario, run.seed) == (scenario, 29)
    assert [(row.tick, row.op) for row in stored] == acts


def test_whoever_runs_a_claim_is_the_runs_host(client):
    path = try_claim(client, "end.1")["Location"].split("#")[0]

    assert "you are the host" in client.get("/").content.decode()
    assert client.get(path).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("trial", ["", "end.9", "nothing.1", "<b>x</b>"])
def test_unknown_trial_is_refused_in_a_sentence(client, trial):
    answer = try_claim(client, trial)

    page = answer.content.decode()
    assert (answer.status_code, Run.objects.count()) == (422, 0)
    assert "trial: there is none of that name" in page
    assert "<b>x</b>" not in page


def test_claim_needs_the_token_of_its_page():
    answer = try_claim(Client(enforce_csrf_checks=True), "end.1")

    assert (answer.status_code, Run.objects.count()) == (403, 0)


@pytest.mark.slow
def test_open_server_asks_for_the_hosts_key(client, settings):
    settings.OPEN_TO_NETWORK = True

    refused = try_claim(client, "end.1", host_key="wrong")

    assert refused.status_code == 403
    assert 'name="host_key"' in refused.content.decode()
    key = settings.HOST_KEY
    assert try_claim(client, "end.1", host_key=key).status_code == 302


@pytest.mark.slow
def test_scenarios_of_accounts_keep_their_anchor_and_lead_to_their_claims(client):
    scenarios = client.get("/scenarios/").content.decode()
    page = client.get(LEDGER).content.decode()

    led = dict(
        re.findall(
            r'id="([\w-]+)" aria-labelledby(?:(?!<section).)*?'
            r'href="/facts/claims/#([\w-]+)"',
            scenarios,
            re.DOTALL,
        )
    )
    assert led == {
        "newsletter-10m-a-minute": "account-newsletter",
        "essay": "account-essay",
        "wrong-server-rollback": "account-summary",
        "course-4800-a-minute": "account-course",
        "tenfold-loss": "account-case-study",
    }
    assert [anchor for anchor in led.values() if f'id="{anchor}"' not in page] == []
